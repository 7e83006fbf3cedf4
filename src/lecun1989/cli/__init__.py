"""The `lecun1989` command. A subcommand's module is imported only when the subcommand or its help is called."""

from dataclasses import dataclass
from typing import Any

import click

from lecun1989.errors import InputError
from lecun1989.extras import require


@dataclass(frozen=True)
class _Entry:
    """Where a command is defined, and what `lecun1989 --help` says about it."""

    module: str
    help: str


_READ = {
    "predict": _Entry("lecun1989.cli.read", "Read a digit from each picture."),
    "zipcode": _Entry("lecun1989.cli.read", "Read a row of digits, such as a zip code, from each picture."),
    "export": _Entry("lecun1989.cli.export", "Write a network in another framework's format."),
}
_LAB = {
    "train": _Entry("lecun1989_lab.cli.train", "Train a network by a recipe."),
    "evaluate": _Entry("lecun1989_lab.cli.evaluate", "Measure a network on a data set."),
    "misread": _Entry("lecun1989_lab.cli.evaluate", "List the test digits that a network misreads."),
    "gradcheck": _Entry("lecun1989_lab.cli.evaluate", "Compare the gradient with central differences."),
    "study": _Entry("lecun1989_lab.cli.study", "Train recipes with several seeds."),
    "select": _Entry("lecun1989_lab.cli.study", "Compare hyperparameters on held-out digits."),
    "strokes": _Entry("lecun1989_lab.cli.strokes", "Measure how a network reads recorded pen strokes."),
    "codes": _Entry("lecun1989_lab.cli.strokes", "Measure how it reads zip codes of recorded strokes."),
    "teaching": _Entry("lecun1989_lab.cli.strokes", "Measure what fine-tuning on one digit does to others."),
}
_CHECKOUT = {
    "publish": _Entry("lecun1989_lab.cli.maintain", "Train the published networks again."),
    "report": _Entry("lecun1989_lab.cli.maintain", "Write the tables of README.md and docs/."),
}
SECTIONS = {
    "Read digits": _READ,
    "Train and measure (pip install 'lecun1989[lab]')": _LAB,
    "Maintain the project (in a checkout)": _CHECKOUT,
}
COMMANDS = {**_READ, **_LAB, **_CHECKOUT}


class _Group(click.Group):
    """Imports a command when it is needed, and prints bad input as one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise click.ClickException(str(error)) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = require(COMMANDS[cmd_name].module, "lab", f"`lecun1989 {cmd_name}`")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lecun1989")
def main() -> None:
    """Use, train and measure the zip-code network of LeCun et al. (1989)."""

"""docs/commands.md: every command with its arguments and options, as the command line itself declares them."""

import inspect
from collections.abc import Iterator

import click

from lecun1989.cli import SECTIONS, main
from lecun1989_lab.report.markdown import code, table

HEAD = """# Commands

<!-- Written by `lecun1989 report` from the commands themselves. -->

`lecun1989 COMMAND`, or `python -m lecun1989 COMMAND`. NETWORK is a published name ({names}) or the path of a weights
file. Bad input gets one sentence on the standard error stream, and the exit code 1.
"""


VALUES = {
    "path": "PATH",
    "integer": "N",
    "integer range": "N",
}  # what stands for an option's value, by its type


def command_reference(names: tuple[str, ...]) -> str:
    """Return the text of docs/commands.md.

    Args:
        names: of the published networks.
    """
    parts = [HEAD.format(names=", ".join(map(code, names)))]
    context = click.Context(main, info_name="lecun1989")
    for title, entries in SECTIONS.items():
        parts.append(f"\n## {title}\n")
        for name in entries:
            command = main.get_command(context, name)
            assert command is not None
            parts.append("\n" + "\n".join(_describe(command)))
    return "".join(parts)


def _describe(command: click.Command) -> Iterator[str]:
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    options = [each for each in command.params if isinstance(each, click.Option)]
    usage = " ".join([f"lecun1989 {command.name}", *(str(each.metavar) for each in arguments)])
    yield f"### {command.name}\n"
    yield f"```\n{usage}{' [OPTIONS]' if options else ''}\n```\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    if options:
        yield table(("option", ""), [_row(option) for option in options])


def _row(option: click.Option) -> tuple[str, str]:
    name = ", ".join(option.opts)
    value = "" if option.is_flag else f" {option.metavar or VALUES.get(option.type.name, 'NAME')}"
    notes = [option.help or ""]
    if isinstance(option.type, click.Choice):
        notes.append(f"One of {', '.join(map(code, option.type.choices))}.")
    if option.required:
        notes.append("Required.")
    elif option.show_default:
        notes.append(f"[default: {option.default}]")
    return code(f"{name}{value}"), " ".join(note for note in notes if note)

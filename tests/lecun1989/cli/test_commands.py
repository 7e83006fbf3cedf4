"""The list of commands, and the modules that they import."""

import sys
from importlib import import_module

import click
import pytest

from lecun1989.cli import COMMANDS, main
from tests.command import refused, run


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_its_module(name: str) -> None:
    command = getattr(import_module(COMMANDS[name].module), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_the_help_lists_every_command() -> None:
    output = run("--help").output
    for name, entry in COMMANDS.items():
        assert f"  {name} " in output
        assert entry.help in output


def test_a_command_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [module for module in sys.modules if module.startswith("lecun1989_lab")]:
        monkeypatch.delitem(sys.modules, module)
    for module in [module for module in sys.modules if module.split(".")[0] == "rich"]:
        monkeypatch.setitem(sys.modules, module, None)
    message = refused("train", "--recipe", "paper-1989", "--out", "x.json")
    assert message.startswith("Error: `lecun1989 train` needs rich")
    assert message.endswith("run: pip install 'lecun1989[lab]'")


def test_an_unknown_command_is_refused() -> None:
    result = run("teach")
    assert result.exit_code == 2
    assert "No such command 'teach'" in result.output
    assert main.get_command(click.Context(main), "teach") is None

"""The `lecun1989` command, called by tests."""

from click.testing import CliRunner, Result

from lecun1989.cli import main


def run(*arguments: object) -> Result:
    """Call the command as it is without LECUN1989_DATA."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"LECUN1989_DATA": ""})


def refused(*arguments: object) -> str:
    """Call the command with bad input; return the one sentence that it says."""
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    (line,) = result.output.strip().splitlines()
    return str(line)

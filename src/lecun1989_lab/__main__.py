"""`python -m lecun1989_lab` is the `lecun1989` command."""

from lecun1989_lab.cli.commands import main

main()

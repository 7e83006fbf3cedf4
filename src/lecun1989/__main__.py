"""`python -m lecun1989` is the `lecun1989` command."""

from lecun1989.cli import main

main(prog_name="lecun1989")

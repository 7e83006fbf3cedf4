"""`python -m lecun1989_lab` is the `lecun1989` command."""

from lecun1989_lab.cli import main

main()

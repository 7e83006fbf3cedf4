"""The commands of the experiments; `lecun1989.cli` lists them with their modules."""

"""The commands of the experiments; `lecun1989.cli` says which module holds which."""

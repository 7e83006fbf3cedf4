"""The host's side of the reproduction: data sets, recipes, training, measurements, command line."""

"""The experiments, which run on the host: data sets, recipes, training, measurements, command line."""

"""Access to `lecun1989_lab`, the experiments, which need the extra [lab]."""

from pathlib import Path

from lecun1989.extras import require
from lecun1989.trained_network import TrainedNetwork


def train(
    recipe: str, *, passes: int | None = None, seed: int = 0, data_dir: str | Path | None = None
) -> TrainedNetwork:
    """Train a network by a recipe and measure it.

    Args:
        recipe: a name, such as "paper-1989"; `lecun1989 train --help` lists them.
        passes: number of passes through the training set; None means the recipe's own number.
        seed: for the initial weights, and for the order of the digits if it is random.
        data_dir: a folder with the data set; None downloads it once to the user's cache.

    Returns:
        The trained network; `save` writes it.

    Raises:
        InputError: the extra [lab] is not installed, there is no such recipe, or the data set is not available.

    Example:
        >>> lecun1989.train("paper-1989", passes=2, seed=7).save("mine.json")
    """
    trainer = require("lecun1989_lab.training.by_name", "lab", "training")
    network: TrainedNetwork = trainer.train_by_name(recipe, passes, seed, data_dir and Path(data_dir))
    return network

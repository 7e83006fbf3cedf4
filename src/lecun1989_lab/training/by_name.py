"""Trains a network by a recipe's name, for `lecun1989.train`."""

from dataclasses import replace
from pathlib import Path

from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.training.model_card import make_card
from lecun1989_lab.training.recipes import get_recipe
from lecun1989_lab.training.trainer import train


def train_by_name(
    name: str, passes: int | None = None, seed: int = 0, data_dir: Path | None = None
) -> TrainedNetwork:
    """Train a network by a named recipe; see `lecun1989.lab.train`."""
    recipe = get_recipe(name)
    if passes is not None:
        recipe = replace(recipe, passes=passes)
    dataset = load_dataset(recipe.dataset, data_dir)
    network = train(recipe, dataset, seed).network
    return TrainedNetwork(network, make_card(recipe.name, network, recipe, dataset, seed))

"""The model card of a network trained here: where it comes from and how well it reads."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np

from lecun1989.model.card import Card
from lecun1989.model.network import Network
from lecun1989.model.reject import RejectOption
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.training.measure import measure_both
from lecun1989_lab.training.recipes import NORMALISATION, Recipe


def make_card(
    name: str,
    network: Network,
    recipe: Recipe,
    dataset: Dataset,
    seed: int,
    reject: RejectOption | None = None,
) -> Card:
    """Measure a trained network, and record where it comes from."""
    return Card(
        name=name,
        title=recipe.title,
        normalisation=NORMALISATION[recipe.dataset],
        provenance={
            "dataset": {
                "name": dataset.name,
                "title": dataset.title,
                "files": dataset.files,
                "split": dataset.split,
            },
            "recipe": recipe.describe(),
            "seed": seed,
            "passes": recipe.passes,
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "lecun1989": version("lecun1989"),
            },
            "date": datetime.now(UTC).date().isoformat(),
        },
        metrics=measure_both(network, dataset),
        reject=reject,
    )

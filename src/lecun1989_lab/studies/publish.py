"""Making the networks that the project publishes, with where each comes from and how well it reads."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from lecun1989.model.checkpoint import Weights
from lecun1989.model.network import Network
from lecun1989.model.reject import RejectOption
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.training.metrics import measure_both
from lecun1989_lab.training.recipes import NORMALISATION, Recipe

WEIGHTS_FOLDER = Path("weights")


def make_weights(
    name: str,
    network: Network,
    recipe: Recipe,
    dataset: Dataset,
    seed: int,
    reject: RejectOption | None = None,
) -> Weights:
    """Put a trained network together with where it comes from and how well it reads."""
    return Weights(
        name=name,
        title=recipe.title,
        network=network,
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
        metrics={name: dict(values) for name, values in measure_both(network, dataset).items()},
        reject=reject,
    )

"""Recipes: all that decides a training run but the data's pixels and the seed, as data."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from lecun1989.architecture import THREE_BLOCKS, Activation, Architecture, Connections, Output
from lecun1989.errors import InputError
from lecun1989_lab.datasets import DatasetName

# How a drawing is brought to what a data set's images are (`lecun1989.normalize`).
NORMALISATION: dict[DatasetName, str] = {"zip": "zip", "mnist": "mnist", "digits": "zip"}


@dataclass(frozen=True)
class Recipe:
    """A training run's declaration. Every field is written to the weights file that it makes.

    Attributes:
        name: what `train --recipe` takes.
        title: one line for people.
        dataset: a name of `datasets.DATASET_NAMES`.
        initial_fan_in: weights start uniform in +-2.4/F ("printed", paper section 4.1) or +-2.4/sqrt(F) ("root").
        initial_output_bias: the other biases start at 0.
        learning_rate: eta, on the mean squared error without a factor 1/2.
        optimizer: "sgd", or "sdlm": stochastic diagonal Levenberg-Marquardt, with steps eta / (damping + h).
        damping: of "sdlm", mu.
        curvature_samples: of "sdlm", digits over which h is averaged before each pass.
        passes: through the training set, in constant order.
    """

    name: str
    title: str
    dataset: DatasetName
    activation: Activation
    output: Output
    initial_fan_in: Literal["printed", "root"]
    initial_output_bias: float
    learning_rate: float
    optimizer: Literal["sgd", "sdlm"] = "sgd"
    damping: float = 0.0
    curvature_samples: int = 0
    passes: int = 23
    connections: Connections = THREE_BLOCKS

    @property
    def architecture(self) -> Architecture:
        """The network that the recipe trains."""
        return Architecture(self.activation, self.output, self.connections)

    def describe(self) -> dict[str, Any]:
        """Return every hyperparameter, for a weights file; the connections stand in its architecture."""
        fields = asdict(self)
        for elsewhere in ("title", "connections"):
            del fields[elsewhere]
        return fields


_RECIPES = (
    Recipe(
        name="paper-1989",
        title="The paper's network on the real zip codes, by the paper's own method",
        dataset="zip",
        activation="scaled_tanh",
        output="scaled_tanh",
        initial_fan_in="printed",
        initial_output_bias=-1.0,
        learning_rate=4e-4,  # least held-out error: `lecun1989 select --vary learning_rate`
        optimizer="sdlm",
        damping=0.02,  # likewise
        curvature_samples=500,
    ),
    Recipe(
        name="paper-1989-sgd",
        title="The paper's network on the real zip codes, plain stochastic gradient descent",
        dataset="zip",
        activation="scaled_tanh",
        output="scaled_tanh",
        initial_fan_in="printed",
        initial_output_bias=-1.0,
        learning_rate=0.02,  # least held-out error: `lecun1989 select --vary learning_rate`
    ),
    Recipe(
        name="karpathy-2022",
        title="Karpathy's protocol: MNIST cut down to the paper's sizes",
        dataset="mnist",
        activation="tanh",
        output="tanh",
        initial_fan_in="root",
        initial_output_bias=-1.0,
        learning_rate=0.03,
    ),
)
RECIPES = {recipe.name: recipe for recipe in _RECIPES}


def get_recipe(name: str) -> Recipe:
    """Return the recipe of that name.

    Raises:
        InputError: there is none.
    """
    if name not in RECIPES:
        raise InputError(f"no recipe named {name!r}; give one of {', '.join(RECIPES)}")
    return RECIPES[name]

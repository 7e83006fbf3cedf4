"""Initial weights: small and random."""

import numpy as np

from lecun1989.model.network import Network
from lecun1989.model.parameters import SHAPES
from lecun1989.model.sizes import H1, H2, H3, OUTPUT
from lecun1989_lab.training.recipes import Recipe

FAN_IN = {
    "h1_weights": H1.fan_in,
    "h2_weights": H2.fan_in,
    "h3_weights": H3.fan_in,
    "output_weights": OUTPUT.fan_in,
}


def initial_network(recipe: Recipe, seed: int) -> Network:
    """Draw the weights uniformly in +-2.4/F, where F is the fan-in (paper, section 4); see `Recipe.initial_fan_in`."""
    generator = np.random.default_rng(seed)
    arrays = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    for name, fan_in in FAN_IN.items():
        bound = 2.4 / (fan_in**0.5 if recipe.initial_fan_in == "root" else fan_in)
        arrays[name] = generator.uniform(-bound, bound, SHAPES[name]).astype(np.float32)
    arrays["output_bias"][:] = recipe.initial_output_bias
    return Network.from_arrays(recipe.architecture, arrays)

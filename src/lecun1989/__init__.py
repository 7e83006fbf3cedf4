"""The convolutional network of LeCun et al. (1989) in NumPy: published networks, reading, training, explaining.

    >>> import lecun1989
    >>> network = lecun1989.load("reader")      # a published name, or the path of a weights file
    >>> network.read("seven.png")               # Reading(digit=7, rejected=False, margin=0.93)
    >>> network(images)                         # (n, 16, 16) in [-1, 1] -> (n, 10)
    >>> network.activations(images).h1          # (n, 12, 8, 8)

A module is imported when it is first used, so the page loads only what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lecun1989.errors import InputError
    from lecun1989.lab import train
    from lecun1989.model.activations import add_nonlinearity
    from lecun1989.model.architecture import Architecture
    from lecun1989.model.connections import add_connections
    from lecun1989.model.network import Activations, Network
    from lecun1989.published import load, names
    from lecun1989.reading import Reading, Row
    from lecun1989.trained_network import TrainedNetwork

__all__ = [
    "Activations",
    "Architecture",
    "InputError",
    "Network",
    "Reading",
    "Row",
    "TrainedNetwork",
    "add_connections",
    "add_nonlinearity",
    "load",
    "names",
    "train",
]

_HOMES = {
    "Activations": "model.network",
    "Architecture": "model.architecture",
    "InputError": "errors",
    "Network": "model.network",
    "Reading": "reading",
    "Row": "reading",
    "TrainedNetwork": "trained_network",
    "add_connections": "model.connections",
    "add_nonlinearity": "model.activations",
    "load": "published",
    "names": "published",
    "train": "lab",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("lecun1989")
    if name not in _HOMES:
        raise AttributeError(f"module 'lecun1989' has no attribute {name!r}")
    return getattr(import_module(f"lecun1989.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])

"""The model card: what is known about a trained network besides its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lecun1989.errors import InputError
from lecun1989.model.metrics import Metrics
from lecun1989.model.reject import RejectOption

NORMALISATIONS = ("zip", "mnist")  # see `preprocess.normalization`


@dataclass(frozen=True)
class Card:
    """A trained network's name, how its inputs are made, and where it comes from.

    Attributes:
        name: as in the file's name, such as "zip-1989".
        title: a description in one line.
        normalisation: how its inputs are made, one of NORMALISATIONS.
        provenance: data set with hashes and split, recipe, seed, passes, versions, date; any JSON object.
        metrics: by split, "train" or "test"; a split that was not measured is left out.
        reject: when the network refuses to answer; None means never.

    Raises:
        InputError: the normalisation is unknown.
    """

    name: str
    title: str
    normalisation: str
    provenance: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, Metrics] = field(default_factory=dict)
    reject: RejectOption | None = None

    def __post_init__(self) -> None:
        if self.normalisation not in NORMALISATIONS:
            known = ", ".join(NORMALISATIONS)
            raise InputError(f"normalisation is {self.normalisation!r}; give one of {known}")

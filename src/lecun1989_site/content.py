"""What a build publishes, read from its inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989.model.checkpoint import SPLITS
from lecun1989.results.measurements import Measurements, read_measurements
from lecun1989.results.schema import FILE_NAME as RESULTS
from lecun1989.results.schema import NO_RESULTS, Results, read_results
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.misread_gallery import Gallery, read_gallery
from lecun1989_site.settings import SETTINGS, Settings, read_settings

DEFAULTS = ("reader", "zip-1989")  # the network that reads first: the first of these that is published


class WeightsFile(NamedTuple):
    """A published network: its file's bytes, and the network that they hold."""

    data: bytes
    network: TrainedNetwork


@dataclass(frozen=True)
class Content:
    """What a build publishes.

    Attributes:
        version: the project's version.
        settings: the site owner's texts and colours.
        networks: the published networks by file name without ".json", sorted.
        results: the study's results; without recipes if there are none.
        measurements: the files of docs/measured.
        gallery: the misread digits; None if the build has no data.
    """

    version: str
    settings: Settings
    networks: Mapping[str, WeightsFile]
    results: Results
    measurements: Measurements
    gallery: Gallery | None

    @property
    def first(self) -> str:
        """The name of the network that reads first, until a visitor chooses another."""
        return default_name(self.networks)


def read_content(inputs: Inputs) -> Content:
    """Read everything that a build publishes.

    Raises:
        InputError: there are no networks, or a file is broken.
    """
    settings = read_settings(inputs.templates / SETTINGS)
    return Content(
        version=inputs.version(),
        settings=settings if inputs.url is None else settings.at(inputs.url),
        networks=read_networks(inputs.weights),
        results=_read_results(inputs.weights / RESULTS),
        measurements=read_measurements(inputs.measured),
        gallery=None if inputs.misread is None else read_gallery(inputs.misread),
    )


def read_networks(folder: Path) -> dict[str, WeightsFile]:
    """Return the published networks by file name without ".json", sorted.

    Raises:
        InputError: there are none, one is broken, or one has the file name of another.
    """
    paths = sorted(path for path in folder.glob("*.json") if path.name != RESULTS)
    if not paths:
        raise InputError(f"{folder}: no networks; train them with `python build.py --train`")
    return {path.stem: _read_network(path) for path in paths}


def default_name(names: Iterable[str]) -> str:
    """Return the name of the network that reads first."""
    published = list(names)
    return next((name for name in DEFAULTS if name in published), published[0])


def _read_network(path: Path) -> WeightsFile:
    network = TrainedNetwork.from_json(read_text(path), str(path))
    if network.card.metrics.keys() != set(SPLITS):
        raise InputError(f"{path}: fine-tuned on the page and not measured since; remove it from the folder")
    if network.name != path.stem:
        raise InputError(
            f"{path}: holds the network '{network.name}'; name the file {network.name}.json, or remove it"
        )
    return WeightsFile(path.read_bytes(), network)


def _read_results(path: Path) -> Results:
    return read_results(read_text(path), str(path)) if path.exists() else NO_RESULTS

"""What the templates show: content and URLs."""

from dataclasses import dataclass
from typing import Any

from lecun1989.results.measurements import Measurements
from lecun1989.results.schema import Results
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.page.misread_gallery import PICTURE, VALUES, Gallery
from lecun1989_site.settings import Settings


@dataclass(frozen=True)
class Model:
    """A published network.

    Attributes:
        name: the file's name without ".json".
        url: the file's URL, relative to the page.
        network: the network in the file.
    """

    name: str
    url: str
    network: TrainedNetwork

    @property
    def title(self) -> str:
        """The network's title up to the first comma, for the menu."""
        return self.network.card.title.split(",")[0]

    @property
    def about(self) -> str:
        """The network's accuracy as a sentence."""
        train, test = (self.network.card.metrics[split] for split in ("train", "test"))
        return (
            f"Trained on {train.examples:,} digits; "
            f"misreads {test.misses} of {test.examples:,} it never saw ({test.error_percent:.1f}%)."
        )


@dataclass(frozen=True)
class Exhibition:
    """A published gallery.

    Attributes:
        gallery: the misread digits.
        folder: the URL of its files' folder, relative to the page.
    """

    gallery: Gallery
    folder: str

    @property
    def picture(self) -> str:
        """The URL of the picture with all digits."""
        return f"{self.folder}/{PICTURE}"

    @property
    def values(self) -> str:
        """The URL of the digits' exact values."""
        return f"{self.folder}/{VALUES}"


@dataclass(frozen=True)
class SiteContext:
    """What the templates show. URLs are relative to the page.

    Attributes:
        settings: the site owner's texts and colours.
        card: URL of the picture for link previews.
        stylesheet: URL of styles.css.
        script: URL of main.js.
        modules: URLs of the modules that main.js imports.
        runtime: `Runtime` in site_template/app/types.js.
        models: the published networks, starting with the one that reads first.
        results: the study's results; without recipes if there are none.
        measurements: the files of docs/measured.
        gallery: the misread digits; None if the build has no data.
        version: the package's version.
        csp: the Content-Security-Policy.
    """

    settings: Settings
    card: str
    stylesheet: str
    script: str
    modules: tuple[str, ...]
    runtime: dict[str, Any]
    models: tuple[Model, ...]
    results: Results
    measurements: Measurements
    gallery: Exhibition | None
    version: str
    csp: str

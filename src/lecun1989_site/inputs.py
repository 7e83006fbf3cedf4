"""Where the build takes its inputs from, and one hash of them all."""

import importlib.metadata
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lecun1989.errors import InputError
from lecun1989.model.checkpoint import SPLITS, Weights, read_weights
from lecun1989.results.measurements import Measurements, read_measurements
from lecun1989.results.schema import FILE_NAME as RESULTS
from lecun1989.results.schema import NO_RESULTS, REMEDY, Results, read_results
from lecun1989_site.digest import combine, files_in, sha256, sha256_of_file
from lecun1989_site.page.misread_gallery import Gallery, read_gallery
from lecun1989_site.runtime.prepare import toolchain
from lecun1989_site.settings import SETTINGS, Settings, read_settings

RENDERERS = (
    "jinja2",
    "markupsafe",
    "numpy",
    "pillow",
    "pyodide-lock",
)  # packages whose version can change the output


@dataclass(frozen=True)
class Inputs:
    """What a build is made from, all of it: folders, files and a list of misread digits."""

    package: Path  # src/lecun1989
    builder: Path  # src/lecun1989_site
    templates: Path  # site_template
    weights: Path
    licence: Path
    pins: Path  # pins.json
    project: Path  # pyproject.toml, for the version
    measured: Path  # docs/measured
    misread: str | None = None  # what `lecun1989 misread --json` says; None where the data is not at hand
    url: str | None = None  # where the page will stand; None for what site.toml says

    @classmethod
    def of_checkout(cls, root: Path, misread: str | None = None, url: str | None = None) -> "Inputs":
        """Return the inputs of a checkout of this project, with a list of misread digits or without."""
        return cls(
            package=root / "src" / "lecun1989",
            builder=root / "src" / "lecun1989_site",
            templates=root / "site_template",
            weights=root / "weights",
            licence=root / "LICENSE",
            pins=root / "src" / "lecun1989_site" / "runtime" / "pins.json",
            project=root / "pyproject.toml",
            measured=root / "docs" / "measured",
            misread=misread,
            url=url,
        )

    def version(self) -> str:
        """Return the project's version."""
        return str(tomllib.loads(self.project.read_text("utf-8"))["project"]["version"])

    def fingerprint(self) -> str:
        """Return one hash of every input: files by content, tools by version."""
        folders = {
            "package": self.package,
            "builder": self.builder,
            "templates": self.templates,
            "weights": self.weights,
            "measured": self.measured,
        }
        files = {
            f"{key}/{name}": path
            for key, folder in folders.items()
            for name, path in files_in(folder).items()
        }
        files |= {"licence": self.licence, "pins": self.pins, "project": self.project}
        tools = {f"tool {name}": version for name, version in toolchain().items()}
        tools |= {f"package {name}": importlib.metadata.version(name) for name in RENDERERS}
        data = {} if self.misread is None else {"misread": sha256(self.misread.encode())}
        data |= {} if self.url is None else {"url": self.url}
        return combine({**tools, **data, **{name: sha256_of_file(path) for name, path in files.items()}})

    def networks(self) -> dict[str, tuple[bytes, Weights]]:
        """Return the published networks by file name without ".json", sorted: the file's bytes and what it says.

        Raises:
            InputError: there are none, or one is broken.
        """
        paths = sorted(path for path in self.weights.glob("*.json") if path.name != RESULTS)
        if not paths:
            raise InputError(f"{self.weights} holds no network: train them with `python build.py --train`")
        return {path.stem: _read_network(path) for path in paths}

    def results(self) -> Results:
        """Return the study's results; those of no study where there is no file.

        Raises:
            InputError: the file is broken.
        """
        path = self.weights / RESULTS
        if not path.exists():
            return NO_RESULTS
        try:
            return read_results(path.read_text("utf-8"), str(path))
        except UnicodeDecodeError as error:
            raise InputError(f"{path} is not UTF-8 text; {REMEDY}") from error

    def measurements(self) -> Measurements:
        """Return what docs/measured holds.

        Raises:
            InputError: a file is broken.
        """
        return read_measurements(self.measured)

    def settings(self) -> Settings:
        """Return what the site's owner says.

        Raises:
            InputError: it is broken.
        """
        settings = read_settings(self.templates / SETTINGS)
        return settings if self.url is None else settings.at(self.url)

    def gallery(self) -> Gallery | None:
        """Return the gallery of misread digits, where they are known."""
        return None if self.misread is None else read_gallery(self.misread)


def _read_network(path: Path) -> tuple[bytes, Weights]:
    data = path.read_bytes()
    try:
        weights = read_weights(data.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: make it again with `python build.py --train`") from error
    if weights.metrics.keys() != set(SPLITS):
        raise InputError(f"{path} was taught on the page and not measured since: remove it from the folder")
    return data, weights

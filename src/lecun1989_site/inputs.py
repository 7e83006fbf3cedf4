"""The build's inputs, and one hash of all of them."""

import importlib.metadata
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lecun1989.files import read_text
from lecun1989_site.digest import combine, files_in, sha256, sha256_of_file
from lecun1989_site.runtime.prepare import toolchain

# Packages whose versions can change the output. NumPy is none: the page's numbers are rounded, and each version of
# Python has another latest NumPy.
RENDERERS = ("jinja2", "markupsafe", "pillow")


@dataclass(frozen=True)
class Inputs:
    """Everything that a build depends on: folders, files and a list of misread digits."""

    package: Path  # src/lecun1989
    builder: Path  # src/lecun1989_site
    templates: Path  # site_template
    weights: Path
    licence: Path
    pins: Path  # pins.json
    project: Path  # pyproject.toml, for the version
    measured: Path  # docs/measured
    misread: str | None = None  # output of `lecun1989 misread --json`; None without data
    url: str | None = None  # the published page's address; None for the one in site.toml

    @classmethod
    def of_checkout(cls, root: Path, misread: str | None = None, url: str | None = None) -> "Inputs":
        """Return the inputs in a checkout of this project."""
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
        return str(tomllib.loads(read_text(self.project))["project"]["version"])

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

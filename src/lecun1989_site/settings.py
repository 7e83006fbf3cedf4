"""The site owner's settings: texts and colours in site_template/site.toml."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from PIL import ImageColor

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989.model.sizes import PARAMETERS
from lecun1989_site.page.contrast import contrast

SETTINGS = "site.toml"
# The backgrounds, --ground in styles.css. The accent must be readable on them.
GROUNDS = {"light": "#fbf9f4", "dark": "#171614"}
CONTRAST = 4.5  # the minimum (WCAG 2.2, 1.4.3)


@dataclass(frozen=True)
class Settings:
    """A site's texts and colours.

    Attributes:
        title: the page's title.
        lede: the sentences below the title.
        description: for search engines and link previews.
        footer: a line at the end of the page; empty for none.
        url: the published page's address, ending in "/"; empty if unknown.
        accent: the colour on "light" and on "dark" backgrounds, as #rrggbb.
    """

    title: str
    lede: str
    description: str
    footer: str
    url: str
    accent: dict[str, str]

    def at(self, url: str) -> "Settings":
        """Return the same settings for another address.

        Raises:
            InputError: not a web address.
        """
        return replace(self, url=_check_url("--url", url))

    @property
    def style(self) -> str:
        """The CSS rules that set the colours."""
        light, dark = self.accent["light"], self.accent["dark"]
        return (
            f":root {{ --accent: {light}; }}\n"
            f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        )


def read_settings(path: Path) -> Settings:
    """Read site.toml.

    Raises:
        InputError: the file is missing or broken, has an unknown field, or a colour has too little contrast.
    """
    try:
        document = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not TOML ({error}); correct it") from error
    accent = document.pop("accent", None)
    texts = ("title", "lede", "description", "footer", "url")
    for name in document:
        if name not in texts:
            raise InputError(
                f"{path}: the field {name!r} is unknown; there are {', '.join(texts)} and accent"
            )
    for name in texts:
        if not isinstance(document.get(name), str):
            raise InputError(f"{path}: {name} must be a text in quotes; give an empty one for none")
    if not isinstance(accent, dict) or accent.keys() != GROUNDS.keys():
        raise InputError(f"{path}: [accent] must give the colours {' and '.join(GROUNDS)}")
    for ground, colour in accent.items():
        _check_colour(f"{path}: accent.{ground}", colour, GROUNDS[ground])
    document["url"] = _check_url(f"{path}: url", document["url"])
    document["lede"] = document["lede"].replace("{parameters}", f"{PARAMETERS:,}")
    return Settings(**document, accent=accent)


def _check_url(where: str, url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.netloc and not parts.query + parts.fragment):
        raise InputError(
            f"{where}: {url!r} is not the web address of a folder; give one such as https://example.org/digits/"
        )
    return url if not url or url.endswith("/") else f"{url}/"


def _check_colour(where: str, colour: object, ground: str) -> None:
    if not isinstance(colour, str) or not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise InputError(f"{where}: {colour!r} is not a colour; give one of the form #rrggbb")
    found = contrast(ImageColor.getrgb(colour), ImageColor.getrgb(ground))
    if found < CONTRAST:
        raise InputError(
            f"{where}: {colour} on {ground} has a contrast of {found:.1f}, which is hard to read; "
            f"give a colour with at least {CONTRAST}"
        )

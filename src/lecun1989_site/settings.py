"""What the owner of a site may say otherwise: site_template/site.toml."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from PIL import ImageColor

from lecun1989.errors import InputError
from lecun1989.model import architecture
from lecun1989_site.page.contrast import contrast

SETTINGS = "site.toml"
GROUNDS = {
    "light": "#fbf9f4",
    "dark": "#171614",
}  # --ground in styles.css, on which the accent must be readable
CONTRAST = 4.5  # at least (WCAG 2.2, 1.4.3)


@dataclass(frozen=True)
class Settings:
    """A site's own texts and colour.

    Attributes:
        title: of the page.
        lede: the sentences below it.
        description: for search engines and previews of links.
        footer: a line at the end of the page; empty for none.
        url: where the page will stand, ending in "/"; empty where that is not known.
        accent: the colour on "light" and on "dark" ground, as #rrggbb.
    """

    title: str
    lede: str
    description: str
    footer: str
    url: str
    accent: dict[str, str]

    def at(self, url: str) -> "Settings":
        """Return the same for a page at another address.

        Raises:
            InputError: that is no web address.
        """
        return replace(self, url=_check_url("--url", url))

    @property
    def style(self) -> str:
        """The style sheet's rules that set the colour."""
        light, dark = self.accent["light"], self.accent["dark"]
        return (
            f":root {{ --accent: {light}; }}\n"
            f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        )


def read_settings(path: Path) -> Settings:
    """Read site.toml.

    Raises:
        InputError: it is missing or broken, says what nobody asks for, or its colour cannot be read on the page.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path} is missing: restore it, it holds the page's title and colour") from None
    except ValueError as error:
        raise InputError(f"{path} is not TOML ({error}): correct it") from error
    accent = document.pop("accent", None)
    texts = ("title", "lede", "description", "footer", "url")
    for name in document:
        if name not in texts:
            raise InputError(f"{path}: nothing is named {name!r}; there are {', '.join(texts)} and accent")
    for name in texts:
        if not isinstance(document.get(name), str):
            raise InputError(f"{path}: {name} must be a text in quotes, empty if need be")
    if not isinstance(accent, dict) or accent.keys() != GROUNDS.keys():
        raise InputError(f"{path}: [accent] must give the colours {' and '.join(GROUNDS)}")
    for ground, colour in accent.items():
        _check_colour(f"{path}: accent.{ground}", colour, GROUNDS[ground])
    document["url"] = _check_url(f"{path}: url", document["url"])
    document["lede"] = document["lede"].replace("{parameters}", f"{architecture.PARAMETERS:,}")
    return Settings(**document, accent=accent)


def _check_url(where: str, url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.netloc and not parts.query + parts.fragment):
        raise InputError(
            f"{where}: {url!r} is no address of a folder on the web, such as https://example.org/digits/"
        )
    return url if not url or url.endswith("/") else f"{url}/"


def _check_colour(where: str, colour: object, ground: str) -> None:
    if not isinstance(colour, str) or not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise InputError(f"{where}: {colour!r} is no colour of the form #rrggbb")
    found = contrast(ImageColor.getrgb(colour), ImageColor.getrgb(ground))
    if found < CONTRAST:
        raise InputError(
            f"{where}: {colour} on {ground} has a contrast of {found:.1f}, which is hard to read; "
            f"choose one of {CONTRAST} at least"
        )

"""The picture for link previews (Open Graph): the example's 16x16 image, its digit, and the page's title."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, ImageFont

from lecun1989_site.settings import GROUNDS, Settings

CARD = "card.png"
WIDTH, HEIGHT = 1200, 630  # the usual size for Open Graph
MARGIN = 83
PIXEL = 29  # a side of one of the 16x16 pixels
TITLE, NOTE = 68, 30  # font sizes
INK, SHEET, MUTED = "#1d1b18", "#fffefb", "#68625a"  # as in styles.css
_LEFT = MARGIN + 16 * PIXEL + MARGIN  # the text's left edge


def draw_card(settings: Settings, image: NDArray[np.float32], digit: int) -> bytes:
    """Return a PNG.

    Args:
        settings: the title and the colours.
        image: the example, (16, 16) in [-1, 1].
        digit: its digit.
    """
    card = Image.new("RGB", (WIDTH, HEIGHT), GROUNDS["light"])
    pen = ImageDraw.Draw(card)
    paper, ink = (np.array(ImageColor.getrgb(colour)) for colour in (SHEET, INK))
    share = (np.clip(image, -1, 1)[:, :, None] + 1) / 2
    squares = Image.fromarray(np.rint(paper + share * (ink - paper)).astype(np.uint8))
    card.paste(squares.resize((16 * PIXEL, 16 * PIXEL), Image.Resampling.NEAREST), (MARGIN, MARGIN))
    title = ImageFont.load_default(TITLE)
    lines = _wrap(settings.title, title, WIDTH - MARGIN - _LEFT)
    pen.multiline_text((_LEFT, MARGIN - 14), "\n".join(lines), INK, title, spacing=14)
    bottom = MARGIN + 16 * PIXEL
    pen.text((_LEFT, bottom), str(digit), settings.accent["light"], ImageFont.load_default(190), "ls")
    note = ImageFont.load_default(NOTE)
    pen.text((_LEFT + 150, bottom), "LeCun et al. 1989", MUTED, note, "ls")
    png = io.BytesIO()
    card.save(png, "PNG", optimize=True)
    return png.getvalue()


def _wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> list[str]:
    """Break a text into lines of at most a width; a longer word gets its own line."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

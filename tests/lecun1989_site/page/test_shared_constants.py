"""Constants that Python shares with the page's scripts, styles and HTML."""

import json
import re
from xml.etree.ElementTree import Element

from lecun1989.explain.intensities import FULL
from lecun1989.ink.strokes import PAD_SIDE, PEN
from lecun1989.model.sizes import IMAGE_SIDE
from lecun1989_site.page import zip_example
from tests.html import find
from tests.javascript import APP, exported

STYLES = (APP / "styles.css").read_text("utf-8")


def test_the_pads_size_and_pen(index: Element) -> None:
    assert exported("pad/strokes.js", "SIDE") == PAD_SIDE
    assert exported("pad/strokes.js", "PEN") == PEN
    pad = find(index, "data-testid", "pad")
    assert pad.get("width") == pad.get("height") == str(PAD_SIDE)
    assert float(find(index, "data-testid", "pen").get("value", "")) == PEN
    assert f".pen path {{ fill: none; stroke: var(--faint); stroke-width: {PEN:g};" in STYLES


def test_the_zip_codes_pad_and_pen(index: Element) -> None:
    config = json.loads(find(index, "id", "config").text or "")
    assert config["zipPad"] == {"width": zip_example.PAD_WIDTH, "pen": zip_example.PEN}
    pad = find(index, "data-testid", "code-pad")
    size = (str(zip_example.PAD_WIDTH), str(zip_example.PAD_HEIGHT))
    assert (pad.get("width"), pad.get("height")) == size
    (envelope,) = [each for each in index.iter("div") if each.get("class") == "envelope"]
    boxes = [picture.get("viewbox") for picture in envelope.iter("svg")]
    assert boxes == [f"0 0 {' '.join(size)}"] * 2
    (rule,) = re.findall(r"^\.envelope \{.*", STYLES, re.M)
    assert f"aspect-ratio: {' / '.join(size)};" in rule
    assert f".envelope .pen path {{ stroke-width: {zip_example.PEN:g}; }}" in STYLES


def test_the_networks_input_and_the_strongest_colour() -> None:
    assert exported("network/digit-image.js", "SIDE") == IMAGE_SIDE
    assert exported("network/heatmap.js", "FULL") == FULL

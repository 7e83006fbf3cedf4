"""The data sets: real handwritten digits as 16x16 images in [-1, 1], and their origin.

zip     the post office's zip codes, the paper's sizes       downloaded or from a folder
mnist   MNIST, cut down to the paper's sizes                 downloaded or from a folder
mixed   zip codes, all of MNIST, and written forms           downloaded or from a folder
digits  scikit-learn's 1,797 small digits                    comes with scikit-learn
"""

from pathlib import Path
from typing import Literal, get_args

from lecun1989.errors import InputError
from lecun1989_lab.datasets.dataset import Dataset, Split
from lecun1989_lab.datasets.mixed import load_mixed
from lecun1989_lab.datasets.mnist import load_mnist
from lecun1989_lab.datasets.sklearn_digits import load_digits
from lecun1989_lab.datasets.zipcodes import load_zip

__all__ = ["DATASET_NAMES", "Dataset", "DatasetName", "Split", "load_dataset"]

DatasetName = Literal["zip", "mnist", "mixed", "digits"]
DATASET_NAMES: tuple[DatasetName, ...] = get_args(DatasetName)


def load_dataset(name: DatasetName, data_dir: Path | None = None) -> Dataset:
    """Load a data set.

    Args:
        name: one of DATASET_NAMES.
        data_dir: a folder with the files, or with a subfolder `zip` or `mnist` that has them. Their format is checked
            and their hashes are recorded. None downloads them to the user's cache, and they must have the published
            hashes. The digits need neither.

    Raises:
        InputError: the name is unknown, or files are missing or damaged or cannot be downloaded.
    """
    if name == "zip":
        return load_zip(data_dir)
    if name == "mnist":
        return load_mnist(data_dir)
    if name == "mixed":
        return load_mixed(data_dir)
    if name == "digits":
        return load_digits()
    raise InputError(f"no data set named {name!r}; give one of {', '.join(DATASET_NAMES)}")

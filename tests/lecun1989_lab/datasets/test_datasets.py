"""The real data: the bundled digits always, the zip codes and MNIST if LECUN1989_DATA is set."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989_lab.datasets import DATASET_NAMES, Dataset, load_dataset

# Class counts 0 to 9, from zip.info.txt.
ZIP_TRAIN = [1194, 1005, 731, 658, 652, 556, 664, 645, 542, 644]
ZIP_TEST = [359, 264, 198, 166, 200, 160, 170, 147, 166, 177]


@pytest.fixture(scope="module")
def data_dir() -> Path:
    folder = os.environ.get("LECUN1989_DATA")
    if not folder:
        pytest.skip("LECUN1989_DATA names no folder with the real data")
    return Path(folder)


def ink(dataset: Dataset) -> float:
    return float((dataset.train.images.mean(dtype=np.float64) + 1) / 2)


def check_form(dataset: Dataset) -> None:
    for split in (dataset.train, dataset.test):
        assert split.images.shape == (len(split.labels), 16, 16)
        assert split.images.dtype == np.float32
        assert split.labels.dtype == np.int64
        assert (split.images.min(), split.images.max()) == (-1, 1)
        assert set(split.labels.tolist()) == set(range(10))
    assert json.loads(json.dumps(dataset.split)) == dataset.split
    assert (dataset.split["train"], dataset.split["test"]) == (
        len(dataset.train.labels),
        len(dataset.test.labels),
    )


def test_zip_codes(data_dir: Path) -> None:
    dataset = load_dataset("zip", data_dir)
    check_form(dataset)
    assert np.bincount(dataset.train.labels).tolist() == ZIP_TRAIN
    assert np.bincount(dataset.test.labels).tolist() == ZIP_TEST
    assert ink(dataset) == pytest.approx(0.25, abs=0.01)
    assert dataset.files == {
        "zip.train.gz": "66ebf231ab51f2cf6ac1a892d0f98ccffee1079d7a5db638c1f11f366046ca16",
        "zip.test.gz": "8dacc3c6e136af6c3488de9e5113a7daf140c8c2f1f0b61c54ee02f03f1a962f",
    }


def test_mnist(data_dir: Path) -> None:
    dataset = load_dataset("mnist", data_dir)
    check_form(dataset)
    assert (len(dataset.train.labels), len(dataset.test.labels)) == (7291, 2007)
    assert (dataset.split["train_of"], dataset.split["test_of"]) == (60000, 10000)
    assert ink(dataset) == pytest.approx(0.1307, abs=0.002)  # MNIST's mean grey level
    files = dict(dataset.files)
    assert files.pop("train-images-idx3-ubyte") in {
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",  # as LeCun published it
        "b61ffb6f513fd9ff8d89824731f6b4ed7863c759c33056d701efb8412469fb04",  # recovered: grey level 1 reads 0
    }
    assert files == {
        "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    }


def test_the_mnist_draw_is_fixed(data_dir: Path) -> None:
    dataset = load_dataset("mnist", data_dir)
    labels = np.concatenate([dataset.train.labels, dataset.test.labels]).astype(np.uint8)
    assert (
        hashlib.sha256(labels.tobytes()).hexdigest()
        == "70950962d3ce318dedc39891603ab9281aceb57e50419d43406ed80ffab8c0dd"
    )


def test_digits_need_no_data_and_no_folder(tmp_path: Path) -> None:
    dataset = load_dataset("digits", tmp_path / "nowhere")
    check_form(dataset)
    assert (len(dataset.train.labels), len(dataset.test.labels)) == (1437, 360)


def test_the_digits_split_is_disjoint_and_fixed() -> None:
    dataset = load_dataset("digits")
    train, test = ({image.tobytes() for image in split.images} for split in (dataset.train, dataset.test))
    assert not train & test
    assert len(train | test) == 1797
    labels = np.concatenate([dataset.train.labels, dataset.test.labels]).astype(np.uint8)
    assert (
        hashlib.sha256(labels.tobytes()).hexdigest()
        == "8ba4f891220f5e4c9c819638d1602d74b83618f167043c6da52a2a247841ddf0"
    )
    assert dataset.files == {
        "sklearn.datasets.load_digits": "8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3"
    }


def test_digits_fill_the_frame_from_top_to_bottom_upright() -> None:
    images = load_dataset("digits").train.images
    assert (images[:, 0].max(axis=1) > -0.5).all()
    assert (images[:, -1].max(axis=1) > -0.5).all()
    one = images[1]  # a 1: its ink is in the middle columns
    assert one[:, 6:11].mean() > 0.5 > -0.9 > one[:, :3].mean()


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InputError, match="no data set named 'usps'; give one of zip, mnist, mixed, digits"):
        load_dataset("usps")  # type: ignore[arg-type]
    assert DATASET_NAMES == ("zip", "mnist", "mixed", "digits")

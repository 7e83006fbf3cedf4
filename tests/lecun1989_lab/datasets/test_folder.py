"""Data sets read from a folder: their contents, and the messages for broken files."""

import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.preprocess.resample import shrink
from lecun1989_lab.datasets import DatasetName, load_dataset

TRAIN, TEST = 7291, 2007
RAMP = [f"{(pixel - 128) / 128:.4f}" for pixel in range(256)]  # every pixel of an image differs
IMAGES, LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"


def zip_line(label: object, pixels: list[str] = RAMP) -> str:
    return f"{label} {' '.join(pixels)} "


def zip_lines(count: int) -> list[str]:
    kinds = [zip_line(f"{label}.0000") for label in range(10)]
    return [kinds[row % 10] for row in range(count)]


def pack(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=1, mtime=0)


def pack_lines(lines: list[str]) -> bytes:
    return pack("".join(f"{line}\n" for line in lines).encode())


def idx(array: NDArray[np.uint8]) -> bytes:
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def refusal(name: DatasetName, folder: Path) -> str:
    """Load, and return the error message, which must be one sentence that says what to do."""
    with pytest.raises(InputError) as caught:
        load_dataset(name, folder)
    message = str(caught.value)
    assert "\n" not in message
    assert re.search(r"; (download|check|give|put) ", message), message
    return message


@pytest.fixture(scope="module")
def zip_files() -> dict[str, bytes]:
    return {"zip.train.gz": pack_lines(zip_lines(TRAIN)), "zip.test.gz": pack_lines(zip_lines(TEST))}


@pytest.fixture(scope="module")
def mnist_arrays() -> dict[str, NDArray[np.uint8]]:
    generator = np.random.default_rng(0)
    arrays = {}
    for part, count in (("train", TRAIN + 9), ("t10k", TEST + 3)):
        few = generator.integers(0, 256, (50, 28, 28), np.uint8)
        few[0] = 0
        few[1] = 255
        images = few[np.arange(count) % 50]
        images[:, 0, :2] = (
            np.arange(count)[:, None] // (1, 256) % 256
        )  # the image's number, in its first two pixels
        arrays[f"{part}-images-idx3-ubyte.gz"] = images
        arrays[f"{part}-labels-idx1-ubyte.gz"] = (np.arange(count) % 10).astype(np.uint8)
    return arrays


@pytest.fixture(scope="module")
def mnist_files(mnist_arrays: dict[str, NDArray[np.uint8]]) -> dict[str, bytes]:
    return {name: pack(idx(array)) for name, array in mnist_arrays.items()}


def slow_shrink(image: NDArray[np.uint8], size: int) -> list[list[float]]:
    """Bilinear resizing with pixel centres at half-integers, pixel by pixel in double precision."""
    side = len(image)

    def value(row: int, column: int) -> float:
        inside = image[min(max(row, 0), side - 1), min(max(column, 0), side - 1)]
        return float(inside) / 127.5 - 1

    result = []
    for i in range(size):
        y = (i + 0.5) * side / size - 0.5
        top = int(y // 1)
        cells = []
        for j in range(size):
            x = (j + 0.5) * side / size - 0.5
            left = int(x // 1)
            down, right = y - top, x - left
            cells.append(
                value(top, left) * (1 - down) * (1 - right)
                + value(top, left + 1) * (1 - down) * right
                + value(top + 1, left) * down * (1 - right)
                + value(top + 1, left + 1) * down * right
            )
        result.append(cells)
    return result


@pytest.mark.parametrize("subfolder", ["zip", "."])
def test_zip_codes_are_read_unchanged(subfolder: str, zip_files: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path / subfolder, zip_files)
    dataset = load_dataset("zip", tmp_path)
    assert dataset.train.images.shape == (TRAIN, 16, 16)
    assert dataset.test.images.shape == (TEST, 16, 16)
    assert dataset.train.images.dtype == np.float32
    assert dataset.train.labels[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert dataset.test.images[3, 2, 5] == np.float32(RAMP[2 * 16 + 5])
    assert dataset.files == {name: hashlib.sha256(content).hexdigest() for name, content in zip_files.items()}


def test_mnist_is_drawn_and_reduced(
    mnist_arrays: dict[str, NDArray[np.uint8]], mnist_files: dict[str, bytes], tmp_path: Path
) -> None:
    dataset = load_dataset("mnist", write(tmp_path, mnist_files))
    seed = dataset.split["seed"]
    assert isinstance(seed, int)
    redraw = np.random.RandomState(seed)  # with the recorded seed
    for part, split in (("train", dataset.train), ("t10k", dataset.test)):
        images = mnist_arrays[f"{part}-images-idx3-ubyte.gz"]
        labels = mnist_arrays[f"{part}-labels-idx1-ubyte.gz"]
        drawn = redraw.permutation(len(images))[: len(split.images)]
        assert (split.labels == labels[drawn]).all()
        for position in (0, 1, 777, len(drawn) - 1):
            expected = slow_shrink(images[drawn[position]], 16)
            np.testing.assert_allclose(split.images[position], expected, atol=1e-6)
        assert split.images.dtype == np.float32
        assert split.images.min() == -1
        assert split.images.max() == 1
    assert (len(dataset.train.images), len(dataset.test.images)) == (TRAIN, TEST)
    assert dataset.whole_test
    assert dataset.train.originals is not None
    np.testing.assert_array_equal(shrink(dataset.train.originals), dataset.train.images)
    order = np.random.RandomState(seed).permutation(TRAIN + 9)
    assert dataset.spare  # the digits after the drawn ones, in the same order
    np.testing.assert_array_equal(dataset.spare.labels, mnist_arrays[LABELS][order[TRAIN:]])
    expected = slow_shrink(mnist_arrays[IMAGES][order[TRAIN + 2]], 16)
    np.testing.assert_allclose(dataset.spare.images[2], expected, atol=1e-6)
    whole = mnist_arrays["t10k-images-idx3-ubyte.gz"]
    assert len(dataset.whole_test.images) == len(whole) == len(dataset.whole_test.labels)
    np.testing.assert_allclose(dataset.whole_test.images[5], slow_shrink(whole[5], 16), atol=1e-6)
    assert dataset.split["train_of"] == TRAIN + 9
    unpacked = idx(mnist_arrays[IMAGES])
    assert dataset.files["train-images-idx3-ubyte"] == hashlib.sha256(unpacked).hexdigest()


def changed(pixel: int, value: str) -> list[str]:
    return [*RAMP[:pixel], value, *RAMP[pixel + 1 :]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (zip_line("7", RAMP[:-1]), "expected 257 values on line 3, found 256"),
        (zip_line("7", [*RAMP, "0"]), "expected 257 values on line 3, found 258"),
        ("", "expected 257 values on line 3, found 0"),
        (zip_line("10"), "label 10 on line 3"),
        (zip_line("-1"), "label -1 on line 3"),
        (zip_line("6.5"), "label 6.5 on line 3"),
        (zip_line("nan"), "label nan on line 3"),
        (zip_line("7", changed(4, "1.0100")), "pixel 5 on line 3 is 1.01, outside [-1, 1]"),
        (zip_line("7", changed(255, "-7")), "pixel 256 on line 3 is -7, outside [-1, 1]"),
        (zip_line("7", changed(4, "nan")), "pixel 5 on line 3 is nan"),
        (zip_line("7", changed(4, "-inf")), "pixel 5 on line 3 is -inf"),
        (zip_line("7", changed(4, "0.5.5")), "line 3 has a value that is not a number"),
        (zip_line("7", changed(4, "1_0")), "line 3 has a value that is not a number"),
    ],
)
def test_a_bad_line_is_named(line: str, said: str, zip_files: dict[str, bytes], tmp_path: Path) -> None:
    lines = zip_lines(5)
    lines[2] = line
    write(tmp_path, {**zip_files, "zip.train.gz": pack_lines(lines)})
    message = refusal("zip", tmp_path)
    assert said in message
    assert f"{tmp_path / 'zip.train.gz'}: " in message


def test_a_missing_line_is_noticed(zip_files: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path, {**zip_files, "zip.test.gz": pack_lines(zip_lines(TEST - 1))})
    assert "zip.test.gz: expected 2,007 lines, found 2,006" in refusal("zip", tmp_path)


def test_bytes_that_are_not_text(zip_files: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path, {**zip_files, "zip.train.gz": pack(b"\xff\xfe7 0.1\n")})
    assert "zip.train.gz: not an ASCII text file" in refusal("zip", tmp_path)


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip_checksum(content: bytes) -> bytes:
    return content[:-8] + bytes([content[-8] ^ 1]) + content[-7:]


def garble(content: bytes) -> bytes:
    return content[:12] + b"\xff" * 20 + content[32:]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut_short, "the gzip file is cut off after"),
        (lambda content: content[:5], "the gzip file is cut off after 5 bytes"),
        (flip_checksum, "the gzip file is damaged (CRC check failed"),
        (garble, "the gzip file is damaged"),
        (gzip.decompress, "not a gzip file"),
        (lambda content: b"", "the file is empty"),
        (lambda content: pack(b""), "the gzip file has no content"),
    ],
)
@pytest.mark.parametrize(("name", "file"), [("zip", "zip.train.gz"), ("mnist", LABELS)])
def test_a_damaged_file_is_named(
    name: DatasetName,
    file: str,
    damage: Callable[[bytes], bytes],
    said: str,
    zip_files: dict[str, bytes],
    mnist_files: dict[str, bytes],
    tmp_path: Path,
) -> None:
    files = zip_files if name == "zip" else mnist_files
    write(tmp_path, {**files, file: damage(files[file])})
    message = refusal(name, tmp_path)
    assert said in message
    assert message.startswith(f"{tmp_path / file}: ")
    assert re.search(rf"download it again from https://\S+/{re.escape(file)}$", message)


@pytest.mark.parametrize(
    ("name", "lost", "found"),
    [
        ("zip", "zip.test.gz", "zip.train.gz"),
        ("zip", "zip.train.gz", "zip.test.gz"),
        ("mnist", LABELS, IMAGES),
        ("mnist", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
    ],
)
def test_a_missing_file_is_named(
    name: DatasetName,
    lost: str,
    found: str,
    zip_files: dict[str, bytes],
    mnist_files: dict[str, bytes],
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / name, zip_files if name == "zip" else mnist_files)
    (folder / lost).unlink()
    message = refusal(name, tmp_path)
    assert message.startswith(f"{folder}: {lost} missing (found: ")
    assert found in message


def test_a_folder_without_data_and_a_missing_folder(tmp_path: Path) -> None:
    assert "zip.train.gz, zip.test.gz missing; put the files of https://" in refusal("zip", tmp_path)
    assert "no such folder" in refusal("mnist", tmp_path / "elsewhere")


def test_a_folder_instead_of_a_file(zip_files: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path, zip_files)
    (tmp_path / "zip.test.gz").unlink()
    (tmp_path / "zip.test.gz").mkdir()
    assert "zip.test.gz: cannot be read (Is a directory)" in refusal("zip", tmp_path)


def relabelled(labels: NDArray[np.uint8], row: int, label: int) -> NDArray[np.uint8]:
    labels = labels.copy()
    labels[row] = label
    return labels


def test_mnist_that_contradicts_itself(
    mnist_arrays: dict[str, NDArray[np.uint8]], mnist_files: dict[str, bytes], tmp_path: Path
) -> None:
    images, labels = mnist_arrays[IMAGES], mnist_arrays[LABELS]
    count = len(labels)
    wrong_magic = b"\0\0\x0d\x03" + idx(images)[4:]
    cases: list[tuple[str, bytes, str]] = [
        (IMAGES, wrong_magic, f"{IMAGES}: wrong magic number 00000d03, expected 00000803"),
        (LABELS, idx(images), f"{LABELS}: wrong magic number 00000803, expected 00000801"),
        (LABELS, idx(labels)[:3], f"{LABELS}: wrong magic number 000008, expected 00000801"),
        (LABELS, idx(labels)[:-1], f"{LABELS}: the header announces 7,300 bytes, but 7,299 follow"),
        (LABELS, idx(labels) + b"\0", f"{LABELS}: the header announces 7,300 bytes, but 7,301 follow"),
        (IMAGES, idx(images)[:10], "bytes, but 0 follow"),
        (LABELS, idx(labels[:-1]), f"{IMAGES}: 7,300 images, but {LABELS} has 7,299 labels"),
        (LABELS, idx(relabelled(labels, 41, 10)), f"{LABELS}: label 10 of example 42 is not in 0 to 9"),
        (IMAGES, idx(images[:, :27]), f"{IMAGES}: images of 27x28 pixels, not 28x28"),
    ]
    assert count == 7300
    for file, content, said in cases:
        write(tmp_path, {**mnist_files, file: pack(content)})
        assert said in refusal("mnist", tmp_path)
    write(tmp_path, {IMAGES: pack(idx(images[:7000])), LABELS: pack(idx(labels[:7000]))})
    assert f"{IMAGES}: 7,000 images, but 7,291 are needed" in refusal("mnist", tmp_path)

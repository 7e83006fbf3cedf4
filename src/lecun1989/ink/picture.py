"""Pictures from files and arrays, converted to red, green, blue and opacity."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError


def open_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture file in any format that Pillow can read.

    Returns:
        (rows, columns, 4), red, green, blue and opacity, 0 to 255.

    Raises:
        InputError: the file cannot be read, or is not a picture.
    """
    from PIL import Image, UnidentifiedImageError  # here, because the page does without Pillow

    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGBA"))
    except UnidentifiedImageError:
        raise InputError(f"{path}: not a picture that Pillow can read; give a PNG or JPEG file") from None
    except OSError as error:
        if error.strerror:
            raise InputError(f"{path}: {error.strerror}; check the path") from None
        raise InputError(
            f"{path}: the picture is damaged ({error}); give an intact PNG or JPEG file"
        ) from None
    except Image.DecompressionBombError as error:
        raise InputError(f"{path}: the picture is too large ({error}); give a smaller one") from None


def as_rgba(picture: Any) -> NDArray[np.uint8]:
    """Return a picture in the form of `open_picture`.

    Args:
        picture: uint8 of shape (rows, columns), (rows, columns, 3) or (rows, columns, 4): grey, RGB or RGBA.

    Raises:
        InputError: the shape or dtype is wrong.
    """
    array = np.asarray(picture)
    if array.dtype != np.uint8:
        raise InputError(
            f"the picture has dtype {array.dtype}; give uint8 from 0 to 255, or call read_ink or read_image"
        )
    if array.ndim == 2:
        array = np.repeat(array[..., None], 3, axis=2)
    if array.ndim != 3 or array.shape[2] not in (3, 4) or array.size == 0:
        raise InputError(
            f"the picture has shape {np.shape(picture)}; give (rows, columns), with 3 or 4 channels if any"
        )
    if array.shape[2] == 3:
        array = np.concatenate([array, np.full((*array.shape[:2], 1), 255, np.uint8)], axis=2)
    return array

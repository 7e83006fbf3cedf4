"""Pictures from files and arrays, converted to red, green, blue and opacity."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

# Full scales of pictures with more than 8 bits; 32-bit ones do not say which of them they use.
SCALES = (1, 255, 65535, 2**32 - 1)


def open_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture file in any format that Pillow can read, upright, the first frame of an animated one.

    Returns:
        (rows, columns, 4), red, green, blue and opacity, 0 to 255.

    Raises:
        InputError: the file cannot be read, is not a picture, or has more than 89 million pixels.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # here, because the page does without Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                upright = ImageOps.exif_transpose(image)
                return np.asarray(_in_8_bits(upright).convert("RGBA"))
    except UnidentifiedImageError:
        raise InputError(f"{path}: not a picture that Pillow can read; give a PNG or JPEG file") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InputError(f"{path}: the picture is too large ({error}); give a smaller one") from None
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, OSError) and error.strerror:
            raise InputError(f"{path}: {error.strerror}; check the path") from None
        raise InputError(
            f"{path}: the picture is damaged ({error}); give an intact PNG or JPEG file"
        ) from None


def _in_8_bits(image: "Image.Image") -> "Image.Image":
    """Return a grey picture of 16 or 32 bits in 8 bits, which Pillow would clip at 255; any other one unchanged."""
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return image
    from PIL import Image

    values = np.nan_to_num(np.asarray(image, np.float64))
    highest = values.max(initial=0)
    full = (
        65535
        if image.mode.startswith("I;16")
        else next((each for each in SCALES if highest <= each), highest)
    )
    return Image.fromarray((values.clip(0) * (255 / full)).round().astype(np.uint8))


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

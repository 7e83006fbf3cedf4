"""What an optional part of the package needs: found, or named with the way to install it."""

from importlib import import_module
from types import ModuleType

from lecun1989.errors import InputError


def require(module: str, extra: str, purpose: str) -> ModuleType:
    """Import a module that comes with an extra of this package.

    Args:
        module: its full name.
        extra: which extra brings what it needs.
        purpose: what it is needed for, as the beginning of a sentence, such as "training".

    Raises:
        InputError: something that it imports is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            f"{purpose} needs {error.name}, which is not installed; run: pip install 'lecun1989[{extra}]'"
        ) from None

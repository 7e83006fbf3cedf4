"""Imports optional dependencies, or says how to install them."""

from importlib import import_module
from types import ModuleType

from lecun1989.errors import InputError


def require(module: str, extra: str, purpose: str) -> ModuleType:
    """Import a module that comes with an extra of this package.

    Args:
        module: the module's full name.
        extra: the extra that installs the module's dependencies.
        purpose: what needs the module; the error message starts with it. Example: "training".

    Raises:
        InputError: a dependency is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            f"{purpose} needs {error.name}, which is not installed; run: pip install 'lecun1989[{extra}]'"
        ) from None

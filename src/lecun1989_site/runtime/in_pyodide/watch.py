"""Runs inside Pyodide: notes which extension modules anything is asked of, from their import on."""

from importlib.machinery import ExtensionFileLoader
from types import ModuleType

asked: set[str] = set()  # names of modules


class Watched(ModuleType):
    """An extension module that notes when one of its names is looked up; those with two underscores are import's."""

    def __getattribute__(self, name: str) -> object:
        if not name.startswith("__"):
            asked.add(self.__name__)
        return super().__getattribute__(name)


def watch() -> None:
    """Watch all extension modules that are imported from now on."""
    execute = ExtensionFileLoader.exec_module

    def exec_module(loader: ExtensionFileLoader, module: ModuleType) -> None:
        execute(loader, module)
        module.__class__ = Watched

    ExtensionFileLoader.exec_module = exec_module  # type: ignore[method-assign, assignment]

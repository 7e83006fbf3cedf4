"""Runs in Pyodide: records which extension modules are used after their import."""

from importlib.machinery import ExtensionFileLoader
from types import ModuleType

asked: set[str] = set()  # names of modules


class Watched(ModuleType):
    """An extension module that records the use of its names. Names with two underscores are used by the import."""

    def __getattribute__(self, name: str) -> object:
        if not name.startswith("__"):
            asked.add(self.__name__)
        return super().__getattribute__(name)


def watch() -> None:
    """Watch all extension modules that are imported after this call."""
    execute = ExtensionFileLoader.exec_module

    def exec_module(loader: ExtensionFileLoader, module: ModuleType) -> None:
        execute(loader, module)
        module.__class__ = Watched

    ExtensionFileLoader.exec_module = exec_module  # type: ignore[method-assign, assignment]

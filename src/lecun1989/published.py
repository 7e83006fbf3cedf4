"""The published networks, which come with the package, and weights files of your own.

In a checkout they are weights/*.json; the wheel contains them as package data.
"""

from pathlib import Path

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989.trained_network import TrainedNetwork

# Possible folders of the networks, the wheel's first.
_FOLDERS = (Path(__file__).with_name("weights"), Path(__file__).resolve().parents[2] / "weights")
_NOT_NETWORKS = ("results",)


def _published() -> dict[str, Path]:
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    paths = sorted(folder.glob("*.json")) if folder else []
    return {path.stem: path for path in paths if path.stem not in _NOT_NETWORKS}


def names() -> tuple[str, ...]:
    """Return the names of the published networks."""
    return tuple(_published())


def load(network: str | Path) -> TrainedNetwork:
    """Load a trained network.

    Args:
        network: a published name, such as "reader", or the path of a weights file.

    Raises:
        InputError: there is no such network or file, or the file is not a complete weights file.

    Example:
        >>> load("zip-1989").card.title.split(",")[0]
        "The paper's network on the real zip codes"
    """
    published = _published()
    path = Path(network)
    if str(network) in published and not path.is_file():
        path = published[str(network)]
    elif not path.exists() and path.suffix != ".json":
        raise InputError(
            f"{network}: neither a published network nor a file; give one of {', '.join(published)}, or a path"
        )
    return TrainedNetwork.from_json(read_text(path), str(network))

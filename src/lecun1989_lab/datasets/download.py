"""Downloads to the cache: tries every mirror, checks each file's SHA-256, and leaves no partial file."""

from pathlib import Path
from urllib.parse import urlsplit

import pooch
import requests

from lecun1989.errors import InputError
from lecun1989_lab.datasets.bar import Bar
from lecun1989_lab.datasets.sources import Source

TIMEOUT = (10, 30)  # seconds to connect, seconds without a byte
CHUNK = 1 << 16  # bytes


def download(source: Source, folder: Path) -> dict[str, Path]:
    """Download a data set's files to a folder; intact files that are already there are kept.

    Args:
        source: the data set.
        folder: created if it is missing.

    Returns:
        File name -> path.

    Raises:
        InputError: no mirror has the file, or it cannot be saved; no partial file is left.
    """
    return {file: _fetch(source, file, folder) for file in source.files}


def _fetch(source: Source, file: str, folder: Path) -> Path:
    failures = []
    for mirror in source.mirrors:
        try:
            return _retrieve(mirror + file, source.files[file], folder / file)
        except requests.RequestException as error:  # an OSError too, hence first
            failures.append(f"{mirror}{file} ({_reason(error)})")
        except ValueError:  # from pooch
            failures.append(f"{mirror}{file} (wrong SHA-256: not the published file)")
        except OSError as error:
            raise InputError(
                f"{folder / file}: cannot be saved ({_disk_reason(error)}); free some space or change the permissions, "
                "or give the files with --data-dir or LECUN1989_DATA"
            ) from None
    raise InputError(
        f"{file}: could not be downloaded from {' or '.join(failures)}; check the connection, or give the files "
        "with --data-dir or LECUN1989_DATA"
    )


def _retrieve(address: str, sha256: str, path: Path) -> Path:
    """Download one file from one address; pooch uses a temporary name until the hash is verified."""
    pooch.get_logger().setLevel("WARNING")  # the progress bar replaces its messages
    with Bar(f"{path.name} from {urlsplit(address).netloc}") as bar:
        downloader = pooch.HTTPDownloader(
            progressbar=bar, chunk_size=CHUNK, timeout=TIMEOUT, hooks={"response": _keep_packed}
        )
        return Path(pooch.retrieve(address, sha256, path.name, path.parent, downloader=downloader))


def _keep_packed(response: requests.Response, **_: object) -> None:
    """Keep a .gz file compressed, even if the server declares gzip as a transfer encoding."""
    response.raw.headers.pop("Content-Encoding", None)


def _disk_reason(error: OSError) -> str:
    """Return the system's message; pooch wraps it in a longer one if permissions are missing."""
    origin = error.__cause__ if isinstance(error.__cause__, OSError) else error
    return origin.strerror or str(origin)


def _reason(error: requests.RequestException) -> str:
    """Describe a failed request in a few words."""
    if error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    return "cannot be reached" if isinstance(error, requests.ConnectionError) else "the connection broke"

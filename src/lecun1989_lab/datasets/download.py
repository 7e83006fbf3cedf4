"""Downloads to the cache: every mirror in turn, each file checked by its SHA-256 and whole or absent."""

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
    """Bring a data set's files to a folder; those that are there and whole stay as they are.

    Args:
        source: the data set.
        folder: made when it is missing.

    Returns:
        File name -> path.

    Raises:
        InputError: no mirror has the file, or the folder cannot take it; no part of a file is left behind.
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
            failures.append(f"{mirror}{file} (other bytes than the published ones: wrong SHA-256)")
        except OSError as error:
            raise InputError(
                f"{folder / file}: cannot be kept ({_disk_reason(error)}); make room or set the rights, "
                "or give the files with --data-dir or LECUN1989_DATA"
            ) from None
    raise InputError(
        f"{file}: could not be downloaded from {' nor '.join(failures)}; check the connection, or give the files "
        "with --data-dir or LECUN1989_DATA"
    )


def _retrieve(address: str, sha256: str, path: Path) -> Path:
    """Download one file from one address; pooch writes under a temporary name and renames what has the right hash."""
    pooch.get_logger().setLevel("WARNING")  # the progress bar says what it would say
    with Bar(f"{path.name} from {urlsplit(address).netloc}") as bar:
        downloader = pooch.HTTPDownloader(
            progressbar=bar, chunk_size=CHUNK, timeout=TIMEOUT, hooks={"response": _keep_packed}
        )
        return Path(pooch.retrieve(address, sha256, path.name, path.parent, downloader=downloader))


def _keep_packed(response: requests.Response, **_: object) -> None:
    """Have a file saved as it is published where a server declares .gz to be a transfer encoding, to be undone."""
    response.raw.headers.pop("Content-Encoding", None)


def _disk_reason(error: OSError) -> str:
    """Return the system's own words, which pooch wraps into more of them where rights are missing."""
    origin = error.__cause__ if isinstance(error.__cause__, OSError) else error
    return origin.strerror or str(origin)


def _reason(error: requests.RequestException) -> str:
    """Put a failed request into a few words."""
    if error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    return "cannot be reached" if isinstance(error, requests.ConnectionError) else "the connection broke"

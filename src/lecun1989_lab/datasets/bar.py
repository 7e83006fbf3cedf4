"""The progress bar of a download."""

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn


class Bar:
    """A progress bar for pooch, drawn by rich on the standard error stream from the first bytes on.

    Attributes:
        total: number of bytes to download, set by pooch; 0 if the server does not send it.
    """

    def __init__(self, title: str) -> None:
        self.total = 0
        self._title = title
        self._task: TaskID | None = None
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=Console(stderr=True),
        )

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def update(self, size: int) -> None:
        """Count `size` more bytes."""
        if self._task is None:
            self._progress.start()
            self._task = self._progress.add_task(self._title, total=self.total or None)
        self._progress.advance(self._task, size)

    def reset(self) -> None:
        """Set the count to 0: pooch counts whole chunks, then corrects itself."""
        if self._task is not None:
            self._progress.reset(self._task)

    def close(self) -> None:
        """Stop the bar and leave it on the screen, if it was ever drawn."""
        if self._progress.live.is_started:
            self._progress.stop()

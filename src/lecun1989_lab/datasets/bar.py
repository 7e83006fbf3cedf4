"""The progress bar of a download."""

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn


class Bar:
    """What pooch asks of a progress bar, drawn by rich on the standard error stream once the first bytes arrive.

    Attributes:
        total: bytes to come, which pooch sets; 0 where the server does not say.
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
        """Note that `size` bytes more have come."""
        if self._task is None:
            self._progress.start()
            self._task = self._progress.add_task(self._title, total=self.total or None)
        self._progress.advance(self._task, size)

    def reset(self) -> None:
        """Set the bytes that have come to 0: pooch counts whole chunks, then corrects itself."""
        if self._task is not None:
            self._progress.reset(self._task)

    def close(self) -> None:
        """Leave the bar as it stands; a bar that was never drawn leaves nothing."""
        if self._progress.live.is_started:
            self._progress.stop()

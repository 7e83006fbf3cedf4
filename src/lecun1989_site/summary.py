"""The build's progress and summary on the console."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lecun1989_site.manifest import Manifest

KINDS = {
    "assets/pyodide-": "Pyodide and Python's standard library",
    "assets/packages-": "NumPy and lecun1989, as wheels",
    "assets/snapshot-": "the memory snapshot and NumPy's extensions",
    "assets/weights-": "weights",
    "assets/gallery-": "misread digits",
    "assets/app-": "styles and scripts",
    "assets/card-": "the picture for link previews",
    "licenses/": "licences",
    "": "pages",
}


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows the current step: as a status line on a terminal, else as lines of text."""
    with console.status("Starting") as status:

        def announce(what: str) -> None:
            if console.is_terminal:
                status.update(what)
            else:
                console.print(what)

        yield announce


def summarise(console: Console, manifest: Manifest, out: Path, seconds: float, rebuilt: bool) -> None:
    """Print the number of files, bytes and gzipped bytes of each kind, and the folder."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for heading in ("files", "bytes", "gzipped"):
        table.add_column(heading, justify="right")
    rows: dict[str, list[int]] = {title: [0, 0, 0] for title in KINDS.values()}
    for name, file in manifest.files.items():
        title = next(title for start, title in KINDS.items() if name.startswith(start))
        for column, amount in enumerate((1, file.bytes, file.gzipped)):
            rows[title][column] += amount
    for title, amounts in rows.items():
        if amounts[0]:
            table.add_row(title, *(f"{amount:,}" for amount in amounts))
    table.add_row(
        "[bold]all[/]", *(f"[bold]{sum(column):,}[/]" for column in zip(*rows.values(), strict=True))
    )
    console.print(table)
    done = "Built" if rebuilt else "Nothing has changed since the last build of"
    console.print(f"{done} {out} in {seconds:.1f} s.", highlight=False, soft_wrap=True)

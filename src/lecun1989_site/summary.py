"""What the build says while it works and when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lecun1989_site.output import Manifest

KINDS = {
    "assets/pyodide-": "Pyodide and Python's standard library",
    "assets/packages-": "NumPy and the network, as wheels",
    "assets/snapshot-": "Python's memory and NumPy's extensions",
    "assets/weights-": "weights",
    "assets/gallery-": "misread digits",
    "assets/app-": "styles and scripts",
    "assets/card-": "the picture for previews",
    "licenses/": "licences",
    "": "pages",
}


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows what is being done: a moving status on a terminal, lines elsewhere."""
    with console.status("Starting") as status:

        def announce(what: str) -> None:
            if console.is_terminal:
                status.update(what)
            else:
                console.print(what)

        yield announce


def summarise(console: Console, manifest: Manifest, out: Path, seconds: float, rebuilt: bool) -> None:
    """Print files, bytes and gzipped bytes of each kind, and where to look."""
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

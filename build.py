"""Build the static page: `python build.py [--train] [--out DIR] [--data-dir D] [--serve [PORT]]`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))


def run() -> None:
    """Start the command, or say what is not installed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (pip checks it, and this runs without pip)
        sys.exit("build.py needs Python 3.11 or later.")
    try:
        from lecun1989_site.cli import main
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("lecun1989"):
            raise
        sys.exit(f"build.py needs {error.name}: run `pip install -e .[site]` in {ROOT}, or `make site`.")
    main(prog_name="build.py", obj=ROOT)


if __name__ == "__main__":
    run()

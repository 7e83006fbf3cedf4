"""The licences of everything that is published."""

from pathlib import Path

from lecun1989_site.runtime.archive import read_zip

TEXTS = Path(__file__).with_name("licence_texts")
INDEX = """\
What this page is made of
=========================

lecun1989, the page and its networks        lecun1989.txt
    MIT licence.

Pyodide {pyodide}                              pyodide.txt
    Mozilla Public License 2.0. Unmodified, except for the file name pyodide.js (pyodide.mjs). Its Python
    sources are stored as bytecode and in the memory snapshot, snapshot-HASH/memory.bin.
    Source code: https://github.com/pyodide/pyodide/tree/{pyodide}
    Compiled with Emscripten (MIT licence and University of Illinois/NCSA licence, https://github.com/emscripten-core/emscripten),
    whose C library is musl (MIT licence, https://musl.libc.org).

CPython {python} and its standard library      python.txt
    Python Software Foundation License 2.0.
    Source code: https://github.com/python/cpython/tree/v{python}
    It contains, as https://docs.python.org/3.13/license.html sets out with their terms: expat and libffi
    (MIT licence), libmpdec (BSD licence), HACL* (MIT licence), zlib (zlib licence), and, in this build,
    bzip2 (bzip2 licence, https://sourceware.org/bzip2) and XZ Utils' liblzma (public domain,
    https://tukaani.org/xz).

NumPy {numpy}                                numpy.txt
    BSD 3-clause licence, with the licences of the parts that it includes. Files that the page does not load are
    left out.
    Source code: https://github.com/numpy/numpy/tree/v{numpy}
"""


def collect_licences(
    project_licence: Path, numpy_wheel: bytes, pyodide: str, python: str, texts: Path = TEXTS
) -> dict[str, bytes]:
    """Return the files of the published folder `licenses/`.

    Args:
        project_licence: this project's LICENSE file.
        numpy_wheel: the complete NumPy wheel.
        pyodide: Pyodide's version.
        python: CPython's version.
        texts: the folder of the licence texts that the packages do not contain.
    """
    numpy_licences = {
        name: data.decode() for name, data in sorted(read_zip(numpy_wheel).items()) if _is_licence(name)
    }
    numpy = next(name for name in numpy_licences if ".dist-info/" in name).split("-")[1]
    version = numpy.removesuffix(".dist")
    sections = [f"{name}\n{'-' * len(name)}\n\n{text.strip()}\n" for name, text in numpy_licences.items()]
    return {
        "README.txt": INDEX.format(pyodide=pyodide, python=python, numpy=version).encode(),
        "lecun1989.txt": project_licence.read_bytes(),
        "numpy.txt": "\n\n".join(sections).encode(),
        "pyodide.txt": (texts / "MPL-2.0.txt").read_bytes(),
        "python.txt": (texts / "PSF-2.0.txt").read_bytes(),
    }


def _is_licence(name: str) -> bool:
    return name.rsplit("/", 1)[-1].upper().startswith("LICENSE")

"""Runs inside Pyodide: compiles sources as its own Python does."""

import ast
import importlib.util
import sys
from functools import cache
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path
from types import CodeType


def compile_folders(place: str) -> None:
    """Compile every folder in a place, and write the wheel tag of this Python (cp313) into the file `tag` beside them.

    Raises:
        SyntaxError: a source does not compile.
    """
    for folder in sorted(Path(place).iterdir()):
        compile_folder(folder)
    (Path(place) / "tag").write_text(f"cp{sys.version_info.major}{sys.version_info.minor}")


def compile_folder(root: Path) -> None:
    """Replace every source below a folder by its bytecode, which names paths inside the folder only."""
    for path in sorted(root.rglob("*.py")):
        source = path.read_bytes()
        name = path.relative_to(root).as_posix()
        try:
            tree = without_docstrings(ast.parse(source, name))
            code = without_lines(compile(tree, name, "exec", dont_inherit=True))
        except SyntaxError as error:
            raise SyntaxError(f"{name}, line {error.lineno}: {error.msg}") from None
        # By the source's hash, unchecked: times differ from build to build, and there is no source to check.
        path.with_suffix(".pyc").write_bytes(
            _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
        )
        path.unlink()


def without_lines(code: CodeType) -> CodeType:
    """Let every instruction be of its function's first line: the others are a tenth of the bytecode.

    What traceback prints names files and functions all the same. A table may reach further than its code: few differ.
    """
    eights = -(-len(code.co_code) // 16)
    parts = tuple(without_lines(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_linetable=one_line(1 << (eights - 1).bit_length()), co_consts=parts)


@cache  # code objects of a file share it
def one_line(entries: int) -> bytes:
    """Return a location table (CPython's InternalDocs/code_objects.md) that never leaves the first line.

    Each entry stands for eight instructions, has no columns (kind 13) and moves the line by nothing.
    """
    return bytes([0x80 | 13 << 3 | 7, 0]) * entries


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Empty every docstring: a third of the bytes, which nobody reads here. NumPy insists that they are there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            value = first.value if isinstance(first, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                value.value = ""
        elif (
            isinstance(node, ast.Call) and getattr(node.func, "id", None) == "add_newdoc"
        ):  # NumPy's, of its C code
            for text in ast.walk(node.args[-1]):
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and "\n" in text.value:
                    text.value = ""
    return tree

"""Runs in Pyodide: compiles sources to bytecode."""

import ast
import importlib.util
import sys
from functools import cache
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path
from types import CodeType


def compile_folders(place: str) -> None:
    """Compile every folder in a place, and write this Python's wheel tag (cp313) to the file `tag` beside them.

    Raises:
        SyntaxError: a source does not compile.
    """
    for folder in sorted(Path(place).iterdir()):
        compile_folder(folder)
    (Path(place) / "tag").write_text(f"cp{sys.version_info.major}{sys.version_info.minor}")


def compile_folder(root: Path) -> None:
    """Replace every source in a folder by its bytecode, which contains only paths relative to the folder."""
    for path in sorted(root.rglob("*.py")):
        source = path.read_bytes()
        name = path.relative_to(root).as_posix()
        try:
            tree = without_annotations(without_docstrings(ast.parse(source, name)))
            code = without_lines(compile(tree, name, "exec", dont_inherit=True))
        except SyntaxError as error:
            raise SyntaxError(f"{name}, line {error.lineno}: {error.msg}") from None
        # With the source's hash, unchecked: time stamps would change with each build, and the source is not published.
        path.with_suffix(".pyc").write_bytes(
            _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
        )
        path.unlink()


def without_lines(code: CodeType) -> CodeType:
    """Give every instruction its function's first line: other line numbers take a tenth of the bytecode.

    Tracebacks still name files and functions. A table may be longer than its code, so that few tables are needed.
    """
    eights = -(-len(code.co_code) // 16)
    parts = tuple(without_lines(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_linetable=one_line(1 << (eights - 1).bit_length()), co_consts=parts)


@cache  # the code objects of a file share it
def one_line(entries: int) -> bytes:
    """Return a location table (CPython's InternalDocs/code_objects.md) with only the first line.

    Each entry stands for eight instructions, has no columns (kind 13) and a line difference of 0.
    """
    return bytes([0x80 | 13 << 3 | 7, 0]) * entries


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Make every docstring empty; they are a third of the bytes. NumPy fails if they are missing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            value = first.value if isinstance(first, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                value.value = ""
        elif (
            isinstance(node, ast.Call) and getattr(node.func, "id", None) == "add_newdoc"
        ):  # the docstrings of NumPy's C code
            for text in ast.walk(node.args[-1]):
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and "\n" in text.value:
                    text.value = ""
    return tree


def without_annotations(tree: ast.Module) -> ast.Module:
    """Remove the annotations of functions, except those that `functools.singledispatch` looks at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not any(
            ast.unparse(decorator).endswith(".register") for decorator in node.decorator_list
        ):
            node.returns = None
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
    return tree

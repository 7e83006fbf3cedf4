"""docs/python-api.md: the public names of the library, with their signatures and docstrings, read from the source."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import lecun1989

HEAD = """# Python API

<!-- Written by `lecun1989 report` from the docstrings. -->

`import lecun1989` has the names below. Arrays are NumPy's; images are (n, 16, 16) from -1 (paper) to 1 (ink).

```python
import lecun1989

network = lecun1989.load("reader")  # a published name, or the path of a weights file
reading = network.read("seven.png")  # Reading(digit=7, rejected=False, margin=0.93)
images = reading.image[None]  # (1, 16, 16)
network(images)  # (1, 10)
network.activations(images).h1  # (1, 12, 8, 8)
lecun1989.train("paper-1989", passes=2, seed=7).save("mine.json")  # needs the extra [lab]
```
"""
# Functions that take a reading, in addition to the names of `lecun1989` itself.
EXPLAIN = {
    "explain.unit": ("explain_unit",),
    "explain.attribution": ("attribute",),
    "explain.occlusion": ("occlude",),
    "explain.counterfactual": ("find_counterfactual",),
    "explain.perturbation": ("perturb", "perturbation_curves"),
    "explain.finetune": ("finetune",),
}
SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Example):$")
ENTRY = re.compile(r"([\w, ]+): (.*)")

Definition = ast.FunctionDef | ast.ClassDef


def python_api() -> str:
    """Return the text of docs/python-api.md."""
    parts = [HEAD]
    for name in lecun1989.__all__:
        parts.append(_entry(inspect.getmodule(getattr(lecun1989, name)), name, f"lecun1989.{name}"))
    parts.append(
        "\n## Questions to a reading\n\nEach is a function of its own module and takes a `Reading`.\n"
    )
    for home, names in EXPLAIN.items():
        module = importlib.import_module(f"lecun1989.{home}")
        parts += [_entry(module, name, f"lecun1989.{home}.{name}") for name in names]
    return "".join(parts)


def _entry(module: ModuleType | None, name: str, title: str) -> str:
    assert module is not None
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    definition = next(node for node in tree.body if isinstance(node, Definition) and node.name == name)
    lines = [f"\n## {title}\n", *_describe(definition, name)]
    if isinstance(definition, ast.ClassDef):
        for member in definition.body:
            if isinstance(member, ast.FunctionDef) and _is_public(member):
                lines += [f"\n### {name}.{member.name}\n", *_describe(member, member.name)]
    return "\n".join(lines) + "\n"


def _is_public(member: ast.FunctionDef) -> bool:
    is_shown = not member.name.startswith("_") or member.name == "__call__"
    return is_shown and ast.get_docstring(member) is not None


def _annotation(returns: ast.expr) -> str:
    """Return a type as it is written, without the quotes of a forward reference."""
    return str(returns.value) if isinstance(returns, ast.Constant) else ast.unparse(returns)


def _describe(definition: Definition, name: str) -> Iterator[str]:
    if isinstance(definition, ast.FunctionDef) and not _is_property(definition):
        result = f" -> {_annotation(definition.returns)}" if definition.returns else ""
        yield f"```python\n{name}({_arguments(definition)}){result}\n```\n"
    yield from _markdown(ast.get_docstring(definition) or "")


def _is_property(definition: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "property" for each in definition.decorator_list)


def _arguments(definition: ast.FunctionDef) -> str:
    given = definition.args
    if given.args and given.args[0].arg in ("self", "cls"):
        given = ast.arguments(**{**vars(given), "args": given.args[1:]})
    return ast.unparse(given)


def _markdown(docstring: str) -> Iterator[str]:
    """Convert a docstring's sections to lists, and keep its prose."""
    in_section, in_example = False, False
    for line in docstring.splitlines():
        text = line.strip()
        if found := SECTION.fullmatch(text):
            in_section, in_example = True, found[1] == "Example"
            yield f"**{found[1]}**\n" if not in_example else "```python"
        elif not in_section:
            yield line
        elif in_example:
            yield text.removeprefix(">>> ") if text.startswith(">>> ") else f"# {text}"
        elif line.startswith(" " * 8):
            yield f"  {text}"
        elif entry := ENTRY.fullmatch(text):
            yield f"- `{entry[1]}`: {entry[2]}"
        else:
            yield text
    if in_example:
        yield "```"

"""Tables in Markdown, and the blocks for them in a document.

A block is two comments with anything between them:

    <!-- results: written by `lecun1989 report` -->
    <!-- /results -->
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from lecun1989.errors import InputError

BLOCK = re.compile(
    r"(?P<head><!-- (?P<name>[\w-]+): written by `lecun1989 report` -->\n).*?(?P<foot><!-- /(?P=name) -->)",
    re.DOTALL,
)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown.

    Args:
        header: the titles of the columns.
        rows: the cells of each row, as many as there are titles.
    """
    lines = [header, ["---"] * len(header), *rows]
    return "".join("|" + "".join(f" {cell} |" if cell else " |" for cell in line) + "\n" for line in lines)


def code(text: str) -> str:
    """Return a text as inline code."""
    return f"`{text}`"


def fill_blocks(documents: Mapping[str, str], blocks: Mapping[str, str]) -> dict[str, str]:
    """Return documents with every block filled.

    Args:
        documents: texts by name.
        blocks: the text of each block, by its name; each must be in some document.

    Raises:
        InputError: a block is in no document, or a document has a block of another name.
    """
    missing = set(blocks)

    def fill(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in blocks:
            raise InputError(
                f"no table is called {name}; give its block one of the names {', '.join(blocks)}"
            )
        missing.discard(name)
        return f"{found['head']}{blocks[name]}{found['foot']}"

    filled = {document: BLOCK.sub(fill, text) for document, text in documents.items()}
    for name in blocks:
        if name in missing:
            raise InputError(
                f"{', '.join(documents)}: the block {name} with its two comments is missing; restore it from git"
            )
    return filled

import pytest

from lecun1989.errors import InputError
from lecun1989_lab.report.markdown import code, fill_blocks, table

PLACE = "<!-- {name}: written by `lecun1989 report` -->\n{text}<!-- /{name} -->"


def document(**blocks: str) -> str:
    places = (PLACE.format(name=name, text=text) for name, text in blocks.items())
    return "# Title\n\n" + "\n\ntext\n\n".join(places) + "\n"


def test_a_table_has_a_line_for_its_header_and_each_row() -> None:
    found = table(("", "error"), [(code("a"), "1%"), ("b", "")])
    assert found == "| | error |\n| --- | --- |\n| `a` | 1% |\n| b | |\n"


def test_blocks_are_filled_in_all_documents() -> None:
    documents = {"A.md": document(one="old\n", two=""), "B.md": document(one="")}
    filled = fill_blocks(documents, {"one": "new\n", "two": "more\n"})
    assert filled == {"A.md": document(one="new\n", two="more\n"), "B.md": document(one="new\n")}
    assert fill_blocks(filled, {"one": "new\n", "two": "more\n"}) == filled


def test_a_backslash_is_kept() -> None:
    assert fill_blocks({"A.md": document(one="")}, {"one": r"\1"})["A.md"] == document(one=r"\1")


def test_a_block_in_no_document_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"A\.md, B\.md: the block two with its two comments is missing; restore"
    ):
        fill_blocks({"A.md": document(one=""), "B.md": "text"}, {"one": "", "two": ""})


def test_a_block_that_is_not_closed_is_refused() -> None:
    text = document(one="").replace("<!-- /one -->", "")
    with pytest.raises(InputError, match="the block one with its two comments is missing"):
        fill_blocks({"A.md": text}, {"one": ""})


def test_a_block_that_no_table_fills_is_refused() -> None:
    with pytest.raises(InputError, match="no table is called three; give its block one of the names one"):
        fill_blocks({"A.md": document(one="", three="")}, {"one": ""})

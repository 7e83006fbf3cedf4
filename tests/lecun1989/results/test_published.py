import json

import pytest

from lecun1989.errors import InputError
from lecun1989.results.published import Published, read_published
from tests.paths import ROOT

PATH = ROOT / "site_template" / "published.json"
TEXT = PATH.read_text("utf-8")


@pytest.fixture(scope="module")
def published() -> Published:
    return read_published(TEXT, "published.json")


def test_the_papers_own_network_is_first(published: Published) -> None:
    assert published.paper_row.name == "LeCun et al."
    assert published.paper_row.test.error_percent == published.paper.error_percent == "5.0"
    assert published.paper_row.metrics("train").misses == 10
    assert published.paper_row.metrics("test").misses == 102


def test_rows_on_a_data_set_are_sorted_by_error(published: Published) -> None:
    assert [row.name for row in published.rows_on("zip")] == ["LeCun et al."]
    found = [float(row.test.error_percent) for row in published.rows_on("mnist")]
    assert len(found) > 1
    assert found == sorted(found)
    assert published.rows_on("reader") == published.rows_on("no-such-data-set") == []


def test_marks_belong_to_a_data_set(published: Published) -> None:
    assert [mark.name for mark in published.marks_on("zip")] == ["People"]
    assert [mark.name for mark in published.marks_on("mnist")] == ["Karpathy"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("rows", 1, "data"), r"'rows\[1\]\.data' is 'moon'; expected one of 'zip codes', "),
        (("marks", 0, "data"), r"'marks\[0\]\.data' is 'moon'; expected one of 'zip codes', "),
        (("rows", 0, "test"), r"'rows\[0\]\.test' is 'moon'; expected a JSON object"),
        (("paper", "passes"), "'paper.passes' is 'moon'; expected a whole number"),
    ],
)
def test_a_wrong_field_is_named(path: tuple[str | int, ...], message: str) -> None:
    content = json.loads(TEXT)
    place = content
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = "moon"
    with pytest.raises(InputError, match=rf"published\.json: {message}"):
        read_published(json.dumps(content), "published.json")


def test_a_file_without_the_paper_is_refused() -> None:
    content = {**json.loads(TEXT), "rows": []}
    with pytest.raises(InputError, match="'rows' is empty; put the paper's own network first"):
        read_published(json.dumps(content), "published.json")

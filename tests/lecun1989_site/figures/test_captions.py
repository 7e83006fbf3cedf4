import pytest

from lecun1989_site.figures.captions import code, listed, signed, with_article


@pytest.mark.parametrize(
    ("parts", "text"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_a_list_has_commas_and_a_conjunction(parts: list[str], text: str) -> None:
    assert listed(parts, "or") == text


def test_plus_and_minus_signs_have_the_same_width() -> None:
    assert (signed(0.256, 2), signed(-1.5, 1), signed(0, 1)) == ("+0.26", "−1.5", "+0.0")


def test_digits_have_the_right_article() -> None:
    assert [with_article(digit) for digit in (1, 8)] == ["a 1", "an 8"]


def test_a_recipes_name_is_escaped() -> None:
    assert code("a<b") == "<code>a&lt;b</code>"

import pytest

from lecun1989_site.figures.captions import code, listed, signed, with_article


@pytest.mark.parametrize(
    ("parts", "text"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_parts_are_listed_as_a_sentence_does(parts: list[str], text: str) -> None:
    assert listed(parts, "or") == text


def test_a_sign_is_as_wide_as_the_other() -> None:
    assert (signed(0.256, 2), signed(-1.5, 1), signed(0, 1)) == ("+0.26", "−1.5", "+0.0")


def test_a_digit_has_the_article_of_its_word() -> None:
    assert [with_article(digit) for digit in (1, 8)] == ["a 1", "an 8"]


def test_a_recipes_name_is_escaped() -> None:
    assert code("a<b") == "<code>a&lt;b</code>"

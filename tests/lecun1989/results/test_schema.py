"""weights/results.json: the committed file, and the messages for a damaged one."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lecun1989.errors import InputError
from lecun1989.results.run_summary import summarise
from lecun1989.results.schema import NO_RESULTS, Results, read_results, write_results
from tests.lecun1989.results.random_study import make_recipe, make_results, make_run
from tests.paths import WEIGHTS

SOURCE = "weights/results.json"


@pytest.fixture(scope="module")
def text() -> str:
    return (WEIGHTS / "results.json").read_text("utf-8")


@pytest.fixture(scope="module")
def results(text: str) -> Results:
    return read_results(text, SOURCE)


def test_the_committed_file_is_restored_byte_for_byte(text: str, results: Results) -> None:
    assert write_results(results) == text


def test_the_committed_summaries_match_the_runs(results: Results) -> None:
    for name, recipe in results.recipes.items():
        assert summarise(recipe.runs) == recipe.summary, name


def test_results_are_the_same_after_writing_and_reading() -> None:
    for made in (make_results(3), NO_RESULTS):
        assert read_results(write_results(made), SOURCE) == made


def test_a_list_of_numbers_is_on_one_line() -> None:
    longest = max(len(line) for line in write_results(make_results(1)).splitlines())
    assert longest > 100


def _first_run(content: dict[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = content["recipes"]["paper-1989"]["runs"][0]
    return run


def _remove(*path: str) -> Callable[[dict[str, Any]], object]:
    def edit(content: dict[str, Any]) -> None:
        value = _first_run(content)
        for name in path[:-1]:
            value = value[name]
        del value[path[-1]]

    return edit


RUN = r"recipes\.paper-1989\.runs\[0\]"
DAMAGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no loss": (_remove("test", "loss"), rf"'{RUN}\.test\.loss' is missing"),
    "no curves": (_remove("passes"), rf"'{RUN}\.passes' is missing"),
    "no rejection curve": (_remove("rejection_curve"), rf"'{RUN}\.rejection_curve' is missing"),
    "no misread digits": (_remove("missed"), rf"'{RUN}\.missed' is missing"),
    "no rule": (
        _remove("rejected_percent", "together"),
        rf"'{RUN}\.rejected_percent\.together' is missing",
    ),
    "no spread": (
        lambda content: content["recipes"]["paper-1989"]["summary"].pop(
            "reject_option_held_out_error_percent"
        ),
        r"'recipes\.paper-1989\.summary\.reject_option_held_out_error_percent' is missing",
    ),
    "an answer in words": (
        lambda content: _first_run(content)["missed"].__setitem__(0, [1, 2, "three"]),
        rf"'{RUN}\.missed\[0\]\[2\]' is 'three'; expected a whole number",
    ),
    "another base": (
        lambda content: content["recipes"]["paper-1989"].update(varies=3),
        r"'recipes\.paper-1989\.varies' is 3; expected a string",
    ),
    "an unknown field": (lambda content: content.update(colour=1), "'colour' is unknown"),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_field_is_named(damage: Callable[[dict[str, Any]], object], message: str) -> None:
    content = json.loads(write_results(make_results(1)))
    damage(content)
    with pytest.raises(
        InputError, match=rf"^weights/results\.json: {message}; make the file again with `lecun1989 study"
    ):
        read_results(json.dumps(content), SOURCE)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"weights/results\.json is not JSON"),
        ("[]", "is not a lecun1989-results file"),
        ('{"version": 2}', "is not a lecun1989-results file"),
        ('{"format": "lecun1989-results", "version": 1}', "has version 1, not 2"),
        ('{"format": "lecun1989-results", "version": 2}', "'versions' is missing"),
    ],
)
def test_another_file_is_refused(content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_results(content, SOURCE)


def test_a_change_follows_the_first_comma_of_a_title() -> None:
    runs = (make_run(1),)
    assert make_recipe(runs, title="As base, tanh, not scaled", ablates="base").change == "tanh, not scaled"
    assert make_recipe(runs, title="As base, AdamW", builds_on="base").change == "AdamW"
    assert make_recipe(runs, title="The zip codes, by the paper's method").change == ""


def test_the_published_run_has_the_published_seed() -> None:
    recipe = make_results(8).recipes["paper-1989"]
    assert recipe.published_run
    assert recipe.published_run.seed == 7
    assert make_results(3).recipes["paper-1989"].published_run is None

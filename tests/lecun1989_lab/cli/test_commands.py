import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from lecun1989.ink.strokes import draw
from lecun1989.model.checkpoint import read_weights, write_weights
from lecun1989.results.schema import read_results
from lecun1989_lab.cli.commands import main
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.evaluation.drawn_digits import WAYS
from lecun1989_lab.studies.results import PUBLISHED, published_seed
from lecun1989_lab.training.recipes import RECIPES
from tests.lecun1989.model.test_checkpoint import make_weights
from tests.lecun1989.networks import random_network
from tests.paths import WEIGHTS


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"LECUN1989_DATA": ""})


@pytest.fixture
def random_file(tmp_path: Path) -> Path:
    path = tmp_path / "random.json"
    path.write_text(write_weights(make_weights(random_network())))
    return path


def test_training_prints_a_line_a_pass_and_writes_readable_weights(tmp_path: Path) -> None:
    out = tmp_path / "new" / "digits.json"
    result = run(
        "train", "--recipe", "karpathy-2022", "--data", "digits", "--seed", 3, "--passes", 2, "--out", out
    )
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if line.startswith("pass ")]
    assert len(lines) == 2
    assert "train loss" in lines[1]
    weights = read_weights(out.read_text(), str(out))
    assert weights.name == "digits"
    assert weights.provenance["seed"] == 3
    assert weights.provenance["recipe"]["learning_rate"] == 0.03
    assert weights.provenance["passes"] == 2
    assert weights.metrics["test"]["misses"] == int(lines[1].split()[-1])
    assert [path.name for path in out.parent.iterdir()] == ["digits.json"]

    evaluated = run("evaluate", out, "--data", "digits", "--json")
    assert {k: v for k, v in json.loads(evaluated.output).items() if k in weights.metrics} == weights.metrics


def test_predict_reads_a_picture_whatever_its_colours(tmp_path: Path) -> None:
    ink = draw([[(0.35, 0), (0.35, 1)]])
    for name, grey in (("dark.png", 255 * (1 - ink)), ("light.png", 255 * ink)):
        Image.fromarray(grey.astype(np.uint8)).save(tmp_path / name)
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    result = run("predict", WEIGHTS / "zip-1989.json", *sorted(tmp_path.glob("*.png")))
    assert result.exit_code == 0, result.output
    blank, dark, light = result.output.splitlines()
    assert blank.endswith("blank.png: ? (blank)")
    assert "dark.png: 1 (score " in dark
    assert "light.png: 1 (score " in light


def test_gradcheck_passes_and_names_its_largest_error() -> None:
    result = run("gradcheck")
    assert result.exit_code == 0, result.output
    assert "largest relative error" in result.output


def test_gradcheck_fails_when_the_gradient_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from lecun1989_lab.evaluation import gradcheck

    right = gradcheck._gradient
    monkeypatch.setattr(
        gradcheck, "_gradient", lambda *a: {name: array * (1 + 1e-5) for name, array in right(*a).items()}
    )
    result = run("gradcheck")
    assert result.exit_code == 1
    assert "Error: the gradient is wrong" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--recipe", "lenet", "--out", "x.json"], "Error: no recipe named 'lenet'"),
        (["evaluate", "missing.json", "--data", "digits"], "Error: missing.json: No such file"),
        (["predict", WEIGHTS / "zip-1989.json", __file__], "not a picture"),
        (["evaluate", __file__, "--data", "digits"], "not whole JSON"),
        (["strokes", WEIGHTS / "zip-1989.json", "missing.jsonl"], "Error: missing.jsonl: No such file"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_1(arguments: list[object], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_weights_that_cannot_be_written_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "w.json"
    result = run("train", "--recipe", "karpathy-2022", "--data", "digits", "--passes", 1, "--out", out)
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_strokes_prints_json(random_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"id": "w-1", "label": 1, "strokes": [[[0, 0], [0, 1]]]}')
    out = tmp_path / "out.json"
    result = run("strokes", random_file, path, "--json", "--out", out)
    printed = json.loads(result.output)
    assert (printed["digits"], printed["strokes"], list(printed["ways"])) == (1, "s.jsonl", list(WAYS))
    assert json.loads(out.read_text("utf-8")) == printed
    assert "pen of 36" in run("strokes", random_file, path).output


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_weights_name_their_recipe_and_seed(name: str) -> None:
    path = WEIGHTS / f"{name}.json"
    weights = read_weights(path.read_text(), name)
    results = read_results((WEIGHTS / "results.json").read_text("utf-8"), "results.json")
    recipe = PUBLISHED[name]
    seed = published_seed(results, recipe)
    run = results.recipes[recipe].published_run
    assert run
    assert run.seed == seed
    assert weights.metrics == {"train": asdict(run.train), "test": asdict(run.test)}
    assert weights.reject is not None
    assert asdict(run.reject_option) == weights.reject.describe()
    assert weights.name == name
    assert (weights.provenance["recipe"]["name"], weights.provenance["seed"]) == (recipe, seed)
    assert path.stat().st_size < 200_000
    assert write_weights(weights) == path.read_text()


def test_select_tries_every_combination_and_keeps_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        RECIPES, "karpathy-2022", replace(RECIPES["karpathy-2022"], dataset="digits", passes=2)
    )
    out = tmp_path / "chosen.json"
    choices = ["--vary", "learning_rate=0.0001,0.03", "--vary", "initial_output_bias=-1"]
    result = run("select", "--recipe", "karpathy-2022", *choices, "--seeds", 2, "--jobs", 1, "--out", out)
    assert result.exit_code == 0, result.output
    found = json.loads(out.read_text("utf-8"))
    assert [row["learning_rate"] for row in found["tried"]] == [0.0001, 0.03]
    assert found["chosen"] == {"learning_rate": 0.03, "initial_output_bias": -1.0}
    assert found["tried"][1]["held_out_loss"] < found["tried"][0]["held_out_loss"]


def test_select_judges_on_spare_digits_where_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(RECIPES["karpathy-2022"], dataset="digits", passes=1)
    monkeypatch.setitem(RECIPES, "karpathy-2022", recipe)
    digits, out = load_dataset("digits"), tmp_path / "chosen.json"
    arguments = [
        "select",
        "--recipe",
        "karpathy-2022",
        "--vary",
        "learning_rate=0.03",
        "--spare",
        "--out",
        out,
    ]
    assert "digits has no training digits to spare" in run(*arguments, "--seeds", 1, "--jobs", 1).output
    spare = replace(digits, spare=digits.test.take(slice(50)))
    monkeypatch.setattr("lecun1989_lab.cli.commands.load_dataset", lambda name, data_dir: spare)
    result = run(*arguments, "--seeds", 1, "--jobs", 1)
    assert result.exit_code == 0, result.output
    (row,) = json.loads(out.read_text("utf-8"))["tried"]
    misses = row["held_out_error_percent"] * 50 / 100
    assert misses == pytest.approx(round(misses))  # of 50 digits


@pytest.mark.parametrize("name", ["paper-1989", "paper-1989-sgd"])
def test_recipes_have_the_step_sizes_that_were_chosen(name: str) -> None:
    found = json.loads((WEIGHTS.parent / "docs" / "measured" / f"select-{name}.json").read_text("utf-8"))
    least = min(found["tried"], key=lambda row: row["held_out_loss"])
    for field, value in found["chosen"].items():
        assert getattr(RECIPES[name], field) == value == least[field]


def test_results_are_those_of_the_recipes() -> None:
    results = read_results((WEIGHTS / "results.json").read_text("utf-8"), "results.json")
    assert list(results.recipes) == list(RECIPES)
    for name, entry in results.recipes.items():
        assert entry.recipe == json.loads(json.dumps(RECIPES[name].describe())), "run `lecun1989 study`"
        assert (entry.ablates, entry.builds_on) == (RECIPES[name].varies, RECIPES[name].follows)
        assert len(entry.runs) == RECIPES[name].seeds

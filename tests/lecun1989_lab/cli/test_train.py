"""`lecun1989 train`, and `lecun1989 evaluate` on its network."""

import json
from pathlib import Path

from lecun1989.published import load
from tests.command import refused, run


def test_training_prints_a_line_per_pass_and_writes_a_network(tmp_path: Path) -> None:
    out = tmp_path / "new" / "digits.json"
    result = run(
        "train", "--recipe", "karpathy-2022", "--data", "digits", "--seed", 3, "--passes", 2, "--out", out
    )
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if line.startswith("pass ")]
    assert len(lines) == 2
    assert "train loss" in lines[1]
    card = load(out).card
    assert card.name == "digits"
    assert card.provenance["seed"] == 3
    assert card.provenance["recipe"]["learning_rate"] == 0.03
    assert card.provenance["passes"] == 2
    assert card.metrics["test"].misses == int(lines[1].split()[-1])
    assert [path.name for path in out.parent.iterdir()] == ["digits.json"]

    measured = json.loads(run("evaluate", out, "--json").output)  # the file names its data set
    assert (measured["weights"], measured["data"]) == ("digits", "digits")
    assert {split: measured[split] for split in card.metrics} == {
        split: vars(metrics) for split, metrics in card.metrics.items()
    }


def test_an_unknown_recipe_is_named() -> None:
    message = refused("train", "--recipe", "lenet", "--out", "x.json")
    assert message.startswith("Error: no recipe named 'lenet'; give one of paper-1989")


def test_weights_that_cannot_be_written_leave_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "w.json"
    result = run("train", "--recipe", "karpathy-2022", "--data", "digits", "--passes", 1, "--out", out)
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]

"""The rows of the tables that README, docs and page share, as strings without units; "" means an unknown value."""

from dataclasses import dataclass

from lecun1989.model.metrics import Metrics
from lecun1989.results.dataset_labels import dataset_label
from lecun1989.results.published import Published, PublishedMetrics
from lecun1989.results.recipe_groups import ablations, headline
from lecun1989.results.run_summary import MetricsSpread, RefusalSpread
from lecun1989.results.schema import RecipeResult, Results
from lecun1989.trained_network import TrainedNetwork

SIGNIFICANT = 0.05  # two recipes differ significantly if McNemar's p is below it


@dataclass(frozen=True)
class MetricsCells:
    """A network's performance on one set.

    Attributes:
        error: in percent.
        misses: misread digits.
        loss: mean over the digits.
    """

    error: str
    misses: str
    loss: str


@dataclass(frozen=True)
class ResultRow:
    """A network or recipe in the table of results.

    Attributes:
        name: name of the network or recipe, or who trained it.
        url: a page that describes it, or None.
        data: the label of its data set.
        runs: number of runs in the row, in words.
        train: performance on the training set.
        test: performance on the test set.
        refused: share of the test set to refuse for 1% error on the rest, in percent.
    """

    name: str
    url: str | None
    data: str
    runs: str
    train: MetricsCells
    test: MetricsCells
    refused: str


@dataclass(frozen=True)
class AblationRow:
    """A recipe that others ablate, or one of its ablations.

    Attributes:
        name: the recipe's name.
        base: whether the rows below ablate this recipe.
        train_error: in percent.
        test_error: in percent.
        test_loss: mean over the test digits.
        refused: share of the test set to refuse for 1% error on the rest, in percent.
        p: median over seeds of McNemar's p against the first recipe of its data set; "" for the first recipe itself.
        told_apart: whether p is below SIGNIFICANT.
        base_error: test_error of the base.
    """

    name: str
    base: bool
    train_error: str
    test_error: str
    test_loss: str
    refused: str
    p: str
    told_apart: bool
    base_error: str


@dataclass(frozen=True)
class RefusalRow:
    """What a recipe's networks refuse.

    Attributes:
        name: the recipe's name.
        seeds: number of seeds, in words.
        share: share of the test set to refuse for 1% error on the rest, in percent.
        held_out: with a threshold set on held-out training digits, the share of them refused and the error on the
            rest, both in percent.
        test: the same for the test set, with the same threshold.
    """

    name: str
    seeds: str
    share: str
    held_out: tuple[str, str]
    test: tuple[str, str]


def published_rows(published: Published) -> list[ResultRow]:
    """Return other people's networks."""
    return [
        ResultRow(
            name=row.who,
            url=row.url,
            data=row.data,
            runs=row.runs,
            train=_published_cells(row.train),
            test=_published_cells(row.test),
            refused=published.paper.refused_percent if row is published.paper_row else "",
        )
        for row in published.rows
    ]


def study_rows(results: Results, misses_digits: int) -> list[ResultRow]:
    """Return the means of the headline recipes over seeds.

    Args:
        results: the study's results.
        misses_digits: number of digits after the decimal point of a mean number of misses.
    """
    return [_study_row(name, results.recipes[name], misses_digits) for name in headline(results)]


def network_row(network: TrainedNetwork) -> ResultRow:
    """Return the performance of a single network, from its file."""
    dataset = network.card.provenance["dataset"]
    return ResultRow(
        name=network.name,
        url=None,
        data=dataset_label(dataset["name"], dataset["title"]),
        runs=seeds_text(1),
        train=_network_cells(network.card.metrics["train"]),
        test=_network_cells(network.card.metrics["test"]),
        refused="",
    )


def ablation_rows(results: Results) -> list[AblationRow]:
    """Return each recipe that others ablate, followed by its ablations."""
    compared = {comparison.b: comparison.median_p for comparison in results.comparisons}
    rows = []
    for base, names in ablations(results).items():
        base_error = results.recipes[base].summary.test.error_percent.text(2)
        for name in (base, *names):
            summary = results.recipes[name].summary
            rows.append(
                AblationRow(
                    name=name,
                    base=name == base,
                    train_error=summary.train.error_percent.text(2),
                    test_error=summary.test.error_percent.text(2),
                    test_loss=summary.test.loss.text(4),
                    refused=summary.rejected_percent["together"].text(1),
                    p=f"{compared[name]:.2f}" if name in compared else "",
                    told_apart=compared.get(name, 1.0) < SIGNIFICANT,
                    base_error=base_error,
                )
            )
    return rows


def refusal_row(results: Results, recipe: str) -> RefusalRow | None:
    """Return what a recipe's networks refuse; None if the recipe was not run."""
    if recipe not in results.recipes:
        return None
    entry = results.recipes[recipe]
    return RefusalRow(
        name=recipe,
        seeds=seeds_text(len(entry.runs)),
        share=entry.summary.rejected_percent["together"].text(1),
        held_out=_refusal_cells(entry.summary.reject_option.held_out),
        test=_refusal_cells(entry.summary.reject_option.test),
    )


def seeds_text(count: int) -> str:
    """Write "one seed" or "10 seeds"."""
    return "one seed" if count == 1 else f"{count} seeds"


def _study_row(name: str, recipe: RecipeResult, misses_digits: int) -> ResultRow:
    return ResultRow(
        name=name,
        url=None,
        data=dataset_label(recipe.dataset),
        runs=seeds_text(len(recipe.runs)),
        train=_spread_cells(recipe.summary.train, misses_digits),
        test=_spread_cells(recipe.summary.test, misses_digits),
        refused=recipe.summary.rejected_percent["together"].text(1),
    )


def _published_cells(metrics: PublishedMetrics) -> MetricsCells:
    misses = "" if metrics.misses is None else str(metrics.misses)
    return MetricsCells(metrics.error_percent, misses, f"{metrics.loss:.4f}")


def _network_cells(metrics: Metrics) -> MetricsCells:
    return MetricsCells(f"{metrics.error_percent:.2f}", str(metrics.misses), f"{metrics.loss:.4f}")


def _spread_cells(metrics: MetricsSpread, misses_digits: int) -> MetricsCells:
    return MetricsCells(
        metrics.error_percent.text(2), metrics.misses.text(misses_digits), metrics.loss.text(4)
    )


def _refusal_cells(refusal: RefusalSpread) -> tuple[str, str]:
    return refusal.rejected_percent.text(1), refusal.error_percent.text(1)

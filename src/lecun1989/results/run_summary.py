"""The spread of every measurement over the runs of a recipe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from lecun1989.model.metrics import Metrics, Refusal
from lecun1989.results.codec import FLAT, OPTIONAL
from lecun1989.results.run_record import Rule, Run, SetName
from lecun1989.results.spread import Spread, spread_of


@dataclass(frozen=True)
class MetricsSpread:
    """The spread of a network's performance on one set; see `Metrics`."""

    loss: Spread
    error_percent: Spread
    misses: Spread


@dataclass(frozen=True)
class RefusalSpread:
    """The spread of a reject option's effect on one set; see `Refusal`."""

    rejected_percent: Spread
    error_percent: Spread


@dataclass(frozen=True)
class RejectOptionSpread:
    """The spread of a reject option's effect on the held-out training digits and on the test set."""

    held_out: RefusalSpread = field(metadata=FLAT)
    test: RefusalSpread = field(metadata=FLAT)


@dataclass(frozen=True)
class Summary:
    """The spread of each measurement over seeds; see `Run`. In JSON it is one flat object."""

    train: MetricsSpread = field(metadata=FLAT)
    test: MetricsSpread = field(metadata=FLAT)
    whole_test: MetricsSpread | None = field(metadata={**FLAT, **OPTIONAL})
    rejected_percent: Mapping[Rule, Spread] = field(metadata=FLAT)
    reject_option: RejectOptionSpread = field(metadata=FLAT)

    def metrics(self, split: SetName) -> MetricsSpread:
        """Return the spread of the measurements on one set."""
        return self.train if split == "train" else self.test


def summarise(runs: Sequence[Run]) -> Summary:
    """Return the spread of every measurement over runs, at least one."""
    whole = [run.whole_test for run in runs if run.whole_test is not None]
    return Summary(
        train=_metrics([run.train for run in runs]),
        test=_metrics([run.test for run in runs]),
        whole_test=_metrics(whole) if len(whole) == len(runs) else None,
        rejected_percent={
            rule: spread_of([run.rejected_percent[rule] for run in runs]) for rule in get_args(Rule)
        },
        reject_option=RejectOptionSpread(
            held_out=_refusals([run.reject_option.held_out for run in runs]),
            test=_refusals([run.reject_option.test for run in runs]),
        ),
    )


def _metrics(found: Sequence[Metrics]) -> MetricsSpread:
    return MetricsSpread(
        loss=spread_of([each.loss for each in found]),
        error_percent=spread_of([each.error_percent for each in found]),
        misses=spread_of([each.misses for each in found]),
    )


def _refusals(found: Sequence[Refusal]) -> RefusalSpread:
    return RefusalSpread(
        rejected_percent=spread_of([each.rejected_percent for each in found]),
        error_percent=spread_of([each.error_percent for each in found]),
    )

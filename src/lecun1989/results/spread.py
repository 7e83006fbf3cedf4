"""Mean, standard deviation and confidence interval of a measurement over several runs, and their text form."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

# The 97.5% quantiles of Student's t for 1, 2, 3 ... 30 degrees of freedom, as scipy.stats.t.ppf(0.975, n) gives them.
_STUDENT = (
    *(12.706204736174694, 4.302652729749462, 3.1824463052837078, 2.7764451051977934, 2.5705818356363146),
    *(2.4469118511449786, 2.364624251592784, 2.306004135204166, 2.262157162798205, 2.228138851986274),
    *(2.200985160091639, 2.1788128296672284, 2.1603686564627913, 2.144786687917804, 2.131449545559776),
    *(2.1199052992212546, 2.1098155778333156, 2.1009220402410382, 2.0930240544083087, 2.085963447265864),
    *(2.0796138447276795, 2.0738730679040254, 2.0686576104190486, 2.0638985616280245, 2.0595385527532972),
    *(2.0555294386428735, 2.0518305164802846, 2.0484071417952454, 2.045229642132703, 2.0422724563012378),
)
PLUS_MINUS = " ± "


@dataclass(frozen=True)
class Spread:
    """A measurement over several runs.

    Attributes:
        mean: mean over the runs.
        sd: the sample standard deviation; None for a single run.
        ci95: the 95% confidence interval of the mean (Student's t), low and high; None for a single run.
    """

    mean: float
    sd: float | None
    ci95: tuple[float, float] | None

    @property
    def interval(self) -> tuple[float, float]:
        """The confidence interval; for a single run, the value itself twice."""
        return self.ci95 or (self.mean, self.mean)

    def text(self, digits: int, unit: str = "") -> str:
        """Write "5.38 ± 0.26%": the mean, the standard deviation if there is one, and a unit.

        Args:
            digits: number of digits after the decimal point.
            unit: written once, at the end.
        """
        mean = f"{self.mean:.{digits}f}"
        return f"{mean}{unit}" if self.sd is None else f"{mean}{PLUS_MINUS}{self.sd:.{digits}f}{unit}"

    def interval_text(self, digits: int) -> str:
        """Write the confidence interval: "5.19 to 5.56"."""
        return interval_text(self.interval, digits)


def interval_text(interval: tuple[float, float], digits: int) -> str:
    """Write an interval, low and high, with `digits` digits after the decimal point: "5.19 to 5.56"."""
    low, high = interval
    return f"{low:.{digits}f} to {high:.{digits}f}"


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return float(np.mean(values))


def spread_of(values: Sequence[float]) -> Spread:
    """Return the spread of a measurement.

    Args:
        values: one value for each run, at least one.
    """
    numbers = np.asarray(values, np.float64)
    centre = float(numbers.mean())
    if len(numbers) < 2:
        return Spread(centre, None, None)
    deviation = float(numbers.std(ddof=1))
    half = student_quantile(len(numbers) - 1) * deviation / len(numbers) ** 0.5
    return Spread(centre, deviation, (centre - half, centre + half))


def student_quantile(freedom: int) -> float:
    """Return the 97.5% quantile of Student's t distribution.

    Args:
        freedom: degrees of freedom, at least 1. Beyond the table, the Cornish-Fisher series is used; its relative error
            is below 1e-6.
    """
    if freedom <= len(_STUDENT):
        return _STUDENT[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))

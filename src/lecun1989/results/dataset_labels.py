"""The data sets' names in README, docs and the page."""

DATASET_LABELS = {
    "zip": "zip codes",
    "mnist": "MNIST, cut to size",
    "mixed": "zip codes, MNIST, written forms",
    "digits": "scikit-learn’s digits",
}


def dataset_label(name: str, otherwise: str | None = None) -> str:
    """Return a data set's label.

    Args:
        name: the data set's name.
        otherwise: what to return if the data set has no label; None means its name.
    """
    return DATASET_LABELS.get(name, otherwise or name)

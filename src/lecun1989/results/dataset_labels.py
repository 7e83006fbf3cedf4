"""What README, docs and the page call the data sets."""

DATASET_LABELS = {
    "zip": "zip codes",
    "mnist": "MNIST, cut to size",
    "mixed": "zip codes, MNIST, written forms",
    "digits": "scikit-learn’s digits",
}


def dataset_label(name: str, otherwise: str | None = None) -> str:
    """Return a data set's label.

    Args:
        name: of the data set.
        otherwise: what to return where the data set has no label; None for its name.
    """
    return DATASET_LABELS.get(name, otherwise or name)

from lecun1989.results.dataset_labels import DATASET_LABELS, dataset_label
from lecun1989_lab.datasets import DATASET_NAMES


def test_every_data_set_has_its_own_label() -> None:
    assert set(DATASET_LABELS) == set(DATASET_NAMES)
    assert len(set(DATASET_LABELS.values())) == len(DATASET_NAMES)


def test_a_data_set_without_a_label_has_a_fallback() -> None:
    assert dataset_label("zip") == DATASET_LABELS["zip"]
    assert dataset_label("mine", "My own digits") == "My own digits"
    assert dataset_label("mine") == "mine"

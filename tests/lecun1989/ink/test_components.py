import numpy as np

from lecun1989.ink.components import label_components


def test_components_are_also_connected_at_corners() -> None:
    dark = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [0, 0, 0, 1]], bool)
    label, count = label_components(dark)
    assert count == 2
    assert label[0, 0] == label[1, 1] == label[0, 2] == label[0, 3] != label[2, 3]
    assert ((label > 0) == dark).all()

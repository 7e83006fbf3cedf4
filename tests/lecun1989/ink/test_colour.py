import numpy as np
import pytest

from lecun1989.ink.colour import ink_from_rgba
from lecun1989.ink.strokes import draw

SEVEN = [[(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)]]


@pytest.mark.parametrize(
    ("paper", "pen"),
    [((255, 255, 255), (0, 0, 0)), ((0, 0, 0), (255, 255, 255)), ((250, 240, 210), (20, 30, 120))],
)
def test_colours_do_not_matter(paper: tuple[int, ...], pen: tuple[int, ...]) -> None:
    ink = draw(SEVEN)
    rgb = np.array(paper) * (1 - ink[..., None]) + np.array(pen) * ink[..., None]
    rgba = np.dstack([rgb, np.full(ink.shape, 255)]).round().astype(np.uint8)
    np.testing.assert_allclose(ink_from_rgba(rgba), ink, atol=0.02)


def test_ink_on_a_transparent_background_is_its_opacity() -> None:
    ink = draw(SEVEN)
    rgba = np.dstack([np.zeros((280, 280, 3)), ink * 255]).round().astype(np.uint8)
    np.testing.assert_allclose(ink_from_rgba(rgba), ink, atol=1 / 255)


def on_paper(ink: np.ndarray, paper: int, pen: int, opacity: int = 255) -> np.ndarray:
    grey = paper * (1 - ink) + pen * ink
    return np.dstack([grey, grey, grey, np.full(ink.shape, opacity)]).round().astype(np.uint8)


@pytest.mark.parametrize(("paper", "pen"), [(255, 0), (0, 255), (240, 60)])
def test_a_pixel_that_is_not_opaque_does_not_turn_a_picture_into_ink(paper: int, pen: int) -> None:
    ink = draw(SEVEN)
    corner, all_over = on_paper(ink, paper, pen), on_paper(ink, paper, pen, 254)
    corner[0, 0, 3] = 0
    for rgba in (corner, all_over):
        found = ink_from_rgba(rgba)
        np.testing.assert_allclose(found[1:], ink[1:], atol=0.03)


def test_a_drawing_with_a_transparent_margin_is_not_its_frame() -> None:
    ink = draw(SEVEN)
    rgba = on_paper(ink, 255, 0)
    rgba[:20, :, 3] = rgba[-20:, :, 3] = rgba[:, :20, 3] = rgba[:, -20:, 3] = 0
    np.testing.assert_allclose(ink_from_rgba(rgba)[20:-20, 20:-20], ink[20:-20, 20:-20], atol=0.02)


def test_a_half_transparent_blank_picture_has_no_ink() -> None:
    assert ink_from_rgba(on_paper(np.zeros((28, 28)), 200, 0, 128)).max() == 0


def test_light_ink_on_a_transparent_background_is_its_opacity() -> None:
    ink = draw(SEVEN)
    rgba = np.dstack([np.full((280, 280, 3), 255), ink * 255]).round().astype(np.uint8)
    np.testing.assert_allclose(ink_from_rgba(rgba), ink, atol=1 / 255)


def test_ink_of_the_papers_brightness_is_found_by_its_colour() -> None:
    ink = draw(SEVEN)
    green, red = np.array([0, 120, 0]), np.array([235.6, 0, 0])  # both have a brightness of 0.276
    rgb = green * (1 - ink[..., None]) + red * ink[..., None]
    rgba = np.dstack([rgb, np.full(ink.shape, 255)]).round().astype(np.uint8)
    np.testing.assert_allclose(ink_from_rgba(rgba), ink, atol=0.02)


def test_brightness_weighs_the_colours_like_the_eye() -> None:
    """Rec. 601: a green pen on black paper is brighter than a red one, and a blue one is the darkest."""
    rgba = np.zeros((3, 5, 4), np.uint8)
    rgba[..., 3] = 255
    rgba[1, 1, 0] = rgba[1, 2, 1] = rgba[1, 3, 2] = 255
    red, green, blue = ink_from_rgba(rgba)[1, 1:4]
    assert green == 1
    assert red == pytest.approx(0.299 / 0.587, abs=1e-6)
    assert blue == pytest.approx(0.114 / 0.587, abs=1e-6)

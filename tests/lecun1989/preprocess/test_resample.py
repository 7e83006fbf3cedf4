import numpy as np

from lecun1989.preprocess.resample import shrink


def test_shrink_is_bilinear_with_pixel_centres_at_half_integers() -> None:
    generator = np.random.default_rng(0)
    image = generator.uniform(-1, 1, (28, 28)).astype(np.float32)
    expected = np.empty((16, 16))
    for i in range(16):
        for j in range(16):
            y, x = (i + 0.5) * 1.75 - 0.5, (j + 0.5) * 1.75 - 0.5
            top, left = int(y), int(x)
            a, b = y - top, x - left
            expected[i, j] = (
                image[top, left] * (1 - a) * (1 - b)
                + image[top, left + 1] * (1 - a) * b
                + image[top + 1, left] * a * (1 - b)
                + image[top + 1, left + 1] * a * b
            )
    np.testing.assert_allclose(shrink(image[None])[0], expected, atol=1e-6)

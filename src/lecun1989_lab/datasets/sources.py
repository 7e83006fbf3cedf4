"""Where the data sets are published, and the SHA-256 of every published file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A published set of files.

    Attributes:
        name: the data set's name, and that of its folder in a data folder and in the cache.
        mirrors: addresses that end in a slash, in the order in which they are tried.
        files: file name -> SHA-256 of the file.
    """

    name: str
    mirrors: tuple[str, ...]
    files: dict[str, str]

    def remedy(self, file: str) -> str:
        """Return the end of an error message about a broken file: what to do."""
        return f"download it again from {self.mirrors[0]}{file}"


# Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, "ZIP code" data, from AT&T.
ZIP = Source(
    name="zip",
    mirrors=(
        "https://web.stanford.edu/~hastie/ElemStatLearn/datasets/",
        "https://hastie.su.domains/ElemStatLearn/datasets/",
    ),
    files={
        "zip.train.gz": "66ebf231ab51f2cf6ac1a892d0f98ccffee1079d7a5db638c1f11f366046ca16",
        "zip.test.gz": "8dacc3c6e136af6c3488de9e5113a7daf140c8c2f1f0b61c54ee02f03f1a962f",
    },
)

# LeCun, Cortes, Burges: The MNIST database of handwritten digits.
MNIST = Source(
    name="mnist",
    mirrors=(
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ),
    files={
        "train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
)

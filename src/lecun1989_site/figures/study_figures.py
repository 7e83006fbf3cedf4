"""The figures of the article that weights/results.json makes, by the name under which the templates know them."""

from lecun1989.results.published import Published
from lecun1989.results.schema import Results
from lecun1989_site.figures.ablations import choices
from lecun1989_site.figures.charts import Figure
from lecun1989_site.figures.confusions import confusions
from lecun1989_site.figures.error_by_pass import error_by_pass
from lecun1989_site.figures.kernel_history import kernels
from lecun1989_site.figures.ladder import ladder
from lecun1989_site.figures.rejection import rejection
from lecun1989_site.figures.seeds import seeds


def study_figures(results: Results, published: Published) -> dict[str, Figure | None]:
    """Return every figure; None for one whose data the results do not hold.

    Args:
        results: of the study.
        published: other people's figures.
    """
    return {
        "error": error_by_pass(results, published),
        "rejection": rejection(results, published),
        "confusions": confusions(results),
        "kernels": kernels(results),
        "seeds": seeds(results, published),
        "choices": choices(results),
        "ladder": ladder(results, published),
    }

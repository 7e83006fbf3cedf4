"""The article's figures that are made from weights/results.json, by their names in the templates."""

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
    """Return all figures; None for a figure without data.

    Args:
        results: the study's results.
        published: other people's results.
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

"""The HTML pages, from templates, published networks and measured results.

    SiteContext -> Jinja2 (site_template/*.html.j2) -> {"index.html": text, "404.html": text}

Templates contain no numbers about the project's own networks: these come from weights/*.json and results.json.
Other people's published numbers, with their sources, are in site_template/published.json.
"""

from pathlib import Path
from typing import Any

import jinja2

from lecun1989.explain import counterfactual, perturbation
from lecun1989.explain.intensities import intensities
from lecun1989.files import read_text
from lecun1989.model import sizes
from lecun1989.results.published import FILE_NAME as PUBLISHED
from lecun1989.results.published import Published, read_published
from lecun1989.results.recipe_groups import PAPER
from lecun1989.results.table_rows import ablation_rows, refusal_row
from lecun1989_site.figures.captions import with_article
from lecun1989_site.figures.connection_table import connections
from lecun1989_site.figures.drawing_conditions import people_figures
from lecun1989_site.figures.learning_slider import learning
from lecun1989_site.figures.pixels import grid_svg, heatmap_svg, kernel_svg
from lecun1989_site.figures.study_figures import study_figures
from lecun1989_site.page import social_card, zip_example
from lecun1989_site.page.config import make_config
from lecun1989_site.page.context import Model, SiteContext
from lecun1989_site.page.example import make_example
from lecun1989_site.page.loading_costs import cost_rows
from lecun1989_site.page.samples import make_samples
from lecun1989_site.page.script_json import script_json
from lecun1989_site.page.tables import (
    LAYER_OUTPUTS,
    halved_loss,
    mean_error,
    results_rows,
    setting_rows,
    training_seconds,
)
from lecun1989_site.settings import GROUNDS

TEMPLATES = Path(__file__).resolve().parents[3] / "site_template"
PAGES = ("index.html", "404.html")


def render_pages(context: SiteContext, templates: Path = TEMPLATES) -> dict[str, str]:
    """Return the HTML pages: output path -> text.

    Args:
        context: the content and URLs to show.
        templates: the folder of the templates and published.json.

    Raises:
        InputError: published.json is broken, or the first network misreads the worked example.
        jinja2.TemplateError: a template is broken or uses an unknown name.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["count"] = lambda value: f"{value:,}"
    environment.filters["script_json"] = script_json
    path = templates / PUBLISHED
    published = read_published(read_text(path), str(path))
    values = {
        "site": context,
        "published": published,
        **_network_values(context),
        **_table_values(context, published),
        **_figure_values(context, published),
        **_measured_values(context),
        "app": context.script.rpartition("/")[0],
        "card": social_card,
        "grounds": GROUNDS,
        "with_article": with_article,
        "grid_svg": grid_svg,
        "heatmap_svg": heatmap_svg,
        "sizes": sizes,
        "counterfactual": counterfactual,
        "perturbation": perturbation,
        "zip_example": zip_example,
    }
    return {name: environment.get_template(f"{name}.j2").render(values) for name in PAGES}


def _network_values(context: SiteContext) -> dict[str, Any]:
    """Return the networks, and what the first one reads."""
    first = context.models[0]
    example = make_example(first.network)
    kernels = intensities(first.network.parameters.h1_kernels)
    return {
        "models": context.models,
        "first": first,
        "by_dataset": _by_dataset(context.models),
        "example": example,
        "config": make_config(context, example),
        "kernels": [kernel_svg(kernel) for kernel in kernels.values],
        "kernel_scale": kernels.scale,
        "samples": make_samples(),
        "code_example": zip_example.make_code_example(first.network),
    }


def _by_dataset(models: tuple[Model, ...]) -> dict[str, Model]:
    """Return the first network of each data set by the data set's name."""
    return {model.network.card.provenance["dataset"]["name"]: model for model in reversed(models)}


def _table_values(context: SiteContext, published: Published) -> dict[str, Any]:
    networks, results = [model.network for model in context.models], context.results
    return {
        "layers": sizes.LAYERS,
        "layer_outputs": LAYER_OUTPUTS,
        "results": results_rows(published, networks, results),
        "refusals": refusal_row(results, PAPER),
        "variations": ablation_rows(results),
        "settings": setting_rows(networks),
        "costs": cost_rows(context.measurements.page_load),
    }


def _figure_values(context: SiteContext, published: Published) -> dict[str, Any]:
    first, results = context.models[0], context.results
    return {
        "figures": {
            "connections": connections(first.network.architecture.connections),
            **study_figures(results, published),
            **people_figures(context.measurements.drawn_digits, first.name),
        },
        "learning": learning(results),
    }


def _measured_values(context: SiteContext) -> dict[str, Any]:
    """Return the numbers in sentences; None for what was not measured."""
    first, results = context.models[0].name, context.results
    tuned = context.measurements.fine_tuning.get(first)
    changed = context.measurements.counterfactuals
    return {
        "teaching": tuned.report if tuned else None,
        "turning": changed.networks.get(first) if changed else None,
        "training_seconds": training_seconds(results, PAPER),
        "modern_error": mean_error(results, "zip-modern"),
        "halved_loss": halved_loss(results, PAPER),
    }

"""The HTML pages, from templates, published weights and measured results.

    SiteContext -> Jinja2 (site_template/*.html.j2) -> {"index.html": text, "404.html": text}

No number about the project's own networks stands in a template: they come from weights/*.json and results.json.
Figures that others published stand, with their sources, in site_template/published.json.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from lecun1989.explain import counterfactual as change
from lecun1989.explain import perturb as distort
from lecun1989.explain.intensities import kernel_levels
from lecun1989.model import architecture
from lecun1989.model.checkpoint import Weights
from lecun1989.results.measurements import Measurements
from lecun1989.results.published import FILE_NAME as PUBLISHED
from lecun1989.results.published import read_published
from lecun1989.results.recipe_groups import PAPER
from lecun1989.results.schema import Results
from lecun1989.results.table_rows import ablation_rows, refusal_row
from lecun1989_site.figures.connection_table import connections
from lecun1989_site.figures.drawing_conditions import people_figures
from lecun1989_site.figures.learning_slider import learning
from lecun1989_site.figures.pixels import grid_svg, kernel_svg, levels_svg
from lecun1989_site.figures.study_figures import study_figures
from lecun1989_site.page import social_card as card
from lecun1989_site.page.example import Example, make_example
from lecun1989_site.page.loading_costs import cost_rows
from lecun1989_site.page.misread_gallery import PICTURE, VALUES, Gallery
from lecun1989_site.page.samples import make_samples
from lecun1989_site.page.tables import (
    halved_loss,
    layer_rows,
    mean_error,
    results_rows,
    setting_rows,
    training_seconds,
)
from lecun1989_site.page.zip_example import make_code_example
from lecun1989_site.settings import GROUNDS, Settings

TEMPLATES = Path(__file__).resolve().parents[3] / "site_template"
DEFAULTS = (
    "reader",
    "zip-1989",
)  # the network that a visitor meets first: the first of these that is published


@dataclass(frozen=True)
class Model:
    """A published network.

    Attributes:
        name: as in its file's name.
        url: of its JSON, relative to the page.
        weights: what the file says.
    """

    name: str
    url: str
    weights: Weights


@dataclass(frozen=True)
class Exhibition:
    """A published gallery.

    Attributes:
        gallery: of misread digits.
        folder: URL of the folder of its files, relative to the page.
    """

    gallery: Gallery
    folder: str

    @property
    def picture(self) -> str:
        """The URL of the picture that holds all digits."""
        return f"{self.folder}/{PICTURE}"

    @property
    def values(self) -> str:
        """The URL of the digits' exact values."""
        return f"{self.folder}/{VALUES}"


@dataclass(frozen=True)
class SiteContext:
    """What the build knows and the pages show. URLs are relative to the page.

    Attributes:
        settings: what the site's owner says.
        card: URL of the picture for previews of links.
        stylesheet: URL of styles.css.
        script: URL of main.js, in the same folder.
        modules: URLs of the modules that it imports.
        runtime: URLs of Pyodide: "script", "core" (its script too), "index" (folder) and "lock"; "snapshot": URL of its
            "memory", its "extensions" (each a "path" in Python's file system and a "url") and the "network" in it.
        models: the published networks.
        results: of the study; without recipes when none has been run.
        measurements: what docs/measured holds.
        gallery: the misread digits; None where the build had no data.
        version: of the package.
        csp: Content-Security-Policy.
    """

    settings: Settings
    card: str
    stylesheet: str
    script: str
    modules: tuple[str, ...]
    runtime: dict[str, Any]
    models: tuple[Model, ...]
    results: Results
    measurements: Measurements
    gallery: Exhibition | None
    version: str
    csp: str


def default_name(names: Iterable[str]) -> str:
    """Return the name of the network that reads until a visitor chooses another."""
    published = list(names)
    return next((name for name in DEFAULTS if name in published), published[0])


def default_model(models: tuple[Model, ...]) -> Model:
    """Return the network that reads until a visitor chooses another."""
    by_name = {model.name: model for model in models}
    return by_name[default_name(by_name)]


def render_pages(context: SiteContext, templates: Path = TEMPLATES) -> dict[str, str]:
    """Return every HTML page: output path -> text.

    Args:
        context: what to show.
        templates: folder of the templates and of published.json.

    Raises:
        InputError: published.json is broken.
        jinja2.TemplateError: a template is broken or asks for what is not there.
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
    path = templates / PUBLISHED
    published = read_published(path.read_text("utf-8"), str(path))
    first = default_model(context.models)
    models = [first, *(model for model in context.models if model is not first)]
    kernels = {model.name: kernel_levels(model.weights.network) for model in models}
    example = make_example(first.weights)
    measurements = context.measurements
    fine_tuned, counterfactuals = measurements.fine_tuning.get(first.name), measurements.counterfactuals
    values = {
        "site": context,
        "app": context.script.rpartition("/")[0],
        "models": models,
        "short_title": short_title,
        "first": first,
        "config": _embed_json(_config(context, models, kernels, example)),
        "example": example,
        "samples": make_samples(),
        "code_example": make_code_example(first.weights),
        "grid_svg": grid_svg,
        "levels_svg": levels_svg,
        "kernels": [kernel_svg(levels) for levels in kernels[first.name]["levels"]],
        "kernel_scale": kernels[first.name]["scale"],
        "teaching": fine_tuned.report if fine_tuned else None,
        "turning": counterfactuals.networks.get(first.name) if counterfactuals else None,
        "costs": cost_rows(measurements.page_load),
        "layers": layer_rows(),
        "architecture": architecture,
        "change": change,
        "distort": distort,
        "card": card,
        "grounds": GROUNDS,
        "published": published,
        "results": results_rows(published, [model.weights for model in models], context.results),
        "refusals": refusal_row(context.results, PAPER),
        "variations": ablation_rows(context.results),
        "figures": {
            "connections": connections(first.weights.network.architecture.connections),
            **study_figures(context.results, published),
            **people_figures(measurements.drawn_digits, first.name),
        },
        "learning": learning(context.results),
        "training_seconds": training_seconds(context.results, PAPER),
        "modern_error": mean_error(context.results, "zip-modern"),
        "halved_loss": halved_loss(context.results, PAPER),
        "settings": setting_rows([model.weights for model in models]),
        "about": {model.name: _about(model.weights) for model in models},
        "by_dataset": {model.weights.provenance["dataset"]["name"]: model for model in reversed(models)},
    }
    names = ("index.html", "404.html")
    return {name: environment.get_template(f"{name}.j2").render(values) for name in names}


def short_title(weights: Weights) -> str:
    """Return a network's title up to its first comma, as the chooser shows it."""
    return weights.title.split(",")[0]


def _config(
    context: SiteContext, models: list[Model], kernels: dict[str, dict[str, Any]], example: Example
) -> dict[str, Any]:
    shown = context.gallery
    described = [
        {
            "name": model.name,
            "title": short_title(model.weights),
            "url": model.url,
            "about": _about(model.weights),
            "kernels": kernels[model.name],
        }
        for model in models
    ]
    return {
        "version": context.version,
        "runtime": context.runtime,
        "models": described,
        "default": models[0].name,
        "example": {
            "values": example.image.ravel().astype(float).round(4).tolist(),
            "unit": example.number,
            "strokes": [stroke.round(1).tolist() for stroke in example.strokes],
        },
        "samples": [sample.strokes for sample in make_samples()],
        "gallery": shown and {"network": shown.gallery.network, "values": shown.values},
    }


def _about(weights: Weights) -> str:
    train, test = weights.metrics["train"], weights.metrics["test"]
    return (
        f"Trained on {train['examples']:,} digits; "
        f"misreads {test['misses']} of {test['examples']:,} it never saw ({test['error_percent']:.1f}%)."
    )


def _embed_json(value: object) -> str:
    """Return JSON that may stand in a script element: without "<", it cannot end the element."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")

"""The configuration of the page's scripts: `Config` in site_template/app/types.js."""

from typing import Any

from lecun1989.explain.intensities import intensities
from lecun1989_site.page.context import Model, SiteContext
from lecun1989_site.page.example import Example
from lecun1989_site.page.samples import make_samples
from lecun1989_site.page.zip_example import PAD_WIDTH, PEN


def make_config(context: SiteContext, example: Example) -> dict[str, Any]:
    """Return the page's configuration.

    Args:
        context: the pages' content and URLs.
        example: the worked example.
    """
    shown = context.gallery
    return {
        "version": context.version,
        "runtime": context.runtime,
        "models": [_describe_model(model) for model in context.models],
        "default": context.models[0].name,
        "example": {
            "values": example.reading.image.ravel().astype(float).round(4).tolist(),
            "unit": example.unit.index,
            "strokes": [stroke.round(1).tolist() for stroke in example.strokes],
        },
        "samples": [sample.strokes for sample in make_samples()],
        "zipPad": {"width": PAD_WIDTH, "pen": PEN},
        "gallery": shown and {"network": shown.gallery.network, "values": shown.values},
    }


def _describe_model(model: Model) -> dict[str, Any]:
    kernels = intensities(model.network.parameters.h1_kernels)
    return {
        "name": model.name,
        "title": model.title,
        "url": model.url,
        "about": model.about,
        "kernels": {"values": kernels.values.ravel().tolist(), "scale": kernels.scale},
    }

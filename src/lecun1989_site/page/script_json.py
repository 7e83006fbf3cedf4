"""JSON in the HTML, for the page's scripts."""

import json

from markupsafe import Markup


def script_json(value: object) -> Markup:
    """Return JSON for a script element. It contains no "<", so it cannot end the element."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))

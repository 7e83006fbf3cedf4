"""Measurements as typed objects: weights/results.json, docs/measured/*.json and figures that other people published.

    JSON file -> codec (checked, typed) -> schema -> table_rows, paired_differences -> README, docs, the page

The lab writes these files and the tables of README and docs; the site builder shows them on the page. Both read them
through this package. The page's Python does not need it, so the wheel that the page loads leaves it out.
"""

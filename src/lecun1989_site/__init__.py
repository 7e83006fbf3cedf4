"""The host's side of the page: vendored runtime, bundle, templates, local server."""

"""The page's builder: the vendored runtime, the assets, the templates and a local server."""

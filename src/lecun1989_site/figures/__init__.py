"""The article's figures, drawn at build time as SVG."""

"""Helpers to use the built page in a browser."""

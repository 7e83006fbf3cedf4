"""Driving the built page in a browser."""

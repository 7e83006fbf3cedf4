"""Explanations of one reading: what a unit computes, what the answer depends on, and what would change it."""

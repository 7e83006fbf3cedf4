"""A row of digits: its pieces, and which pieces make a digit."""

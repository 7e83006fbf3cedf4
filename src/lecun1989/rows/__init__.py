"""A row of digits: its pieces, and which of them make a digit."""

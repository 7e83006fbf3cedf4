"""Questions to one reading: what a unit computes, what the answer rests on, and what would change it."""

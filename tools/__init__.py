"""What both the tests and the benchmarks need; not part of any package."""

"""The tables in README.md and docs/, written from measured files."""

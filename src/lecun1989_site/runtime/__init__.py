"""Pyodide and NumPy as the page ships them: fetched, trimmed, compiled, and saved as a memory snapshot."""

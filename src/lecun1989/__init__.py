"""The 1989 zip-code network in NumPy. This package, whole, is also what the browser runs."""

"""The one error for bad input: its text is a clear sentence for whoever supplied it."""


class InputError(ValueError):
    """Something given from outside cannot be used.

    The message names the file or field and says what to do; commands print it and exit with a non-zero status.
    """

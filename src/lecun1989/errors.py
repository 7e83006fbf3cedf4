"""The error for bad input. Its message is a sentence for the user."""


class InputError(ValueError):
    """An input cannot be used.

    The message names the file or field and says what to do; commands print it and exit with a non-zero status.
    """

"""Imports: spare PySide the reading of every source file that is imported after it.

PySide replaces `__import__` so that a module may switch Qt's names by `__feature__`, and reads the
source of each module that is imported later to see whether it may. No module here does.
"""

import builtins


def import_qt() -> None:
    """Import QtCore and leave Python's own `__import__` in its place."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - replaces `__import__`

    builtins.__import__ = plain

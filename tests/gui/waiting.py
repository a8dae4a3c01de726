"""Waiting in tests of the window: what was asked is done, and shown."""

from PySide6.QtWidgets import QApplication

from gui.face import Face

_TURNS = 3
"""An answer may ask again before everything is shown."""


def settle(face: Face) -> None:
    """Let what was asked be done and shown."""
    for _ in range(_TURNS):
        face.desk.errands.finish()
        QApplication.processEvents()

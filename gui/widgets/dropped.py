"""Dropped: the files of this machine in what is dragged onto a page."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def local_files(dragged: QMimeData) -> list[Path]:
    """Return the files and folders, in their order; what lies elsewhere is left out."""
    return [Path(each.toLocalFile()) for each in dragged.urls() if each.isLocalFile()]

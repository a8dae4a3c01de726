"""The port to documents of the board of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.model.errors import Exit, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.model.board import Board
    from core.model.document import Document
    from core.policy.settings import SettingsFile
    from core.words import Words

ON_PAPER = ("pdf", "docx", "html")


class BoardPapers:
    """What the faces may ask of the board as a document."""

    def __init__(self, settings: SettingsFile, words: Callable[[], Words]) -> None:
        """Take the settings and the words."""
        self._settings = settings
        self._words = words

    def save(self, board: Board, formats: Sequence[str], folder: Path) -> tuple[Path, ...]:
        """Write the board of units into a folder and return the files.

        Spreadsheet and JSON have every row, what is printed has the first few hundred. KnownError
        for an unknown format, and where the folder cannot be written.
        """
        from core.report.files import WRITERS, save

        for each in formats:
            if each not in WRITERS:
                raise KnownError("unknown_format", Exit.USAGE, text=each, name=", ".join(WRITERS))
        saved = [save(self._document(board, each), (each,), folder) for each in formats]
        return tuple(path for (path,) in saved)

    def sheet(self, board: Board) -> bytes:
        """Return the board of units as a spreadsheet."""
        from core.report.xlsx import write

        return write(self._document(board, "xlsx"))

    def _document(self, board: Board, form: str) -> Document:
        from dataclasses import asdict
        from json import dumps

        from core.report.board_document import build

        data = dumps(asdict(board), ensure_ascii=False, indent=1).encode()
        is_paper = form in ON_PAPER
        return build(board, self._settings.read(), self._words(), data, paper=is_paper)

"""Plain text: a field for several lines that never takes so much that the window stops."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from core.model.errors import Exit, KnownError
from core.model.new_entry import TEXT_LIMIT

LINE_LIMIT = TEXT_LIMIT
"""Characters of one line: laying out a line of a million takes minutes."""


class PlainText(QPlainTextEdit):
    """Refuses a paste or a drop that is too long, and says so; nothing is cut off in silence.

    `refused` carries the KnownError `text_too_long`.
    """

    refused = Signal(object)

    def __init__(self, text: str = "", limit: int = TEXT_LIMIT) -> None:
        """Begin with a text; `limit` is how many characters there may be in all."""
        super().__init__(text)
        self._limit = limit

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted or dropped, unless there would be too much."""
        text = source.text()
        held = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        longest = max(map(len, text.splitlines()), default=0)
        count = held + len(text)
        limit = self._limit if count > self._limit else LINE_LIMIT
        if count <= self._limit and longest <= LINE_LIMIT:
            super().insertFromMimeData(source)
        else:
            error = KnownError("text_too_long", Exit.USAGE, count=max(longest, count), limit=limit)
            self.refused.emit(error)

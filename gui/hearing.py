"""Hearing: following events of a widget of which Qt tells no other way, once it has been painted.

An override that takes any event makes PySide look for the kind of the first one it meets among all
classes of events, which it makes for that: too dear before the first paint, when a filter is not
yet in place.
"""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Hearing(QObject):
    """Calls `heard` at each event of the given kinds that a widget gets; lives as long as it."""

    def __init__(
        self, widget: QWidget, kinds: Collection[QEvent.Type], heard: Callable[[], object]
    ) -> None:
        """Begin to listen."""
        super().__init__(widget)
        self._kinds, self._heard = kinds, heard
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of an event and let it pass."""
        if event.type() in self._kinds:
            self._heard()
        return False

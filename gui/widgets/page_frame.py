"""Page frame: head, notice line and a body that scrolls; every page stands in one."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.desk import Breadth, Desk
from gui.look import Role
from gui.numbers import NO_FOCUS, SCROLL_BAR_ALWAYS_OFF
from gui.widgets.buttons import Button
from gui.widgets.incident_button import IncidentButton
from gui.widgets.text import OneLine, Prose, announce

_SIDE, _TOP, _BOTTOM = 24, 16, 12
_NARROW_SIDE, _NARROW_TOP = 12, 8
_TITLE_GAP = 4
_GAP, _NARROW_GAP = 10, 6
"""Between the buttons of the head."""
_RING = 4
"""What the ring round a control at the edge of the body needs, which would be cut off there."""


class PageFrame(QWidget):
    """A page: what the window asks of any page, with answers that suit most."""

    def __init__(self, desk: Desk, title: str) -> None:
        """Make an empty page; `title` is a key of the words."""
        super().__init__()
        self.desk = desk
        self.pages_button = desk.button("window.pages", lambda: None, icon="menu-2")
        self.incident_button = IncidentButton(desk, short=True)
        self._title = desk.text(title, Role.PAGE, wrap=False)
        self._soft = OneLine("", desk.look, Role.BODY, desk.look.soft)
        self._head = QHBoxLayout()
        self._frame = QVBoxLayout(self)
        self._strip = QVBoxLayout()
        self._side = _SIDE
        self._buttons: list[Button] = []
        self._narrow = False
        self._tight = self._tight_again = 0
        self.setAccessibleName(desk.say(title))
        self._fill_head()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._frame.setSpacing(10 - _RING)
        self._frame.addLayout(self._head)
        self._frame.addLayout(self._strip)
        desk.later(lambda: self._frame.insertWidget(1, Notice(desk, self)))
        inner = QWidget()
        inner.setLayout(self.body)
        self._scroll = _scrolling(inner)
        self._frame.addWidget(self._scroll, 1)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        desk.broadened.connect(self._broadened)
        desk.later(self._hear)

    def entitle(self, text: str) -> None:
        """Write another title, for a page about one thing at a time."""
        self._title.setText(text)

    def soft(self, text: str) -> None:
        """Write the one soft line beside the title."""
        self._soft.write(text)

    def add_button(self, button: Button) -> None:
        """Put a button at the right of the head; the primary one comes last."""
        self._head.addWidget(button)
        self._buttons.append(button)

    def hide_head(self) -> None:
        """Leave the title out, for a page that has its own."""
        self._title.hide()
        self._soft.setMaximumWidth(0)

    def add_strip(self, strip: QWidget) -> None:
        """Put something between head and body that does not scroll away."""
        self._strip.addWidget(strip)

    def refresh(self) -> None:
        """Show the present state of the house."""

    def arrange(self, breadth: Breadth) -> None:
        """Suit the room there is."""

    def kept(self) -> object:
        """Return what should outlive a change of language or theme."""
        return None

    def restore(self, kept: object) -> None:
        """Take back what `kept` returned."""

    def flush(self) -> None:
        """Keep now what is otherwise kept a moment after the last letter."""

    def unsaved(self) -> bool:
        """Say whether something written would be lost by closing."""
        return False

    def save(self) -> None:
        """Save what `unsaved` spoke of."""

    def escape(self) -> bool:
        """Close what Esc closes; say whether there was something."""
        return False

    def help_key(self) -> str:
        """Return the check whose help page suits; empty for the page's own."""
        return ""

    def search(self) -> None:
        """Go to the search field."""

    def first_focus(self) -> QWidget:
        """Return what has the focus when the page opens."""
        return self

    def regions(self) -> tuple[QWidget, ...]:
        """Return the parts that F6 moves between."""
        return (self,)

    def room(self) -> int:
        """Return how wide the body may be."""
        return self.width() - 2 * self._side

    def overflows(self) -> bool:
        """Say whether the body needs more width than it has, which would cut it at its right."""
        return self._least() > self.room()

    def settle(self) -> None:
        """Arrange for the breadth of the moment; called once the page is built."""
        self._broadened(self.desk.breadth)

    def _broadened(self, breadth: Breadth) -> None:
        narrow = breadth == Breadth.NARROW
        side, top = (_NARROW_SIDE, _NARROW_TOP) if narrow else (_SIDE, _TOP)
        self._side = side
        below = _NARROW_TOP if narrow else _BOTTOM
        self._frame.setContentsMargins(side - _RING, top, 0, below)
        for part in (self._head, self._strip):
            part.setContentsMargins(_RING, 0, side, 0)
        self._keep_edge()
        self.pages_button.setVisible(narrow)
        self.incident_button.setVisible(narrow)
        self._soft.setVisible(not narrow)
        self._narrow = narrow
        self._tight = 0
        self._head.setSpacing(_NARROW_GAP if narrow else _GAP)
        self._fit_head()
        self.arrange(breadth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the head to the new width, and the body."""
        self._fit_head()
        super().resizeEvent(event)
        self._fit_body()

    def _hear(self) -> None:
        from PySide6.QtCore import QEvent

        from gui.hearing import Hearing

        # Something in the head came, went or grew.
        Hearing(self, (QEvent.Type.LayoutRequest,), self._fit_head)
        inner = self.body.parentWidget()
        if inner is not None:
            Hearing(inner, (QEvent.Type.LayoutRequest,), self._fit_body)

    def _fit_body(self) -> None:
        """Arrange the body as in a narrow window where large letters leave it too little room.

        `_tight` is what it then needs in its usual arrangement, 0 while that has its room.
        """
        if self.desk.breadth != Breadth.MEDIUM:
            return
        least = self._least()
        if least > self.room() and least != self._tight_again:
            self._tight = self._tight or least
            self._tight_again = least
            self.arrange(Breadth.NARROW)
        elif self._tight and self.room() >= self._tight:
            self._tight = self._tight_again = 0
            self.arrange(Breadth.MEDIUM)

    def _least(self) -> int:
        sides = self.body.contentsMargins()
        return self.body.totalMinimumSize().width() - sides.left() - sides.right()

    def _fit_head(self) -> None:
        """Have buttons show their icon alone, from the left, until the title has its room.

        Where the window is narrow they all do. The primary one keeps its word, and so does the
        way to the other pages as long as it can.
        """
        yielding = [each for each in self._buttons if not each.property("primary")]
        shown = [each for each in yielding if not each.isHidden()]
        others = [self.pages_button, self.incident_button, self._title]
        others += [each for each in self._buttons if each not in yielding]
        others = [each for each in others if not each.isHidden()]
        bare = set(yielding) if self._narrow else set()
        needed = self._side * 2 + _TITLE_GAP + self._head.spacing() * (len(shown) + len(others) + 1)
        needed += sum(
            each.width_when(bare=False)
            if each is self.pages_button
            else each.minimumSizeHint().width()
            for each in others
        )
        needed += sum(each.width_when(bare=each in bare) for each in shown)
        for each in [*shown, *([self.pages_button] if self._narrow else [])]:
            if needed > self.width() and each not in bare:
                needed += each.width_when(bare=True) - each.width_when(bare=False)
                bare.add(each)
        for each in (*yielding, self.pages_button):
            each.bare(each in bare)

    def _keep_edge(self, *limits: int) -> None:
        """Let the scroll bar stand in the margin, so that the body's edge stays where it is."""
        bar = self._scroll.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self.body.setContentsMargins(_RING, _RING, max(_RING, self._side - taken), _RING)

    def _fill_head(self) -> None:
        self._head.setSpacing(_GAP)
        self._head.addWidget(self.pages_button)
        self._head.addWidget(self.incident_button)
        self._head.addWidget(self._title)
        self._head.addSpacing(_TITLE_GAP)
        self._head.addWidget(self._soft, 1)
        self._head.addStretch(0)
        self._title.setMinimumHeight(self.desk.look.px(32))


class Notice(QFrame):
    """One line under the page head: what was just done, and how to take it back."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Follow the notices and the undo of a desk."""
        super().__init__(parent)
        self._desk = desk
        self._words = Prose("", desk.look)
        self._undo = desk.link("buttons.undo", desk.take_back)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_RING, 0, 0, 0)
        self._row.addWidget(self._words)
        self._row.addWidget(self._undo)
        self._row.addStretch(1)
        desk.told.connect(self.show_text)
        desk.undoable.connect(self.show_undo)
        self.show_undo()

    def show_text(self, text: str) -> None:
        """Show what was done."""
        self._words.setText(text)
        self._words.setWordWrap(True)
        self._row.setStretch(0, 100)
        self._undo.setVisible(False)
        self.setVisible(bool(text))
        if text and self.isVisible():
            announce(self, text)

    def show_undo(self) -> None:
        """Show what can be taken back, or nothing."""
        undo = self._desk.undo
        self._words.setWordWrap(False)
        self._row.setStretch(0, 0)
        self._words.setText(self._desk.say(undo.label) if undo else "")
        self._undo.setVisible(undo is not None)
        self.setVisible(undo is not None)


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("horizontalScrollBarPolicy", SCROLL_BAR_ALWAYS_OFF)
    area.setProperty("focusPolicy", NO_FOCUS)
    area.setWidget(inner)
    return area

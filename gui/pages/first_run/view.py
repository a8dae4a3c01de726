"""The first-run page: a card with the steps at the left and one step's form at the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.desk import Breadth, Desk
from gui.ink import fill, outline, rounded
from gui.look import Role
from gui.numbers import ALIGN_CENTER
from gui.operations import first_run as act
from gui.pages.first_run.steps import STEPS, form_of
from gui.widgets.card import Card, Rule
from gui.widgets.page_frame import PageFrame
from gui.widgets.shapes import draw_emblem
from gui.widgets.text import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTH, _HEIGHT = 1000, 580
_LEFT = 270


class FirstRunPage(PageFrame):
    """Stands where the other pages will be, until the last step is done or skipped."""

    def __init__(self, desk: Desk) -> None:
        """Open the first step."""
        super().__init__(desk, "first_run.title")
        self.hide_head()
        self.step = 0
        self._marks = [_StepMark(desk, place) for place in range(len(STEPS))]
        self._form = QVBoxLayout()
        self._inner: QWidget | None = None
        self.back = desk.button("first_run.back", self._go_back)
        self.next = desk.button("first_run.next", self._go_on, primary=True)
        self._skip = desk.link("first_run.skip", self._go_on)
        self._left = _Side(desk)
        self._card = Card(desk.look)
        self._lay_out()
        self.show_step(0)
        self.settle()

    def show_step(self, step: int) -> None:
        """Show a step."""
        desk = self.desk
        self.step = max(0, min(step, len(STEPS) - 1))
        for mark in self._marks:
            mark.show_state(self.step)
        if self._inner is not None:
            self._form.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = form_of(desk, STEPS[self.step])
        self._form.addWidget(self._inner, 1)
        last = self.step == len(STEPS) - 1
        self.next.setText(desk.say("first_run.finish" if last else "first_run.next"))
        self.next.setAccessibleName(self.next.text())
        self.back.setVisible(self.step > 0)
        self.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        """Return the first field of the step."""
        fields = self._inner.findChildren(QWidget) if self._inner is not None else []
        return next((each for each in fields if each.objectName() == _FIRST), self.next)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Go on with Enter, from any field."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the step again when its list of places changed."""
        if STEPS[self.step] == "backup":
            self.show_step(self.step)

    def arrange(self, breadth: Breadth) -> None:
        """Drop the list of steps where the window is narrow."""
        self._left.setVisible(breadth != Breadth.NARROW)
        self.pages_button.hide()

    def kept(self) -> object:
        """Return the step."""
        return self.step

    def restore(self, kept: object) -> None:
        """Take it back."""
        if isinstance(kept, int):
            self.show_step(kept)

    def regions(self) -> tuple[QWidget, ...]:
        """Return form and buttons."""
        return (self._inner or self.next, self.next)

    def _go_back(self) -> None:
        self.show_step(self.step - 1)

    def _go_on(self) -> None:
        if self.step < len(STEPS) - 1:
            self.show_step(self.step + 1)
        else:
            act.finish(self.desk)

    def _lay_out(self) -> None:
        look = self.desk.look
        self._card.setMaximumSize(look.px(_WIDTH), look.px(_HEIGHT))
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._left_part())
        right = QVBoxLayout()
        right.setContentsMargins(36, 26, 36, 22)
        right.setSpacing(14)
        right.addLayout(self._form, 1)
        right.addWidget(Rule(look))
        foot = QHBoxLayout()
        foot.addWidget(self._skip)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        right.addLayout(foot)
        row.addLayout(right, 1)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(self._card, 100)
        centre.addStretch(1)
        self.body.addLayout(centre, 1)

    def _left_part(self) -> QWidget:
        desk, look = self.desk, self.desk.look
        part = self._left
        part.setFixedWidth(look.px(_LEFT))
        column = QVBoxLayout(part)
        column.setContentsMargins(24, 28, 24, 24)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(_Emblem(desk))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(desk.text("window.name", Role.PAGE, wrap=False))
        names.addWidget(desk.text("first_run.takes", Role.SMALL, look.soft))
        head.addLayout(names, 1)
        column.addLayout(head)
        column.addSpacing(10)
        for mark in self._marks:
            column.addWidget(mark)
        column.addStretch(1)
        column.addWidget(desk.text("first_run.promise", Role.SMALL, look.soft))
        return part


_FIRST = "first"


class _Side(QWidget):
    """The sunk left part of the card, with the line at its right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._look = desk.look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the part inside the card's round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rounded(QRectF(0, 0, self.width() + 8, self.height()), 7)
        fill(painter, ground, QColor(self._look.sunk))
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        fill(painter, edge, QColor(self._look.line))


class _Emblem(QWidget):
    """The program's emblem."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setFixedSize(desk.look.px(40), desk.look.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the emblem."""
        draw_emblem(QPainter(self), QRectF(self.rect()), self._desk.look)


class _StepMark(QWidget):
    """The numeral of a step in its ring, and its name: done, current or to come."""

    def __init__(self, desk: Desk, place: int) -> None:
        super().__init__()
        self._desk, self._place, self._current = desk, place, 0
        row = QHBoxLayout(self)
        row.setContentsMargins(desk.look.px(40), 0, 0, 0)
        self._name = Prose(desk.say(f"first_run.{STEPS[place]}.name"), desk.look)
        row.addWidget(self._name)
        self._number = Prose(str(place + 1), desk.look, Role.NAME, wrap=False, parent=self)
        self._number.setProperty("alignment", ALIGN_CENTER)
        self.setMinimumHeight(desk.look.px(30))

    def show_state(self, current: int) -> None:
        """Show where the steps have got to."""
        self._current = current
        look = self._desk.look
        here = self._place == current
        self._name.setFont(look.font(Role.NAME if here else Role.BODY))
        done = self._place < current
        self._name.ink(look.accent if here else look.text if done else look.soft)
        self._number.ink(look.on_accent if here else look.soft)
        self._number.setVisible(not done)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numeral in the ring."""
        super().resizeEvent(event)
        self._number.setGeometry(self._ring().toRect())

    def _ring(self) -> QRectF:
        size = self._desk.look.px(28)
        return QRectF(1, (self.height() - size) / 2, size, size).adjusted(0, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        look, painter = self._desk.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring()
        here, done = self._place == self._current, self._place < self._current
        disc = rounded(ring, ring.width() / 2)
        if here:
            fill(painter, disc, QColor(look.accent))
        outline(painter, disc, QColor(look.accent if here or done else look.edge), 1.2)
        if done:
            icon = look.px(16)
            inset = (ring.width() - icon) / 2
            box = QRectF(ring.left() + inset, ring.top() + inset, icon, icon)
            self._desk.icons.draw(painter, box, "check", look.accent)

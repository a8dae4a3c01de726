"""The reports page: steps and content at the left, the paper in the middle, checks at the right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.card import RunCard
from core.model.paper import Draft, FormCard, Preview, Sending
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.operations import reports as act
from gui.pages.reports.aside import BeforeCard, FilesCard, ZoomRow
from gui.pages.reports.forms import FieldsForm, FrameForm, Rows
from gui.pages.reports.sending import SendingForm, in_card
from gui.pages.reports.steps import STEPS, StepList
from gui.widgets.card import Card
from gui.widgets.fields import choice_field
from gui.widgets.flow import empty
from gui.widgets.page_frame import PageFrame
from gui.widgets.paper import PaperDesk
from gui.widgets.scroll import InnerScroll
from gui.widgets.tick import Tick

LOOK, SEND = STEPS.index("look"), STEPS.index("send")
LEVELS = ("public", "internal", "full")
_LEFT, _RIGHT = 204, 236
_SCREEN_DOTS = 96
_KEPT_AFTER = 1500
"""Milliseconds after the last letter until a draft is kept."""
_RUNS = 30
_LATEST = "latest"


class ReportsPage(PageFrame):
    """Four steps: to whom, what, look, save and send."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the kind that was made last."""
        super().__init__(desk, "pages.reports.name")
        self._kinds = act.kinds(desk)
        kept = desk.memory.text("report_kind", next(iter(self._kinds)))
        self.kind = kept if kept in self._kinds else next(iter(self._kinds))
        self._form: FormCard | None = None
        self._frame_form: FrameForm | None = None
        self._fields: FieldsForm | None = None
        self._run, self._place = _LATEST, 0
        self._asked = 0
        self.boxes: dict[str, QCheckBox] = {}
        self._without: set[str] = set()
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER)
        self._keeping.timeout.connect(self.save)
        self._is_kept = True
        self._add_buttons()
        self.steps = StepList(desk, self.go)
        self.paper = PaperDesk(desk)
        self.before, self.files = BeforeCard(desk), FilesCard(desk)
        zoom = desk.memory.number("report_zoom", 72)
        self.zoom = ZoomRow(desk, self._zoomed, zoom)
        folder = desk.memory.text("report_folder", _documents())
        self.sending = SendingForm(desk, folder, self._write_public)
        self._lay_out()
        self._take_kind(self.kind)
        self.go(0)
        self.settle()

    def draft(self) -> Draft:
        """Return the document as it stands on the page."""
        content: dict[str, Any] = {}
        if self._fields is not None:
            content = {"fields": self._fields.fields(), "rows": self._fields.rows()}
            frame = self._frame_form.frame() if self._frame_form is not None else {}
            if self._without:
                frame["without"] = sorted(self._without)
            content["document"] = frame
        level = self._level.currentData()
        return Draft(kind=self.kind, run=self._run, level=level, content=content)

    def go(self, place: int) -> None:
        """Show a step, from 0."""
        self._place = place
        self.steps.show_place(place)
        self._stack.setCurrentIndex(place)
        self.soft(self.desk.say("reports.soft", title=self._kinds[self.kind], number=place + 1))
        self._back.setVisible(place > 0)
        self.print.setVisible(place == LOOK)
        for number, each in enumerate(self._next):
            each.setVisible(number == place)
        if place >= LOOK:
            self.draw()
        self.arrange(self.desk.breadth)
        if self.isVisible():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def draw(self) -> None:
        """Have the pages drawn as they would be printed now."""
        self._asked += 1
        asked = self._asked
        dots = _SCREEN_DOTS * self.zoom.zoom / 100 * self.devicePixelRatioF()
        act.preview(self.desk, self.draft(), dots, lambda drawn: self._show_drawn(drawn, asked))

    def refresh(self) -> None:
        """Draw again what the store now says; offer the kinds that a pack brought or took along."""
        if (kinds := act.kinds(self.desk)) != self._kinds:
            self._kinds = kinds
            self._turn_to(self.kind if self.kind in kinds else next(iter(kinds)))
        elif self._place == LOOK:
            self.draw()
        elif self._place == SEND:
            self.sending.refresh()

    def flush(self) -> None:
        """Keep what was typed since the last time."""
        if not self._is_kept:
            self.save()

    def unsaved(self) -> bool:
        """Say whether something typed could not be kept."""
        return not self._is_kept

    def save(self) -> None:
        """Keep what was typed."""
        self._keeping.stop()
        if self._fields is not None:
            act.keep(self.desk, self.draft(), self._note_kept)

    def kept(self) -> object:
        """Return step, kind and what was typed."""
        return (self._place, self.kind, self.draft())

    def restore(self, kept: object) -> None:
        """Take them back."""
        if isinstance(kept, tuple):
            place, kind, draft = kept
            self._take_kind(kind, draft.content)
            self.go(place)

    def escape(self) -> bool:
        """Go one step back."""
        if self._place == 0:
            return False
        self.go(self._place - 1)
        return True

    def first_focus(self) -> QWidget:
        """Return what a step begins with."""
        if self._place == LOOK:
            return self.paper
        return (self._kind_box, self._level, self.paper, self.sending.place)[self._place]

    def regions(self) -> tuple[QWidget, ...]:
        """Return steps and the middle."""
        return (self.steps.steps[self._place], self.first_focus())

    def arrange(self, breadth: Breadth) -> None:
        """Put the parts under each other where the window is narrow."""
        ways, look = QBoxLayout.Direction, self.desk.look
        wide, narrow = breadth == Breadth.WIDE, breadth == Breadth.NARROW
        self._outer.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._inner.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        for part, width in ((self._left, _LEFT), (self._right, _RIGHT)):
            free = narrow or (part is self._right and not wide)
            part.setMinimumWidth(0 if free else look.px(width))
            part.setMaximumWidth(16777215 if free else look.px(width))
        self._right.setVisible(self._place == LOOK)
        self.paper.setMinimumHeight(look.px(180 if wide else 320))

    def _add_buttons(self) -> None:
        desk = self.desk
        self._back = desk.button("reports.back", self.escape, icon="arrow-left")
        self.print = desk.button("reports.print", self._print, icon="printer").hint("Ctrl+P")
        self.add_button(self._back)
        self.add_button(self.print)
        ahead = ("reports.next", "reports.show", "reports.save", "reports.write")
        self._next = [
            desk.button(
                key,
                self._write if number == SEND else lambda place=number + 1: self.go(place),  # type: ignore[misc]
                icon="file-export" if number == SEND else "arrow-right",
                primary=True,
            )
            for number, key in enumerate(ahead)
        ]
        for each in self._next:
            self.add_button(each)
        keys = QShortcut(QKeySequence("Ctrl+P"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._print)

    def _lay_out(self) -> None:
        desk = self.desk
        self._left, self._right = QWidget(), QWidget()
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        self._content, self._parts = self._scrolling("reports.content", 14, 10)
        options = [(desk.say(f"reports.for.{each}"), each) for each in LEVELS]
        level = desk.memory.text("report_level", LEVELS[-1])
        self._level = choice_field(desk, "reports.level", options, level, self._levelled)
        self._level.setMinimumContentsLength(8)
        self._level_help = desk.text(f"reports.level_help.{level}", Role.SMALL, desk.look.soft)
        said = Card(desk.look)
        inside = QVBoxLayout(said)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(7)
        inside.addWidget(desk.text("reports.level", Role.CARD))
        inside.addWidget(self._level)
        inside.addWidget(self._level_help)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        left.addWidget(self.steps)
        left.addWidget(said)
        left.addWidget(self._content, 1)
        left.addStretch(0)
        right.addWidget(self.before)
        right.addWidget(self.files)
        right.addStretch(1)
        right.addWidget(self.zoom)
        self.paper.turned.connect(self._turned)
        self._stack = QStackedWidget()
        first, self._first = self._scrolling(f"reports.step.{STEPS[0]}", 18, 14)
        second, self._second = self._scrolling(f"reports.step.{STEPS[1]}", 18, 14)
        self._stack.addWidget(first)
        self._stack.addWidget(second)
        self._stack.addWidget(self.paper)
        self._stack.addWidget(in_card(desk, self.sending))
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._inner = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._outer.setSpacing(14)
        self._inner.setSpacing(14)
        self._outer.addWidget(self._left)
        self._outer.addLayout(self._inner, 1)
        self._inner.addWidget(self._stack, 1)
        self._inner.addWidget(self._right)
        self.body.addLayout(self._outer, 1)

    def _scrolling(self, name: str, side: int, top: int) -> tuple[Card, QVBoxLayout]:
        """Return a card with a scrolling part on it, and the column inside; `name` is a key."""
        area = InnerScroll(self.desk.look, self.desk.say(name))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(8)
        area.hold(inner)
        card = Card(self.desk.look)
        around = QVBoxLayout(card)
        around.setContentsMargins(1, 4, 1, 4)
        around.addWidget(area)
        return card, column

    def _take_kind(self, kind: str, content: Any = None) -> None:
        """Show the forms of a kind, with what was typed into them before."""
        desk = self.desk
        self.kind = kind
        self._form = desk.house.reports.form(kind)
        typed = act.kept(desk, kind) if content is None else content
        frame = dict(typed.get("document", {}))
        self._without = set(frame.pop("without", ()))
        for column in (self._first, self._second, self._parts):
            empty(column)
        rows = Rows(desk)
        holder = QWidget()
        holder.setLayout(rows)
        kinds = [(name, each) for each, name in self._kinds.items()]
        self._kind_box = choice_field(desk, "reports.kind", kinds, kind, self._choose_kind)
        rows.add(desk.say("reports.kind"), self._kind_box)
        self._first.addWidget(holder)
        self._frame_form = self._fields = None
        if self._form is None:
            self._second.addWidget(self._run_choice())
        else:
            self._fields = FieldsForm(desk, self._form, typed, self._typed)
            self._second.addWidget(self._fields)
            if self._form.official:
                self._frame_form = FrameForm(desk, frame, self._typed)
                self._first.addWidget(self._frame_form)
        if self._frame_form is None:
            self._first.addWidget(desk.text("reports.no_frame", Role.BODY, desk.look.soft))
        self._first.addStretch(1)
        self._second.addStretch(1)
        self._show_parts()

    def _show_parts(self) -> None:
        parts = [each for each in self._form.parts if each.optional] if self._form else []
        self.boxes = {}
        if parts:
            self._parts.addWidget(self.desk.text("reports.content", Role.CARD))
        for each in parts:
            tick = Tick(each.title, self.desk.look, ticked=each.name not in self._without)
            tick.box.toggled.connect(lambda on, name=each.name: self._leave_out(name, on))
            self.boxes[each.name] = tick.box
            self._parts.addWidget(tick)
        self._parts.addStretch(1)
        self._content.setVisible(bool(parts))

    def _run_choice(self) -> QWidget:
        desk = self.desk
        holder = QWidget()
        rows = Rows(desk)
        holder.setLayout(rows)
        runs: Sequence[RunCard] = desk.house.checks.recent(_RUNS)
        options: list[tuple[str, object]] = [(desk.say("reports.latest"), _LATEST)]
        options += [
            (
                desk.say(
                    "reports.run",
                    moment=desk.words.moment(each.ended),
                    name=each.machine,
                    verdict=desk.say(f"common.verdict.{each.verdict}"),
                ),
                each.id,
            )
            for each in runs
        ]
        box = choice_field(desk, "reports.which_run", options, self._run, self._choose_run)
        box.setMinimumContentsLength(12)
        rows.add(desk.say("reports.which_run"), box)
        return holder

    def _choose_kind(self, kind: object) -> None:
        self.save()
        self.desk.memory.keep(report_kind=str(kind))
        QTimer.singleShot(0, self, lambda: self._turn_to(str(kind)))

    def _turn_to(self, kind: str) -> None:
        """Change the kind once its own list has closed."""
        self._run = _LATEST
        self._take_kind(kind)
        self.go(0)

    def _choose_run(self, run: object) -> None:
        self._run = str(run)

    def _levelled(self, level: object) -> None:
        self.desk.memory.keep(report_level=str(level))
        self._level_help.setText(self.desk.say(f"reports.level_help.{level}"))
        self.refresh()

    def _leave_out(self, name: str, on: bool) -> None:
        (self._without.discard if on else self._without.add)(name)
        self._typed()
        self.refresh()

    def _typed(self) -> None:
        self._is_kept = False
        self._keeping.start()

    def _note_kept(self, nothing: object) -> None:
        self._is_kept = not self._keeping.isActive()  # whoever types on is kept again

    def _zoomed(self, zoom: int) -> None:
        self.desk.memory.keep(report_zoom=zoom)
        self.draw()

    def _turned(self) -> None:
        self.zoom.show_page(self.paper.number, self.paper.count)

    def _show_drawn(self, drawn: Preview, asked: int) -> None:
        if asked == self._asked:
            self.paper.show_pages(drawn.pages, self.devicePixelRatioF())
            self.before.show_all(drawn.before)
            self.files.show_files(drawn.files)
            self._turned()

    def _print(self) -> None:
        act.choose_printer(self.desk, self, self.draft())

    def _write(self) -> None:
        self.save()
        folder = self.sending.place.text().strip()
        if folder:
            self.desk.memory.keep(report_folder=folder)
            act.save_to_send(self.desk, self.draft(), Path(folder).expanduser(), self._written)

    def _write_public(self) -> None:
        """Write the version that names nobody and no machine beside the other."""
        self._level.setCurrentIndex(self._level.findData(LEVELS[0]))
        self._levelled(LEVELS[0])
        self._write()

    def _written(self, sending: Sending) -> None:
        self.desk.tell(self.desk.say("reports.saved"))
        self.sending.show_written(sending)


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())

"""Making or changing a roster: title, days in both calendars, place, and its shifts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.roster import Role as DutyRole
from core.model.roster import Roster, RosterLine
from gui.desk import Desk
from gui.look import Role
from gui.widgets.forms import add_field, add_foot, form
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.text import Prose

_CALLED = (DutyRole.LEADER, DutyRole.STANDBY)
"""Roles whose people usually come when called."""


class RosterDialog(JudgedDialog):
    """Asks for everything of a roster but its people."""

    def __init__(self, desk: Desk, roster: Roster, parent: QWidget) -> None:
        """Begin with a roster, stored or proposed."""
        super().__init__(desk, parent)
        self._roster = roster
        is_new = roster.number == 0
        self.setWindowTitle(desk.say("roster.dialog.make" if is_new else "roster.dialog.change"))
        self.title, self.place = QLineEdit(roster.title), QLineEdit(roster.place)
        self.first, self.last = self._day_field(roster.first), self._day_field(roster.last)
        self.first_lunar = Prose("", desk.look, Role.BODY, desk.look.soft, wrap=False)
        self.last_lunar = Prose("", desk.look, Role.BODY, desk.look.soft, wrap=False)
        self.lines: list[LineRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        fields = form()
        add_field(desk, fields, "roster.dialog.title", self.title)
        for label, field, lunar in (
            ("roster.dialog.first", self.first, self.first_lunar),
            ("roster.dialog.last", self.last, self.last_lunar),
        ):
            both = QWidget()
            row = QHBoxLayout(both)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            row.addWidget(field)
            row.addWidget(lunar, 1)
            add_field(desk, fields, label, both)
            field.setAccessibleName(desk.say(label))
            field.dateChanged.connect(self._say_lunar)
        add_field(desk, fields, "roster.dialog.place", self.place)
        column.addLayout(fields)
        column.addWidget(desk.text("roster.dialog.lines", Role.NAME, wrap=False))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        for each in roster.lines:
            self._add_row(each)
        self.more = desk.link("roster.dialog.add_line", self.add_line)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        key = "roster.dialog.make" if is_new else "roster.dialog.save"
        self.yes = add_foot(desk, column, self, key)
        self._say_lunar()

    def roster(self) -> Roster:
        """Return what was entered."""
        return replace(
            self._roster,
            title=self.title.text().strip(),
            first=_iso(self.first.date()),
            last=_iso(self.last.date()),
            place=self.place.text().strip(),
            lines=tuple(each.line() for each in self.lines),
        )

    def add_line(self) -> None:
        """Add a shift at the end."""
        number = max((each.number for each in self.lines), default=0) + 1
        self._add_row(RosterLine(line=number, role=DutyRole.TECHNICIAN))
        self.lines[-1].role.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, line: RosterLine) -> None:
        row = LineRow(self._desk, line, self._drop)
        self.lines.append(row)
        self._rows.addWidget(row)

    def _drop(self, row: "LineRow") -> None:
        self.lines.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._allow()

    def _say_lunar(self, *_: object) -> None:
        for field, text in ((self.first, self.first_lunar), (self.last, self.last_lunar)):
            text.setText(self._desk.house.lunar(_day(field.date()), with_year=True))
        self._allow()

    def _allow(self) -> None:
        fits = self.first.date() <= self.last.date()
        self.yes.setEnabled(fits and bool(self.lines))

    def _day_field(self, day: str) -> QDateEdit:
        field = QDateEdit(QDate.fromString(day, Qt.DateFormat.ISODate))
        field.setFont(self._desk.look.font(Role.BODY))
        field.setDisplayFormat("dd/MM/yyyy")
        field.setDateRange(QDate(1901, 1, 1), QDate(2099, 12, 31))
        field.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        field.setMinimumSize(self._desk.look.px(120), self._desk.look.px(30))
        return field


class LineRow(QWidget):
    """One shift: for what, from when to when, whether its people come when called."""

    def __init__(self, desk: Desk, line: RosterLine, drop: Callable[["LineRow"], None]) -> None:
        """Begin with a line."""
        super().__init__()
        self.number = line.line
        self.role, self.title = QComboBox(), QLineEdit(line.title)
        for each in DutyRole:
            self.role.addItem(desk.say(f"roster.role.{each}"), each.value)
        self.role.setCurrentIndex(self.role.findData(line.role.value))
        self.title.setPlaceholderText(desk.say("roster.dialog.own_title"))
        self.title.setTextMargins(6, 0, 6, 0)
        self.starts, self.ends = _time_field(line.starts), _time_field(line.ends)
        self.on_call = QCheckBox(desk.say("roster.on_call"))
        self.on_call.setChecked(line.on_call)
        names = ("roster.dialog.role", "roster.dialog.own_title", "roster.dialog.starts",
                 "roster.dialog.ends", "roster.on_call")  # fmt: skip
        parts = (self.role, self.title, self.starts, self.ends, self.on_call)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, name in zip(parts, names, strict=True):
            part.setFont(desk.look.font(Role.BODY))
            part.setMinimumHeight(desk.look.px(30))
            part.setAccessibleName(desk.say(name))
            row.addWidget(part, 1 if part is self.title else 0)
        row.addWidget(desk.link("roster.dialog.drop_line", lambda: drop(self)))
        hint = self.title.fontMetrics().horizontalAdvance(self.title.placeholderText())
        self.title.setMinimumWidth(max(desk.look.px(150), hint + desk.look.px(24)))
        for field in (self.starts, self.ends):
            field.setMinimumWidth(desk.look.px(72))
        self.role.activated.connect(self._usual)

    def line(self) -> RosterLine:
        """Return what was entered."""
        return RosterLine(
            line=self.number,
            role=DutyRole(self.role.currentData()),
            title=self.title.text().strip(),
            starts=self.starts.time().toString("HH:mm"),
            ends=self.ends.time().toString("HH:mm"),
            on_call=self.on_call.isChecked(),
        )

    def _usual(self) -> None:
        self.on_call.setChecked(DutyRole(self.role.currentData()) in _CALLED)


def _time_field(time: str) -> QTimeEdit:
    field = QTimeEdit(QTime.fromString(time, "HH:mm"))
    field.setDisplayFormat("HH:mm")
    field.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
    field.lineEdit().setTextMargins(6, 0, 6, 0)
    return field


def _iso(day: QDate) -> str:
    return day.toString(Qt.DateFormat.ISODate)


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

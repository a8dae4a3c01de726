"""The cards beside the next steps: what could not be checked, and the newest duty entries."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from core.model.duty import Entry
from core.model.moments import day_of
from core.model.result import Finding, Result
from core.model.run import Run
from core.model.unknown import UnknownCode
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.models.entries import text_of
from gui.operations import findings as act
from gui.operations import runs as act_runs
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.text import OneLine, Prose

DUTY_LINES = 4


class UnreadCard(Card):
    """What could not be checked, each with its reason. Not known is never counted as pass."""

    def __init__(self, desk: Desk, run: Run, unread: Sequence[Finding]) -> None:
        """List findings without an answer."""
        super().__init__(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(8)
        column.addWidget(desk.text("overview.unread_title", Role.CARD))
        for finding in unread:
            column.addLayout(_unread_row(desk, finding))
        self._desk = desk
        self._refused = sum(each.reason == UnknownCode.NO_RIGHT for each in unread)
        self._more = QVBoxLayout()
        self._more.setSpacing(6)
        column.addLayout(self._more)
        if self._refused:
            desk.ask(desk.house.checks.can_raise, self._offer)
        column.addWidget(
            desk.link("overview.technician", lambda: act.ask_technician(desk, run, *unread))
        )
        column.addWidget(desk.text("overview.unknown_is_not_pass", Role.SMALL, desk.look.soft))

    def _offer(self, may_be_raised: bool) -> None:
        """Offer to read with an administrator's rights, where that is safe."""
        if may_be_raised:
            desk, count = self._desk, self._refused
            self._more.addWidget(desk.text("overview.unlock", Role.SMALL, count=count))
            raise_rights = desk.button(
                "overview.raise", lambda: act_runs.check_raised(desk, self), icon="key"
            )
            self._more.addWidget(raise_rights, 0, Qt.AlignmentFlag.AlignLeft)


def _unread_row(desk: Desk, finding: Finding) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(9)
    word = desk.say("common.result.unknown")
    row.addWidget(Shape(Result.UNKNOWN, word, desk.look, 17), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Prose(told.title(desk.words, finding.check), desk.look), 3)
    key = f"overview.reason.{finding.reason}"
    reason = desk.text(key, Role.SMALL, desk.look.soft)
    reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    reason.setToolTip(told.sentence(desk.words, finding, desk.now()))
    row.addWidget(reason, 2)
    return row


class DutyCard(Card):
    """The newest lines of the duty book."""

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        """Show entries, newest first, or that the book is empty."""
        super().__init__(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(desk.text("pages.duty_book.name", Role.CARD), 1)
        head.addWidget(
            desk.link(
                "overview.open_book",
                lambda: desk.turned.emit("duty_book"),
                icon="chevron-right",
            )
        )
        column.addLayout(head)
        if not entries:
            column.addWidget(desk.text("pages.duty_book.empty", Role.BODY, desk.look.soft))
        for entry in entries:
            column.addLayout(_duty_row(desk, entry))


def _duty_row(desk: Desk, entry: Entry) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(9)
    look = desk.look
    today = day_of(entry.at) == day_of(desk.now())
    shown = desk.words.time(entry.at) if today else desk.words.date(entry.at)
    time = Prose(shown, look, Role.SMALL, look.soft, wrap=False)
    time.setToolTip(desk.words.moment(entry.at))
    row.addWidget(time)
    kind = OneLine(desk.say(f"duty.kind.{entry.kind}.name"), look, Role.NAME)
    kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    row.addWidget(kind)
    row.addWidget(OneLine(text_of(entry, desk.words), look, Role.BODY, look.soft), 1)
    return row

"""Taking a data pack in: first what it would change and whose key it is, then the deed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.model.outcome import Result
from core.model.pack import PackOrigin, PackPreview
from gui.desk import Desk
from gui.look import Role
from gui.operations import packs as act
from gui.widgets.flow import empty
from gui.widgets.forms import add_field, add_foot, form
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.scroll import InnerScroll
from gui.widgets.text import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class PackDialog(JudgedDialog):
    """Nothing is taken in before its preview was shown; a refusal stands here with its reason.

    The fingerprint of a key that nobody confirmed is not shown: it is typed as it was heard, so
    that nobody can copy it from the screen instead of asking.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin with no file."""
        super().__init__(desk, parent)
        self._desk = desk
        self.file: Path | None = None
        self.seen: PackPreview | None = None
        self.setWindowTitle(desk.say("packs.bring.title"))
        self.setAcceptDrops(True)
        self.resize(desk.look.px(660), desk.look.px(520))
        self.name = desk.text("packs.bring.file", Role.NAME)
        self.choose = desk.button("packs.bring.choose", self._choose, icon="folder")
        self.state = desk.text("packs.bring.none", Role.BODY, desk.look.soft)
        self.fingerprint, self.owner = QLineEdit(), QLineEdit()
        self._lines = QVBoxLayout()
        self._asking = QWidget()
        self._lay_out()
        for field in (self.fingerprint, self.owner):
            field.textChanged.connect(self._allow)
        self._allow()
        self.choose.setFocus()

    def entered(self) -> tuple[Path, str, str]:
        """Return the file, the fingerprint as heard and from whom; both empty for a known key."""
        if self.file is None or self.seen is None:
            raise RuntimeError("nothing was previewed")
        return (self.file, *(("", "") if self.seen.key_is_known else self._heard()))

    def read_file(self, file: Path) -> None:
        """Show what a pack would change, or why it is refused."""
        self.file, self.seen = file, None
        self.name.setText(file.name)
        self.name.setToolTip(str(file))
        self.fingerprint.clear()
        self.refusal.hide()
        self._asking.hide()
        empty(self._lines)
        self._tell(self._desk.say("packs.bring.reading"), Role.BODY)
        self._allow()
        answers = (partial(self._seen, file), partial(self._unfit, file))
        act.preview(self._desk, file, *answers)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        places = event.mimeData().urls()
        if len(places) == 1 and places[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at a file that was dropped."""
        self.read_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _lay_out(self) -> None:
        desk = self._desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        column.addLayout(row)
        column.addWidget(self.state)
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(10)
        self._lines.setSpacing(6)
        body.addLayout(self._lines)
        body.addWidget(self._asking)
        body.addStretch(1)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 4)
        asking.setSpacing(8)
        asking.addWidget(desk.text("packs.bring.how"))
        fields = form()
        add_field(desk, fields, "packs.bring.fingerprint", self.fingerprint)
        add_field(desk, fields, "packs.bring.owner", self.owner)
        asking.addLayout(fields)
        area = InnerScroll(desk.look, desk.say("packs.bring.changes"))
        area.hold(inner)
        column.addWidget(area, 1)
        self.yes = add_foot(desk, column, self, "packs.bring.take")
        self._asking.hide()

    def _choose(self) -> None:
        act.choose_file(self._desk, self, self.read_file)

    def _is_about(self, file: Path) -> bool:
        """Say whether an answer is still wanted: another file may have been chosen meanwhile."""
        return isValid(self) and self.file == file

    def _unfit(self, file: Path, error: BaseException) -> None:
        if self._is_about(file):
            self._tell("", Role.BODY)
            self.refusal.tell(error)
            self.choose.setFocus()

    def _seen(self, file: Path, seen: PackPreview) -> None:
        if not self._is_about(file):
            return
        self.seen = seen
        self._tell(self._desk.say(f"packs.name.{seen.card.id}"), Role.CARD)
        self._say_dates(seen)
        self._say_names(seen)
        self._say_key(seen)
        self._asking.setVisible(not seen.key_is_known)
        self._allow()
        (self.yes if seen.key_is_known else self.fingerprint).setFocus()

    def _say_dates(self, seen: PackPreview) -> None:
        desk, new, old = self._desk, seen.card, seen.in_use
        whose = (
            desk.say("packs.bring.imported", issuer=old.issuer)
            if old.origin is PackOrigin.IMPORTED
            else desk.say("packs.bring.own")
        )
        ends, rows = desk.words.date(new.expires), seen.size
        self._say("new", date=new.date, version=new.version, text=ends, count=rows)
        rows = seen.size_before
        self._say("before", date=old.date, version=old.version, text=whose, count=rows)

    def _say_names(self, seen: PackPreview) -> None:
        if seen.added:
            self._say("added", names=seen.added, count=len(seen.added))
        if seen.gone:
            warn = self._desk.look.ink(Result.WARN).name()
            self._say("gone", ink=warn, names=seen.gone, count=len(seen.gone))
        if not (seen.added or seen.gone):
            self._say("same")

    def _say_key(self, seen: PackPreview) -> None:
        if seen.key_is_known:
            self._say("known", issuer=seen.card.issuer, text=seen.card.fingerprint).selectable()
        else:
            warn = self._desk.look.ink(Result.WARN).name()
            self._say("stranger", ink=warn, name=seen.names_itself)

    def _say(self, key: str, *, ink: str = "", **args: str | int | tuple[str, ...]) -> Prose:
        said = self._desk.say(f"packs.bring.{key}", **args)
        line = Prose(said, self._desk.look, Role.BODY, ink)
        self._lines.addWidget(line)
        return line

    def _tell(self, said: str, role: Role) -> None:
        look = self._desk.look
        self.state.setText(said)
        self.state.setFont(look.font(role))
        self.state.ink(look.soft if role is Role.BODY else look.text)

    def _heard(self) -> tuple[str, str]:
        return self.fingerprint.text().strip(), self.owner.text().strip()

    def _allow(self) -> None:
        known = self.seen is not None and self.seen.key_is_known
        self.yes.setEnabled(self.seen is not None and (known or all(self._heard())))

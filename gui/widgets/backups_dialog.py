"""The copies of the book: each verified when it is shown, one can be made, one put back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.model.backup import BackupCard
from gui.desk import Desk
from gui.look import Role
from gui.operations import backups as act
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.lists import dress_list

_CARD = Qt.ItemDataRole.UserRole + 1


class BackupsDialog(JudgedDialog):
    """Nothing is put back without a chosen copy that is whole, and a reason."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin to look at the copies."""
        super().__init__(desk, parent)
        self.setWindowTitle(desk.say("backup.title"))
        self.resize(desk.look.px(620), desk.look.px(440))
        self.list = QListWidget()
        dress_list(self.list, desk.look)
        self.list.setAccessibleName(desk.say("backup.title"))
        self.state = desk.text("backup.looking", Role.BODY, desk.look.soft)
        self.reason = QLineEdit()
        self.reason.setFont(desk.look.font(Role.BODY))
        self.reason.setTextMargins(6, 0, 6, 0)
        self.reason.setMinimumHeight(desk.look.px(30))
        self.reason.setAccessibleName(desk.say("backup.reason"))
        self.reason.setPlaceholderText(desk.say("backup.reason"))
        self.make = desk.button("backup.make", self._make, icon="database")
        self.restore = desk.button("backup.restore", self._restore, icon="history", primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        if desk.house.damage is not None:
            column.addWidget(desk.text("backup.damaged", Role.NAME, desk.look.fail))
        column.addWidget(self.state)
        column.addWidget(self.list, 1)
        column.addWidget(desk.text("backup.rule", Role.SMALL, desk.look.soft))
        column.addWidget(self.reason)
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(desk.button("window.close_panel", self.reject))
        foot.addWidget(self.restore)
        column.addLayout(foot)
        self.list.currentItemChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self._allow()
        self._look()

    def chosen(self) -> BackupCard | None:
        """Return the copy that is chosen."""
        item = self.list.currentItem()
        card = item.data(_CARD) if item else None
        return card if isinstance(card, BackupCard) else None

    def _look(self) -> None:
        act.read(self._desk, self._show, self._broke)

    def _show(self, cards: tuple[BackupCard, ...]) -> None:
        desk = self._desk
        self.list.clear()
        for each in cards:
            key = "backup.whole" if each.whole else "backup.broken"
            said = desk.words.say(key, {"from": each.at}, count=each.entries)
            item = QListWidgetItem(said)
            item.setData(_CARD, each)
            self.list.addItem(item)
        good = next((row for row, each in enumerate(cards) if each.whole), None)
        self._count()
        if good is not None:
            self.list.setCurrentRow(good)
        self._allow()

    def _count(self) -> None:
        count = self.list.count()
        self.state.setText(self._desk.say("backup.count" if count else "backup.none", count=count))

    def _make(self) -> None:
        self.refusal.hide()
        self.state.setText(self._desk.say("backup.making"))
        self.make.setEnabled(False)
        act.make(self._desk, self._made, self._broke)

    def _made(self, card: BackupCard) -> None:
        self._look()

    def _restore(self) -> None:
        card = self.chosen()
        if card is not None:
            self.refusal.hide()
            self.restore.setEnabled(False)
            reason = self.reason.text().strip()
            act.restore(self._desk, card.file, reason, self._restored, self._broke)

    def _restored(self) -> None:
        self._desk.tell(self._desk.say("backup.restored"))
        self.accept()

    def _broke(self, error: BaseException) -> None:
        """Let it be tried again, and tell why it was refused."""
        self._count()
        self._allow()
        self._refused(error)

    def _allow(self, *_: object) -> None:
        card = self.chosen()
        ready = card is not None and card.whole and bool(self.reason.text().strip())
        self.restore.setEnabled(ready)
        self.make.setEnabled(self._desk.house.damage is None)

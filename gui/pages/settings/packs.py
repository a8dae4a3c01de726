"""The data packs in use: of which day, from whom, and for which checks they have become old."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.model.change import Change, Kind
from core.model.outcome import Result
from core.model.pack import PackCard, PackOrigin, PackState, Reliance
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.operations import packs as act
from gui.widgets.badge import Badge
from gui.widgets.card import Rule
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_MARGINS = (26, 12, 26, 12)
_OF_REPORTS = "forms"
_REVOKED = "revoked"


class PacksPart(QWidget):
    """One part for each kind of pack; read when it is first seen, and after every change."""

    def __init__(self, desk: Desk) -> None:
        """Say that nothing is read yet."""
        super().__init__()
        self._desk = desk
        self._asked = False
        self._parts: list[_Pack] = []
        self.bring = desk.button(
            "packs.import", lambda: act.open_import(desk, self), icon="device-usb"
        )
        self.bring.setObjectName("import_pack")
        self.state = desk.text("packs.reading", Role.NAME)
        head = QVBoxLayout()
        head.setContentsMargins(*_MARGINS)
        head.setSpacing(8)
        head.addWidget(desk.text("packs.intro", Role.BODY, desk.look.soft))
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        line.addWidget(self.bring)
        head.addLayout(line)
        self._revoke = desk.link("packs.revoke.link", lambda: act.revoke(desk, self))
        self._revoke.setObjectName("revoke_key")
        self._revoke.hide()
        head.addWidget(self._revoke)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._rows)
        desk.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the packs when they are first looked at."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            act.look(self._desk, self._show, self._failed)

    def _changed(self, change: Change) -> None:
        if self._asked and {Kind.PACKS, Kind.SETTINGS} & change.kinds:
            act.look(self._desk, self._show, self._failed)

    def _failed(self, error: BaseException) -> None:
        """Say nothing of packs that could not be read; the panel above the page tells why."""
        if isValid(self):
            self.state.setText("")
        self._desk.trouble(error)

    def _show(self, packs: act.Packs) -> None:
        if not isValid(self):
            return
        cards, relying = packs
        focus = QApplication.focusWidget()
        rebuilt = focus is not None and any(each.isAncestorOf(focus) for each in self._parts)
        name = focus.objectName() if focus is not None and rebuilt else ""
        empty(self._rows)
        aside = {each.id: each for each in cards if not each.is_looked_up}
        used = [each for each in cards if each.is_looked_up]
        parts = [_Pack(self._desk, each, aside.get(each.id), relying) for each in used]
        parts.sort(key=lambda part: (not part.needs_a_look, part.name))
        self._parts = parts
        for part in parts:
            self._rows.addWidget(Rule(self._desk.look))
            self._rows.addWidget(part)
        self._sum_up(cards, sum(part.is_old for part in parts))
        if rebuilt:
            again = (part.findChild(QWidget, name) for part in parts)
            next((each for each in again if each is not None), self.bring).setFocus()

    def _sum_up(self, cards: tuple[PackCard, ...], old: int) -> None:
        imported = any(each.origin is PackOrigin.IMPORTED for each in cards)
        self._revoke.setVisible(imported)
        lines = [] if imported else [self._desk.say("packs.none_imported")]
        lines += [self._desk.say("packs.count_old", count=old)] if old else []
        self.state.setText(" ".join(lines))


class _Pack(QWidget):
    """One pack: what it is, how good it is, whose it is, what rests on it."""

    def __init__(
        self,
        desk: Desk,
        card: PackCard,
        other: PackCard | None,
        relying: Mapping[str, tuple[Reliance, ...]],
    ) -> None:
        """Show the pack in use, and what became of another one of its kind."""
        super().__init__()
        self._desk, self._card, self._other = desk, card, other
        self._served = relying.get(card.id, ())
        self._old = tuple(each for each in self._served if each.is_old)
        self.name = desk.say(f"packs.name.{card.id}")
        self.is_old = bool(self._old) or card.state is PackState.EXPIRED
        self.needs_a_look = self.is_old or self._is_lost()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_MARGINS)
        self._column.setSpacing(3)
        self._head()
        self._lines()
        imported = card if card.origin is PackOrigin.IMPORTED else other
        if imported is not None and imported.origin is PackOrigin.IMPORTED:
            link = desk.link("packs.use_own", lambda: act.use_own(desk, card.id))
            link.setObjectName(f"use_own_{card.id}")
            link.setAccessibleDescription(self.name)
            self._column.addWidget(link)

    def _head(self) -> None:
        desk = self._desk
        result, word = self._mark()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Prose(self.name, desk.look, Role.NAME), 1)
        badge = Badge(result, desk.say(f"packs.badge.{word}"), desk.look)
        row.addWidget(badge)
        self.setAccessibleName(f"{self.name}: {badge.accessibleName()}")
        self._column.addLayout(row)

    def _mark(self) -> tuple[Result, str]:
        if self._is_lost():
            return Result.UNKNOWN, "lost"
        if self._card.state is PackState.EXPIRED:
            return Result.WARN, "past"
        return (Result.WARN, "old") if self._old else (Result.PASS, "in_use")

    def _is_lost(self) -> bool:
        other = self._other
        return bool(other and other.problem and other.problem != _REVOKED)

    def _lines(self) -> None:
        desk, card = self._desk, self._card
        self._say(
            "packs.dates",
            date=card.date,
            ago=card.date,
            version=card.version,
            text=desk.words.date(card.expires),
        )
        if card.age_days < 0:
            self._say("packs.ahead", ink=desk.look.fail, date=card.date)
        if card.origin is PackOrigin.IMPORTED:
            key = desk.text("packs.signed", issuer=card.issuer, text=card.fingerprint)
            self._column.addWidget(key.selectable())
        else:
            self._say("packs.built_in", ink=desk.look.soft)
        self._say_served()
        self._say_old()
        self._say_other()

    def _say_served(self) -> None:
        soft = self._desk.look.soft
        if self._served:
            self._say("packs.serves", ink=soft, names=self._titles(self._served))
        else:
            none = "reports" if self._card.id == _OF_REPORTS else "none"
            self._say(f"packs.serves_{none}", ink=soft)

    def _say_old(self) -> None:
        warn = self._desk.look.ink(Result.WARN).name()
        if self._card.state is PackState.EXPIRED:
            if self._old:
                self._say("packs.past", ink=warn, names=self._titles(self._old))
            else:
                self._say("packs.past_silent", ink=warn)
        elif self._old:
            self._say(
                "packs.old",
                ink=warn,
                days=self._card.age_days,
                limit=max(each.most_days for each in self._old),
                names=self._titles(self._old),
            )

    def _say_other(self) -> None:
        desk, other = self._desk, self._other
        if other is None or other.origin is PackOrigin.BUILT_IN:
            return
        if other.state is PackState.REPLACED:
            self._say("packs.replaced", ink=desk.look.soft, version=other.version)
        elif other.problem == _REVOKED:
            self._say("packs.revoked", ink=desk.look.soft)
        else:
            why = desk.say(f"cli.pack.problem.{other.problem}")
            self._say("packs.lost", ink=desk.look.ink(Result.UNKNOWN).name(), text=why)

    def _titles(self, served: tuple[Reliance, ...]) -> tuple[str, ...]:
        words = self._desk.words
        return tuple(f"{told.title(words, each.check)} ({each.check})" for each in served)

    def _say(self, key: str, *, ink: str = "", **args: str | int | tuple[str, ...]) -> None:
        said = self._desk.say(key, **args)
        self._column.addWidget(Prose(said, self._desk.look, Role.BODY, ink))

"""Comparing: what is different on this machine since an earlier run, also since before Tết."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout

from core.words import say_difference
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.widgets.screen_dialog import ScreenDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.model.card import RunCard
    from core.model.difference import ChangedFinding, Comparison
    from core.model.result import Finding

_OFFERED = 60


class CompareDialog(ScreenDialog):
    """Shows the newest run beside an earlier one of the same machine."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Offer the earlier runs; the one before the holiday is named as such."""
        super().__init__(desk, parent)
        self._desk = desk
        self.setWindowTitle(desk.say("window.compare.title"))
        newest, *earlier = [each for each in desk.house.checks.recent(_OFFERED) if not each.partial]
        holiday = desk.house.checks.before_holiday(newest.machine)
        self.cards = [each for each in earlier if each.machine == newest.machine]
        if holiday is not None and holiday.id not in {each.id for each in self.cards}:
            self.cards.append(holiday)
        self.choice = QComboBox()
        self.choice.setFont(desk.look.font(Role.BODY))
        self.choice.setAccessibleName(desk.say("window.compare.with"))
        for card in self.cards:
            self.choice.addItem(self._label(card, holiday))
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setFont(desk.look.font(Role.BODY))
        self.text.setAccessibleName(desk.say("window.compare.title"))
        self.text.setOpenLinks(False)
        self._newest = newest
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._compare)
        self._compare(0)

    def _lay_out(self) -> None:
        desk = self._desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        row = QHBoxLayout()
        label = desk.text("window.compare.with", Role.NAME, wrap=False)
        label.setBuddy(self.choice)
        row.addWidget(label)
        row.addWidget(self.choice, 1)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(desk.button("buttons.close_plain", self.accept, primary=True))
        column.addLayout(foot)
        self.resize(desk.look.px(720), desk.look.px(460))

    def _label(self, card: RunCard, holiday: RunCard | None) -> str:
        key = "window.compare.before_tet" if holiday and card.id == holiday.id else "plain"
        moment = self._desk.words.moment(card.ended)
        verdict = self._desk.say(f"common.verdict.{card.verdict}")
        text = f"{moment} · {verdict}"
        return text if key == "plain" else self._desk.say(key, text=text)

    def _compare(self, place: int) -> None:
        if not self.cards:
            self.text.setPlainText(self._desk.say("window.compare.none"))
            return
        chosen, newest = self.cards[place].id, self._newest.id
        checks = self._desk.house.checks
        self._desk.ask(lambda: checks.compare_stored(chosen, newest), self._show)

    def _show(self, comparison: Comparison) -> None:
        self.text.setPlainText("\n".join(self._lines(comparison)))

    def _lines(self, comparison: Comparison) -> list[str]:
        words, desk = self._desk.words, self._desk
        lines = [desk.say("window.compare.machine")]
        lines += [f"  • {say_difference(words, each)}" for each in comparison.differences]
        if not comparison.differences:
            lines.append("  " + desk.say("window.compare.same"))
        if comparison.uncompared:
            names = tuple(desk.say(f"differences.of.{each}") for each in comparison.uncompared)
            lines.append("  " + words.say("differences.uncompared", names=names))
        lines += ["", desk.say("window.compare.checks")]
        lines += [f"  • {self._changed(each)}" for each in comparison.findings]
        if not comparison.findings:
            lines.append("  " + desk.say("window.compare.same"))
        return lines

    def _changed(self, changed: ChangedFinding) -> str:
        title = told.title(self._desk.words, changed.check)
        one, other = self._result(changed.before), self._result(changed.after)
        return f"{title} ({changed.check}): {one} → {other}"

    def _result(self, finding: Finding | None) -> str:
        if finding is None:
            return self._desk.say("common.no_value")
        return self._desk.say(f"common.result.{finding.result}")

"""Desk: what every page is handed — the house, the look, the workers, and the one change signal."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from core.model.errors import KnownError
from core.model.moments import to_text
from core.words import Words
from gui.icons import Icons
from gui.look import LIGHT, Look, Role
from gui.memory import Memory
from gui.widgets.buttons import Button, Link
from gui.widgets.text import Prose
from gui.worker import Errands, LongWork, Runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.house import House
    from core.model.card import RunCard
    from core.model.change import Change, Undo
    from core.model.result import Value
    from core.model.run import Run

T = TypeVar("T")


class Breadth(IntEnum):
    """How much room the window gives."""

    NARROW = 0
    MEDIUM = 1
    WIDE = 2


def still_there(act: Callable[..., object]) -> bool:
    """Say whether the part of the window that an answer was for has not been rebuilt since."""
    owner = getattr(act, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def present() -> str:
    """Return the moment it is (UTC, ISO)."""
    return to_text(datetime.now(UTC))


class Desk(QObject):
    """Handed to every page; holds no state of a page.

    `changed` carries a Change, `turned` the key of a page to show, `troubled` a KnownError,
    `broadened` the Breadth, `told` a notice that stands under the page head. `aged` comes every
    minute, for what tells how long ago something was.
    """

    changed = Signal(object)
    turned = Signal(str)
    troubled = Signal(object)
    broadened = Signal(object)
    told = Signal(str)
    undoable = Signal()
    aged = Signal()

    def __init__(self, house: House, memory: Memory, clock: Callable[[], str] = present) -> None:
        """Set the desk for a house; `clock` returns the present as ISO text."""
        super().__init__()
        self.house = house
        self.memory = memory
        self.now = clock
        self.look: Look = LIGHT
        self.icons = Icons(waits=True)
        self.runs = Runs(house, self)
        self.errands = Errands(self)
        self.work = LongWork(self)
        self.breadth = Breadth.WIDE
        self.undo: Undo | None = None
        self._painted = False
        self._later: list[Callable[[], object]] = []
        self._latest: list[Run | None] = []
        self._card: list[RunCard | None] = []
        self._lang = house.settings.read().lang
        self.runs.ended.connect(self._ran)
        self.runs.broke.connect(self.trouble)

    def later(self, act: Callable[[], object]) -> None:
        """Do something after the first paint, which must not wait; at once when that is over."""
        if self._painted:
            act()
        else:
            self._later.append(act)

    def painted(self) -> None:
        """Do what waited for the first paint."""
        self._painted = True
        self.icons.begin()
        waiting, self._later = self._later, []
        for act in waiting:
            act()

    def latest(self) -> Run | None:
        """Return the last whole run; read once until something changes."""
        if not self._latest:
            self._latest.append(self.house.checks.latest())
        return self._latest[0]

    def card(self) -> RunCard | None:
        """Return what the last whole run came to; the first paint has no time for the run."""
        if not self._card:
            self._card.append(self.house.checks.latest_card())
        return self._card[0]

    @property
    def words(self) -> Words:
        """Return the words of the present language."""
        return self.house.words

    def say(self, key: str, **args: Value) -> str:
        """Return a sentence in the present language."""
        return self.words.say(key, args, now=self.now())

    def text(
        self, key: str, role: Role = Role.BODY, ink: str = "", *, wrap: bool = True, **args: Value
    ) -> Prose:
        """Return a sentence as a label."""
        return Prose(self.say(key, **args), self.look, role, ink, wrap=wrap)

    def button(
        self, key: str, act: Callable[[], object], *, icon: str = "", primary: bool = False
    ) -> Button:
        """Return a button that does something."""
        button = Button(self.say(key), self.look, self.icons, icon=icon, primary=primary)
        button.clicked.connect(lambda: act())
        return button

    def link(self, key: str, act: Callable[[], object], *, icon: str = "", **args: Value) -> Link:
        """Return a link that does something."""
        link = Link(self.say(key, **args), self.look, self.icons, icon=icon)
        link.clicked.connect(lambda: act())
        return link

    def do(
        self,
        verb: Callable[[], Change],
        then: Callable[[], object] = lambda: None,
        *,
        once: str = "",
    ) -> None:
        """Have a verb of the house done in its turn; then tell every page what changed.

        `once` names what a second press does not do again: see `Errands.send`.
        """

        def done(change: Change) -> None:
            self.note(change)
            if still_there(then):
                then()

        self.errands.send(verb, done, self.trouble, once)

    def ask(self, question: Callable[[], T], then: Callable[[T], object]) -> None:
        """Have a question answered in its turn, and take the answer."""

        def done(answer: T) -> None:
            if still_there(then):
                then(answer)

        self.errands.send(question, done, self.trouble)

    def note(self, change: Change) -> None:
        """Remember how to take a change back, and tell every page."""
        self.undo = change.undo
        self._forget()
        self.undoable.emit()
        self.changed.emit(change)

    def follow(self, change: Change) -> None:
        """Tell every page of what another program, or time itself, has changed."""
        self._forget()
        self.changed.emit(change)

    def take_back(self) -> None:
        """Undo the last change that can be undone."""
        if self.undo is not None:
            act, self.undo = self.undo.act, None
            self.do(act)

    def tell(self, text: str) -> None:
        """Show a notice under the page head, until the next action."""
        self.told.emit(text)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def trouble(self, error: BaseException) -> None:
        """Show what the user can mend; let anything else reach the hook for faults."""
        if not isinstance(error, KnownError):
            raise error
        self.troubled.emit(error)

    def spread(self, breadth: Breadth) -> None:
        """Tell every page how much room there is now."""
        if breadth != self.breadth:
            self.breadth = breadth
            self.broadened.emit(breadth)

    def _forget(self) -> None:
        self._latest.clear()
        self._card.clear()
        self._follow_language()

    def _follow_language(self) -> None:
        """Speak the language of the settings once it is changed there."""
        lang = self.house.settings.read().lang
        if lang != self._lang:
            self._lang = lang
            self.house.words = Words(lang)

    def _ran(self, run: Run, change: Change) -> None:
        self.note(change)

"""Words: every sentence the program says, by key and language, from resources/words.

Replacement is done here and never by `str.format`: a text that came from outside could reach into
objects. A value is never scanned for placeholders again.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.model.moments import VIETNAM, day_of, days_between, from_text, to_text

if TYPE_CHECKING:
    from core.model.difference import Difference
    from core.model.result import Finding, Value

T = TypeVar("T")

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "words"

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([^{}/]*)/([^{}/]*))?\}")
_PLAIN_NUMBERS = frozenset(("seq", "first", "last", "line"))
_DATES = frozenset(("date", "from_date", "release_date", "pack_date", "today"))
_MOMENTS = frozenset(("t0", "from", "to", "due", "due_report", "old", "new"))
_SPANS = frozenset(("duration", "left", "left_report"))
_FOLDERS = frozenset(("checks", "cli"))
"""Names whose second part may have a file of its own: a command reads its own words only."""

_LISTED, _LISTED_WHOLE = 3, 30
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_BEFORE_MONTHS = 60
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_ONLY_DAYS = 5

Leaf = str | list[str]
Tree = dict[str, "Leaf | Tree"]


def visible(text: str) -> str:
    """Return text with control, direction and other invisible marks written as `[U+202E]`."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(_seen(each) for each in plain)


def _seen(mark: str) -> str:
    hidden = mark != "\n" and unicodedata.category(mark) in ("Cc", "Cf", "Cs")
    return f"[U+{ord(mark):04X}]" if hidden else mark


def fold(text: str) -> str:
    """Return text without marks and case, `đ` as `d`, for searching as people type."""
    spread = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(each for each in spread if not unicodedata.combining(each))
    return bare.replace("đ", "d").replace("ð", "d")


class Words:
    """The words of one language. Files are read when first asked for."""

    def __init__(self, lang: str, folder: Path = FOLDER) -> None:
        """Choose a language of LANGUAGES; `folder` holds one folder for each."""
        if lang not in LANGUAGES:
            raise ValueError(f"no words in {lang!r}")
        self.lang = lang
        self._folder = folder
        self._trees: dict[tuple[str, str], Tree] = {}

    def with_own(self, name: str, own: Mapping[str, Leaf | Tree]) -> Words:
        """Return these words where those of one file are joined by others, which win."""
        joined = Words(self.lang, self._folder)
        joined._trees[self.lang, name] = _joined(self._tree(self.lang, name), own)
        return joined

    def has(self, key: str) -> bool:
        """Say whether a key exists."""
        return self._find(self.lang, key) is not None

    def say(
        self,
        key: str,
        args: Mapping[str, Value] | None = None,
        /,
        *,
        now: str | None = None,
        **more: Value,
    ) -> str:
        """Return the sentence of a key with its arguments written in this language.

        `now` (ISO) is what `{ago}` counts from; KeyError when the key or an argument is missing.
        """
        leaf = self._find(self.lang, key)
        if not isinstance(leaf, str):
            raise KeyError(key)
        return self._fill(key, leaf, {**(args or {}), **more}, now)

    def name(self, key: str, code: str) -> str:
        """Return the words for a thing by its key, or its code where a newer version named it."""
        return self.say(key) if self.has(key) else visible(code)

    def steps(
        self, key: str, args: Mapping[str, Value] | None = None, /, **more: Value
    ) -> tuple[str, ...]:
        """Return the steps of a key, empty when there are none."""
        leaf = self._find(self.lang, key)
        if leaf is None:
            return ()
        if not isinstance(leaf, list):
            raise KeyError(key)
        values = {**(args or {}), **more}
        return tuple(self._fill(key, each, values, None) for each in leaf)

    def number(self, value: int) -> str:
        """Write a count with the language's thousands mark."""
        text = f"{value:,}"
        return text.replace(",", ".") if self.lang == "vi" else text

    def date(self, text: str) -> str:
        """Write the day of an ISO moment: `05/01/2027`, in English `5 Jan 2027`."""
        day = day_of(text)
        if self.lang == "vi":
            return day.strftime("%d/%m/%Y")
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def time(self, text: str) -> str:
        """Write the time of day in Vietnam: `09:00`."""
        return from_text(text).astimezone(VIETNAM).strftime("%H:%M")

    def moment(self, text: str) -> str:
        """Write time and day together."""
        return self.say("common.moment", time=text, date=text)

    def weekday(self, text: str) -> str:
        """Write the weekday of an ISO moment in full."""
        return self.say(f"common.weekday.{day_of(text).isoweekday()}")

    def span(self, seconds: int) -> str:
        """Write a duration: `41 giây`, `1 phút 20 giây`, `2 giờ 05 phút`, `54 ngày`.

        Days stand alone from the fifth on: the deadlines of 72 hours are counted in hours.
        """
        if seconds < 1:
            return self.say("common.span.moment")
        minutes, rest = divmod(seconds, _MINUTE)
        if seconds < _MINUTE:
            return self.say("common.span.seconds", number=str(seconds))
        if seconds < _HOUR and not rest:
            return self.say("common.span.whole_minutes", number=str(minutes))
        if seconds < _HOUR:
            return self.say("common.span.minutes", number=str(minutes), rest=f"{rest:02}")
        if seconds >= _ONLY_DAYS * _DAY:
            return self.say("common.span.days", count=seconds // _DAY)
        hours, minutes = divmod(minutes, 60)
        return self.say("common.span.hours", number=str(hours), rest=f"{minutes:02}")

    def ago(self, text: str, now: str) -> str:
        """Write how long ago a moment was, in calendar days of Vietnam; a date alone as days."""
        days = days_between(text, now)
        past = (from_text(now) - from_text(text)).total_seconds()
        if days < 0 or (past < -_MINUTE and "T" in text):
            return self.say("common.ago.future", date=text)
        if days == 0:
            return self._ago_today(text, past)
        if days == 1:
            return self.say("common.ago.yesterday")
        if days < _DAYS_BEFORE_MONTHS:
            return self.say("common.ago.days", days=days)
        return self.say("common.ago.months", count=round(days / 30.44))

    def listed(self, names: tuple[str, ...], most: int = _LISTED) -> str:
        """Write a list: three names, then how many more."""
        shown = ", ".join(visible(each) for each in names[:most])
        if len(names) <= most:
            return shown
        return self.say("common.and_more", text=shown, count=len(names) - most)

    def _ago_today(self, text: str, past: float) -> str:
        if "T" not in text:
            return self.say("common.ago.today")
        if past < _MINUTE:
            return self.say("common.ago.now")
        if past < _HOUR:
            return self.say("common.ago.minutes", count=int(past // _MINUTE))
        return self.say("common.ago.hours", count=int(past // _HOUR))

    def _find(self, lang: str, key: str) -> Leaf | Tree | None:
        parts = key.split(".")
        name, rest = parts[0], parts[1:]
        own = self._tree(lang, f"{name}/{rest[0]}") if name in _FOLDERS and rest else {}
        node: Leaf | Tree | None = own or self._tree(lang, name)
        rest = rest[1:] if own else rest
        for part in rest:
            node = node.get(part) if isinstance(node, dict) else None
        return node

    def _tree(self, lang: str, name: str) -> Tree:
        tree = self._trees.get((lang, name))
        if tree is None:
            path = self._folder / lang / f"{name}.toml"
            tree = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
            self._trees[lang, name] = tree
        return tree

    def _fill(self, key: str, leaf: str, args: Mapping[str, Value], now: str | None) -> str:
        def write(match: re.Match[str]) -> str:
            name, one, other = match.groups()
            if name.startswith("menu_"):
                return self._menu(name)
            value = args[name]
            text = self._write(key, name, value, now)
            if one is None:
                return text
            return f"{text} {one if value == 1 else other}"

        return _PLACEHOLDER.sub(write, leaf)

    def _write(self, key: str, name: str, value: Value, now: str | None) -> str:
        if name == "profile":
            return self._profile(key, value)
        if isinstance(value, tuple) and name == "missing":  # all of them have to be filled in
            return self.listed(tuple(f"“{each}”" for each in value), _LISTED_WHOLE)
        if isinstance(value, tuple):
            return self.listed(value)
        if name in _SPANS:
            return self.span(int(value))
        if isinstance(value, int):
            return str(value) if name in _PLAIN_NUMBERS else self.number(value)
        return self._write_text(name, value, now)

    def _write_text(self, name: str, value: str, now: str | None) -> str:
        if name in _DATES:
            return self.date(value)
        if name == "time":
            return self.time(value)
        if name in _MOMENTS and value[:1].isdigit():
            return self.moment(value)
        if name == "ago":
            return self.ago(value, now or _present())
        return visible(value)

    def _profile(self, key: str, value: Value) -> str:
        check = ".".join(key.split(".")[:2])
        names = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(self.say(f"{check}.profile.{name}") for name in names)

    def _menu(self, name: str) -> str:
        """Name a place of Windows itself, in both languages: which one it speaks is not known."""
        own, other = (self._menu_in(lang, name) for lang in self._both())
        return own if own == other else f"{own} ({other})"

    def _both(self) -> tuple[str, str]:
        return ("vi", "en") if self.lang == "vi" else ("en", "vi")

    def _menu_in(self, lang: str, name: str) -> str:
        leaf = self._find(lang, f"menus.{name}")
        if not isinstance(leaf, str):
            raise KeyError(name)
        return leaf


def _joined(tree: Tree, own: Mapping[str, Leaf | Tree]) -> Tree:
    found = dict(tree)
    for key, each in own.items():
        below = tree.get(key)
        if isinstance(each, dict) and isinstance(below, dict):
            found[key] = _joined(below, each)
        else:
            found[key] = each
    return found


def _present() -> str:
    from datetime import UTC, datetime

    return to_text(datetime.now(UTC))


UNTOLD = "…"
"""Stands where a sentence wants an argument that an old run does not hold."""


def say_title(words: Words, check: str) -> str:
    """Say the title of a check; its id for one that this version does not know."""
    key = f"checks.{check}.title"
    return words.say(key) if words.has(key) else check


def say_finding(words: Words, finding: Finding, now: str) -> str:
    """Say what a check found; `now` (ISO) is what times ago are counted from.

    An unknown without a sentence of its own says the shared one of its case, else of its reason.
    Never fails on an old run.
    """
    own = f"checks.{finding.check}.{finding.message.key}"
    case = finding.message.key.partition(".")[2]
    shared = (f"reasons.{case}", f"reasons.{finding.reason}") if finding.reason else ()
    key = _first_known(words, own, *shared)
    if key is None:
        return words.say("common.no_sentence", key=finding.message.key)
    return _filled(finding.message.args, lambda args: words.say(key, args, now=now))


def say_difference(words: Words, difference: Difference) -> str:
    """Say what came, went or changed between two runs."""
    subject, case = difference.subject, difference.kind
    args = {"name": difference.name, "before": difference.before, "after": difference.after}
    for side in ("before", "after"):
        state = f"differences.state.{args[side]}"
        if subject == "antivirus" and words.has(state):
            args[side] = words.say(state)
    return words.say(f"differences.{subject}.{case}", args)


def say_next(words: Words, finding: Finding) -> str:
    """Say what to do next: the sentence of the case, else the check's usual one, else nothing."""
    table = f"checks.{finding.check}.next"
    case = finding.message.key.partition(".")[2]
    key = _first_known(words, f"{table}.{case}", f"{table}.default")
    if key is None:
        return ""
    return _filled(finding.message.args, lambda args: words.say(key, args))


def say_steps(
    words: Words, finding: Finding, params: Mapping[str, Value] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the steps of a finding's remedies by who does them (`clerk`, `technician`).

    `params` are the limits of the check in this run; a step may name one.
    """
    args = {**(params or {}), **finding.message.args}
    found = {}
    for remedy in finding.remediation:
        write = partial(words.steps, f"checks.{finding.check}.{remedy}")
        if steps := _filled(args, write):
            found[remedy.rpartition(".")[2]] = steps
    return found


def _first_known(words: Words, *keys: str) -> str | None:
    return next((key for key in keys if words.has(key)), None)


def _filled(args: Mapping[str, Value], write: Callable[[Mapping[str, Value]], T]) -> T:
    """Write a text; an argument that is missing becomes UNTOLD instead of an error."""
    filled = dict(args)
    while True:
        try:
            return write(filled)
        except KeyError as error:
            name = str(error.args[0])
            if name in filled:
                raise
            filled[name] = UNTOLD

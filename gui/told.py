"""Told: what a finding and its evidence say on the screen, each part by its key."""

import re

from core.model.moments import day_of
from core.model.result import Evidence, Finding, Result, Value
from core.model.run import Run
from core.words import Words, say_finding, say_next, say_steps

OPEN = (Result.FAIL, Result.WARN)
"""Results that ask for something to be done."""

CLERK, TECHNICIAN = "clerk", "technician"

_NAMES_IN_NUMBERS = ("build", "revision", "sku")
"""Facts whose numbers name a thing: nobody counts them, so they have no thousands."""

_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")
_UNREAD = re.compile(r"unknown: ([a-z_]+)(?: \((.*)\))?", re.DOTALL)
"""How checks write down that a fact was not read: the reason, and its detail if there is one."""
_MOMENT_LENGTH = len("2027-01-05T02:00:00Z")


def title(words: Words, check: str) -> str:
    """Return the title of a check; its id when this version has no words for it."""
    key = f"checks.{check}.title"
    return words.say(key) if words.has(key) else check


def sentence(words: Words, finding: Finding, now: str) -> str:
    """Return what was found; the result alone when this version has no words for it."""
    if not words.has(f"checks.{finding.check}.title"):
        return words.say(f"common.result.{finding.result}")
    return say_finding(words, finding, now)


def why(words: Words, check: str) -> str:
    """Return why a check matters; empty when this version has no words for it."""
    key = f"checks.{check}.why"
    return words.say(key) if words.has(key) else ""


def why_first(words: Words, check: str) -> str:
    """Return the first of the two sentences that say why a check matters."""
    first, stop, _ = why(words, check).partition(". ")
    return f"{first}." if stop else first


def next_step(words: Words, finding: Finding) -> str:
    """Return the one thing to do next; empty when this version has no words for it."""
    if not words.has(f"checks.{finding.check}.next.default"):
        return ""
    return say_next(words, finding)


def steps_for(words: Words, finding: Finding, reader: str) -> tuple[str, ...]:
    """Return the steps for CLERK or TECHNICIAN; empty when there are none for that reader."""
    found = dict(say_steps(words, finding))
    return found.get(reader, ())


def numbered(steps: tuple[str, ...]) -> str:
    """Return steps as lines with their numbers; a single one without."""
    if len(steps) == 1:
        return steps[0]
    return "\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1))


def how(words: Words, finding: Finding) -> str:
    """Return what the person at the desk can do; else that it takes the technician."""
    steps = steps_for(words, finding, CLERK)
    if steps:
        return numbered(steps)
    first = next_step(words, finding)
    return " ".join(each for each in (first, words.say("overview.takes_technician")) if each)


def for_technician(words: Words, run: Run, finding: Finding, now: str) -> str:
    """Return a text to send to the technician: which machine, which check, what was found."""
    return words.say(
        "overview.ask_technician",
        now=now,
        asset=run.asset.name,
        unit=run.unit or words.say("common.no_value"),
        title=title(words, finding.check),
        id=finding.check,
        message=sentence(words, finding, now),
        time=run.ended,
        date=run.ended,
    )


def reading(words: Words, one: Evidence) -> str:
    """Return the value of a piece of evidence; a state that a reader names, in words."""
    if one.what in _NAMES_IN_NUMBERS:
        return str(one.value)
    state = f"evidence.state.{one.what.partition(':')[0]}.{one.value}"
    return words.say(state) if words.has(state) else value(words, one.value)


def value(words: Words, one: Value) -> str:
    """Return a value of evidence as the reader writes it."""
    if isinstance(one, bool):
        return words.say(f"evidence.truth.{'yes' if one else 'no'}")
    if isinstance(one, int):
        return words.number(one)
    if isinstance(one, tuple):
        return words.listed(tuple(_date(words, each) for each in one)) or words.say(
            "common.no_value"
        )
    if not one:
        return words.say("common.no_value")
    if (unread := _UNREAD.fullmatch(one)) and words.has(f"overview.reason.{unread[1]}"):
        reason = words.say(f"overview.reason.{unread[1]}")
        key = "evidence.unread_so" if unread[2] else "evidence.unread"
        return words.say(key, reason=reason, text=unread[2] or "")
    dated = _date(words, one)
    return dated if dated != one else words.say("evidence.plain", text=one)


def _date(words: Words, text: str) -> str:
    """Return a day or a moment as the reader writes it, any other text as it is."""
    try:
        if _is_day(text):
            return words.date(text)
        return words.moment(text) if _is_moment(text) else text
    except ValueError:  # it only looks like one
        return text


def typed_day(moment: str) -> str:
    """Write the day of an ISO moment or date as people type it, whatever the language."""
    return day_of(moment).strftime("%d/%m/%Y")


def label(words: Words, one: Evidence) -> str:
    """Return what a piece of evidence is about: a fact's name in words, and of whom."""
    field, _, subject = one.what.partition(":")
    key = f"evidence.what.{field}"
    name = words.say(key) if words.has(key) else field
    return words.say("evidence.of", name=name, text=subject) if subject else name


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def _is_moment(text: str) -> bool:
    return len(text) >= _MOMENT_LENGTH and text[10] == "T" and _is_day(text[:10])

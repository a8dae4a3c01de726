"""What a finding says in words: its sentence, its advice, its remedies. Never fails on old runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from core.model.result import Finding, Value
from core.words import Words

UNTOLD = "…"
"""Stands where a sentence wants an argument that the run does not hold."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Steps for one reader: `clerk` at the machine, or `technician`."""

    who: str
    steps: tuple[str, ...]


def title_of(finding: Finding, words: Words) -> str:
    """Return `Tường lửa (NET-501)`; the id alone for a check that this version does not know."""
    key = f"checks.{finding.check}.title"
    if not words.has(key):
        return finding.check
    return words.say("report.finding.named", title=words.say(key), id=finding.check)


def sentence_of(finding: Finding, words: Words, now: str) -> str:
    """Return what was seen. `unknown.<reason>` falls back to the general reason.

    `now` (ISO) is what times ago are counted from.
    """
    key = _first_known(words, f"checks.{finding.check}.{finding.message.key}", _reason(finding))
    if key is None:
        return words.say("report.finding.no_sentence", key=finding.message.key)
    return _filled(finding.message.args, lambda args: words.say(key, args, now=now))


def advice_of(finding: Finding, words: Words) -> str:
    """Return the next step in one sentence: that of the case, else the check's own; or nothing."""
    table = f"checks.{finding.check}.next"
    case = finding.message.key.partition(".")[2]
    key = _first_known(words, f"{table}.{case}", f"{table}.default")
    if key is None:
        return ""
    return _filled(finding.message.args, lambda args: words.say(key, args))


def remedies_of(finding: Finding, words: Words, params: Mapping[str, Value]) -> tuple[Remedy, ...]:
    """Return the remedies that have steps, with code between quotation marks.

    `params` are the limits of the check in this run; a step may name one.
    """
    args = {**params, **finding.message.args}
    remedies = []
    for name in finding.remediation:
        write = partial(words.steps, f"checks.{finding.check}.{name}")
        steps = _filled(args, write)
        if steps:
            remedies.append(Remedy(who=name.rpartition(".")[2], steps=_quoted(steps)))
    return tuple(remedies)


def _reason(finding: Finding) -> str:
    return f"reasons.{finding.reason}" if finding.reason else ""


def _first_known(words: Words, *keys: str) -> str | None:
    return next((key for key in keys if key and words.has(key)), None)


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


def _quoted(steps: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_without_ticks(each) for each in steps)


def _without_ticks(text: str) -> str:
    parts = text.split("`")
    marks = ("“", "”")
    return parts[0] + "".join(marks[index % 2] + part for index, part in enumerate(parts[1:]))

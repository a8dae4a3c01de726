"""How checks say what they found: judgements from a case, arguments and evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from core.model.facts import Facts, FactSet
from core.model.result import Evidence, Judgement, Message, Result, Value
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts

_NEEDED = {
    UnknownCode.TIMED_OUT: "seconds",
    UnknownCode.SERVICE_OFF: "service",
    UnknownCode.NOT_SUPPORTED: "edition",
    UnknownCode.STALE: "days",
    UnknownCode.NEWER_THAN_DATA: "date",
}
"""What the shared sentence of a reason must be told; without it the `_unsaid` one is said."""

NOTHING: Mapping[UnknownCode, bool] = {}

_LIMIT = re.compile(r"(?:.*\bwithin )?(\d{1,4})(?:\.\d+)?(?: s)?")


def passed(case: str, evidence: Iterable[Evidence], **args: Value) -> Judgement:
    """Return a pass with the sentence of this case."""
    return _say(Result.PASS, case, evidence, args)


def warned(case: str, evidence: Iterable[Evidence], **args: Value) -> Judgement:
    """Return a warning with the sentence of this case."""
    return _say(Result.WARN, case, evidence, args)


def failed(case: str, evidence: Iterable[Evidence], **args: Value) -> Judgement:
    """Return a fail with the sentence of this case."""
    return _say(Result.FAIL, case, evidence, args)


def not_applicable(case: str, evidence: Iterable[Evidence], **args: Value) -> Judgement:
    """Return that the check has nothing to judge here."""
    return _say(Result.NOT_APPLICABLE, case, evidence, args)


def unclear(
    case: str, reason: UnknownCode, evidence: Iterable[Evidence], **args: Value
) -> Judgement:
    """Return an unknown with a sentence of the check's own."""
    return _say(Result.UNKNOWN, case, evidence, args, reason)


def not_known(
    unread: Unknown,
    evidence: Iterable[Evidence],
    *,
    own: Mapping[UnknownCode, bool] = NOTHING,
    told: Mapping[str, Value] | None = None,
) -> Judgement:
    """Return that an unread fact keeps the check from an answer.

    `own` names the reasons for which the check has a sentence of its own, and whether it fits this
    machine. For the others the shared sentence is said; where it needs a value (how many seconds,
    which service) that is not among those `told`, or where the check's own sentence speaks of
    another machine, `<reason>_unsaid` is said, which names nothing.
    """
    code = unread.code
    args = {**_told(unread), **(told or {})}
    complete = own.get(code, code not in _NEEDED or _NEEDED[code] in args)
    return unclear(code if complete else f"{code}_unsaid", code, evidence, **args)


def worst(parts: Iterable[Judgement], mild: Iterable[Judgement] = ()) -> Judgement:
    """Return the judgement that stands for all, with the evidence of all; at least one is needed.

    A fail stands whatever else was not read. An unread part could hide a fail, so it outweighs a
    warning, unless it is among `mild`: those could at worst warn, and outweigh a pass only. Among
    equals the first one speaks.
    """
    parts, mild = tuple(parts), tuple(mild)
    ranked = [(_rank(each, 1), each) for each in parts] + [(_rank(each, 3), each) for each in mild]
    chosen = min(ranked, key=lambda each: each[0])[1]
    evidence = chain(chosen.evidence, *(each.evidence for _, each in ranked))
    return Judgement(
        result=chosen.result,
        message=chosen.message,
        evidence=tuple(dict.fromkeys(evidence)),
        reason=chosen.reason,
    )


def seen(facts: Facts, *names: str) -> tuple[Evidence, ...]:
    """Return what was read into fields of facts; an unread field tells why it was not."""
    return tuple(
        Evidence(
            what=name,
            value=_shown(getattr(facts, name)),
            source=facts.origin.source(name),
            read_at=facts.origin.at,
        )
        for name in names
    )


def seen_of(
    facts: Facts, collection: str, subject: str, item: object, *names: str
) -> tuple[Evidence, ...]:
    """Return what was read of one of several subjects, such as an account in `accounts`."""
    return tuple(
        Evidence(
            what=f"{name}:{subject}",
            value=_shown(getattr(item, name)),
            source=_source_of(facts, collection, subject, name),
            read_at=facts.origin.at,
        )
        for name in names
    )


def edition(facts: FactSet) -> dict[str, Value]:
    """Return the name of the operating system as an argument, nothing when it was not read."""
    name = facts.of(MachineFacts).os_name
    return {} if isinstance(name, Unknown) or not name else {"edition": name}


def is_windows(facts: FactSet) -> bool:
    """Say whether this is known to be Windows, so that what only Linux has does not matter."""
    return facts.of(MachineFacts).os == "windows"


def _say(
    result: Result,
    case: str,
    evidence: Iterable[Evidence],
    args: dict[str, Value],
    reason: UnknownCode | None = None,
) -> Judgement:
    return Judgement(
        result=result,
        message=Message(f"{result}.{case}", args),
        evidence=tuple(evidence),
        reason=reason,
    )


def _told(unread: Unknown) -> dict[str, Value]:
    """Return what the detail of a time-out tells: its seconds, as the engine writes them."""
    limit = _LIMIT.fullmatch(unread.detail) if unread.code is UnknownCode.TIMED_OUT else None
    return {"seconds": max(1, int(limit.group(1)))} if limit else {}


def _rank(judgement: Judgement, unknown: int) -> int:
    ranks = {Result.FAIL: 0, Result.UNKNOWN: unknown, Result.WARN: 2, Result.PASS: 4}
    return ranks.get(judgement.result, 5)


def _source_of(facts: Facts, collection: str, subject: str, name: str) -> str:
    sources = facts.origin.sources
    finest = (f"{name}:{subject}", f"{collection}.{name}", name)
    known = (sources[each] for each in finest if each in sources)
    return next(known, facts.origin.source(collection))


def _shown(value: object) -> Value:
    if isinstance(value, Unknown):
        return f"unknown: {value.code}" + (f" ({value.detail})" if value.detail else "")
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple):
        return tuple(_names(value))
    return str(value)


def _names(items: tuple[object, ...]) -> Iterator[str]:
    for item in items:
        yield item if isinstance(item, str) else str(getattr(item, "name", item))

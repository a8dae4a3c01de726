"""The JSON form of a run, read strictly: what does not fit is refused with the key's path."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache, cached_property
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.facts import Facts
from core.model.history import HistoryFacts
from core.model.run import RUN_FORMAT, Run
from core.model.unknown import UnknownCode
from core.probes.catalogue import facts_types

_SIZE_LIMIT = 20_000_000  # bytes
NOT_RECORDED = "not in the recorded facts"
"""Why a fact of an earlier run is unknown: the version that examined did not read it yet."""
_LONG_AGO = "1970-01-01T00:00:00Z"


@cache
def topics() -> Mapping[str, type[Facts]]:
    """Return every type of facts by topic: those of the probes, and the program's own records."""
    return {**facts_types(), HistoryFacts.TOPIC: HistoryFacts}


def write_run(run: Run, *, pretty: bool = False) -> bytes:
    """Return a run with its facts as JSON."""
    import msgspec

    body = msgspec.json.encode(replace(run, facts=dict(run.facts)))
    return msgspec.json.format(body, indent=2) + b"\n" if pretty else body


def write_body(run: Run) -> bytes:
    """Return a run without its facts as JSON, as it is stored."""
    return write_run(replace(run, facts={}))


def write_facts(facts: Mapping[str, Facts]) -> bytes:
    """Return facts as JSON."""
    import msgspec

    return msgspec.json.encode(facts)


def read_facts(body: bytes) -> dict[str, Facts]:
    """Read facts back; topics that this version does not know are left out.

    What an earlier version did not read yet is unknown. ValueError when facts do not fit.
    """
    return {topic: _recorded(topic, value) for topic, value in _said(body).items()}


class StoredFacts(Mapping[str, Facts]):
    """Facts as they were stored, read when first looked at: showing findings takes none of them."""

    def __init__(self, body: bytes) -> None:
        """Take what `write_facts` returned."""
        self._body = body

    def __getitem__(self, topic: str) -> Facts:
        """Return the facts of a topic."""
        return self._facts[topic]

    def __iter__(self) -> Iterator[str]:
        """Go through the topics."""
        return iter(self._facts)

    def __len__(self) -> int:
        """Return how many topics there are."""
        return len(self._facts)

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {topic: _stored(topic, value) for topic, value in _said(self._body).items()}


def _said(body: bytes) -> dict[str, Any]:
    import msgspec

    said: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    return {topic: value for topic, value in said.items() if topic in topics()}


def _recorded(topic: str, value: Any) -> Facts:
    """Read the facts of one topic of a run; a field that it does not hold was not read then."""
    if not isinstance(value, dict):
        return fact_of(topic, value)
    names = {each.name for each in fields(topics()[topic])} - {"origin"}
    unread = {"unknown": UnknownCode.NOT_FOUND.value, "detail": NOT_RECORDED}
    return fact_of(topic, {**dict.fromkeys(names, unread), **value})


def _stored(topic: str, value: Any) -> Facts:
    """Read the facts of one topic of our own store: what no longer fits is unread, and no fault."""
    try:
        return _recorded(topic, value)
    except ValueError as error:
        return topics()[topic].unread(UnknownCode.MALFORMED, str(error), _LONG_AGO)


def fact_of(topic: str, value: Any) -> Facts:
    """Read the facts of one topic; KeyError for a foreign one, ValueError when they do not fit."""
    import msgspec

    return msgspec.convert(value, type=topics()[topic])


def read_run(body: bytes, name: str = "") -> Run:
    """Read a run; facts of topics that this version does not know are left out.

    KnownError `run_unreadable` names what is wrong; a newer format is refused as such.
    """
    import msgspec

    if len(body) > _SIZE_LIMIT:
        raise KnownError("run_unreadable", Exit.BAD_INPUT, f"{len(body)} bytes", file=name)
    try:
        said = msgspec.json.decode(body)
        if not isinstance(said, dict):
            raise KnownError("run_unreadable", Exit.BAD_INPUT, "not an object", file=name)
        if isinstance(said.get("format"), int) and said["format"] > RUN_FORMAT:
            raise KnownError("run_newer", Exit.BAD_INPUT, str(said["format"]), file=name)
        facts = read_facts(msgspec.json.encode(said.pop("facts", {})))
        run = msgspec.convert(said, type=Run)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        raise KnownError("run_unreadable", Exit.BAD_INPUT, str(error), file=name) from error
    return replace(run, facts=facts)

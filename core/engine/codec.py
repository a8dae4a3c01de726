"""The JSON form of a run, read strictly: what does not fit is refused with the key's path."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.facts import Facts
from core.model.history import HistoryFacts
from core.model.run import RUN_FORMAT, Run
from core.probes.catalogue import facts_types

_SIZE_LIMIT = 20_000_000  # bytes


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
    """Read facts back; topics that this version does not know are left out."""
    import msgspec

    said: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    return {topic: fact_of(topic, said[topic]) for topic in said if topic in topics()}


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
        return read_facts(self._body)


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

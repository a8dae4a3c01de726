"""All readers of this machine at once: how each is doing, and what they would read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from core.engine.examination import received
from core.engine.host import ProbePool, Question
from core.model.errors import Exit, KnownError
from core.model.facts import Facts
from core.model.progress import Cancel
from core.model.unknown import Unknown
from core.probes.ask import RECORDING, Ask
from core.probes.catalogue import topics

_LIMIT = 30.0  # seconds
_RECORDING_LIMIT = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderState:
    """How one reader ended, how many of its facts are unread, how long it took."""

    topic: str
    ended: str
    unread: int
    ms: int


def examine_readers(command: tuple[str, ...], places: tuple[str, ...]) -> Iterator[ReaderState]:
    """Ask every reader of this machine once; nothing is judged and nothing stored."""
    asked = [Question(topic=topic, ask=Ask(places=places), limit=_LIMIT) for topic in topics()]
    for answer in ProbePool(command).ask(asked, Cancel()):
        facts, record = received(answer)
        yield ReaderState(
            topic=answer.topic, ended=record.ended, unread=_unread(facts), ms=answer.elapsed_ms
        )


def record_machine(command: tuple[str, ...], places: tuple[str, ...]) -> Mapping[str, Any]:
    """Return a recording of this machine (core/probes/recorded.py), made by a probe host.

    KnownError `not_recorded` when one reader hangs or crashes: the others cannot stand alone.
    """
    asked = Question(topic=RECORDING, ask=Ask(places=places), limit=_RECORDING_LIMIT)
    (answer,) = ProbePool(command).ask([asked], Cancel())
    if answer.code is not None:
        detail = f"{answer.code}: {answer.detail}"
        raise KnownError("not_recorded", Exit.CANNOT_WRITE, detail)
    parts: Mapping[str, Any] = answer.facts
    return parts


def _unread(facts: Facts) -> int:
    return sum(isinstance(getattr(facts, each.name), Unknown) for each in fields(facts))

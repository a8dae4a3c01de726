"""How each reader is doing on this machine: which answer, how long they take."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from core.engine.examination import received
from core.engine.host import ProbePool, Question
from core.model.facts import Facts
from core.model.progress import Cancel
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.catalogue import topics

_LIMIT = 30.0  # seconds


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


def _unread(facts: Facts) -> int:
    return sum(isinstance(getattr(facts, each.name), Unknown) for each in fields(facts))

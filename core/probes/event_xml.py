"""Events as Windows writes them in XML, read by the names of elements and attributes alone.

What is asked for is EvtRenderEventXml, which holds no sentence in any language.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from core.model.unknown import Unknown
from core.probes.logs import EventSeen
from core.probes.win_values import iso_moment

LARGEST = 1_000_000
"""Characters; an event may hold 64 KB of values."""

_NO_CHARACTER = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));"
)
"""What XML 1.0 has no place for, and programs write into their events all the same."""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(parent: Element, name: str) -> Element | None:
    return next((each for each in parent if _local(each) == name), None)


def _named(event: Element) -> Iterator[tuple[str, str]]:
    """Yield the values of an event by name; of UserData those of the one element in it."""
    data = _child(event, "EventData")
    if data is not None:
        for place, each in enumerate(each for each in data if _local(each) == "Data"):
            yield each.get("Name") or str(place), (each.text or "").strip()
    user = _child(event, "UserData")
    for wrapper in () if user is None else user:
        for each in wrapper:
            yield _local(each), (each.text or "").strip()


def event_of(xml: str, names: Sequence[str]) -> EventSeen:
    """Read one event; ValueError for what is none.

    A document type is refused: no event has one, and it could make a small text huge.
    """
    if len(xml) > LARGEST or "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise ValueError("no event: too long, or with a document type")
    try:
        event = ElementTree.fromstring(_NO_CHARACTER.sub("", xml))  # noqa: S314 - no DOCTYPE
    except ElementTree.ParseError as error:
        raise ValueError(f"no event: {error}") from error
    system = _child(event, "System")
    provider, number, created = (
        None if system is None else _child(system, each)
        for each in ("Provider", "EventID", "TimeCreated")
    )
    if provider is None or number is None or created is None:
        raise ValueError("no event: who, which or when is missing")
    at = iso_moment(created.get("SystemTime"), "TimeCreated")
    if isinstance(at, Unknown):
        raise ValueError(at.detail)
    values = dict(_named(event))
    return EventSeen(
        provider=provider.get("Name") or "",
        id=int(number.text or ""),
        at=at,
        values={name: values[name] for name in names if name in values},
    )

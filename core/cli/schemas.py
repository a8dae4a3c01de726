"""JSON Schemas of what the commands print, made from the values themselves."""

from dataclasses import dataclass
from typing import Any

from core.model.board import Board
from core.model.duty import Entry
from core.model.exchange import FileResult
from core.model.request import CheckCard
from core.model.run import Run

NAMES = ("run", "checks", "log-list", "log-verify", "board")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerification:
    """What `log verify --json -` prints."""

    whole: bool
    first_wrong: int | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCheck(CheckCard):
    """One check as `checks --json` prints it."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """What `checks --json` prints."""

    format: int
    checks: tuple[PrintedCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBoard(Board):
    """What `consolidate --json -` prints: the board, and what became of each file of this call."""

    results: tuple[FileResult, ...]


_TYPES: dict[str, Any] = {
    "run": Run,
    "checks": CheckList,
    "log-list": tuple[Entry, ...],
    "log-verify": LogVerification,
    "board": PrintedBoard,
}


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema of one of NAMES. A run's facts are described topic by topic."""
    import msgspec

    schema: dict[str, Any] = msgspec.json.schema(_TYPES[name])
    if name == "run":
        from core.engine.codec import topics

        facts = {topic: msgspec.json.schema(kind) for topic, kind in topics().items()}
        for part in facts.values():
            schema["$defs"].update(part.pop("$defs"))
        schema["$defs"]["Run"]["properties"]["facts"] = {"type": "object", "properties": facts}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema}

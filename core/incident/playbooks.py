"""Playbooks and deadlines: data in resources/playbooks, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.incident import Playbook, Stage, StageKind, Step, StepKind

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "playbooks"
_DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """By how many hours after detection a stage of the report is due, and in which groups.

    No groups means all of them.
    """

    stage: str
    hours: int
    groups: tuple[str, ...] = ()


@cache
def playbooks() -> Mapping[str, Playbook]:
    """Return every playbook by its id, in the order people are offered them."""
    found = [_playbook(each) for each in FOLDER.glob("*.toml") if each.stem != _DEADLINES]
    return {each.id: each for _, each in sorted(found, key=lambda pair: pair[0])}


def playbook_of(name: str) -> Playbook:
    """Return a playbook; KnownError for a name that there is none of."""
    found = playbooks().get(name)
    if found is None:
        raise KnownError("no_playbook", Exit.USAGE, text=name, name=", ".join(playbooks()))
    return found


def gone_by(name: str) -> Playbook:
    """Return the playbook that an incident goes by: a plain one where this version has none.

    A file may bring an incident of a kind that came later. Evidence, report and closing are there
    for it too; it counts as serious, because nothing says that it is not.
    """
    found = playbooks().get(name)
    if found is not None:
        return found
    kinds = (StageKind.EVIDENCE, StageKind.REPORT, StageKind.CLOSING)
    return Playbook(
        id=name,
        icon="alert-octagon",
        group="other",
        serious=True,
        stages=tuple(Stage(id=each.value, kind=each) for each in kinds),
    )


@cache
def limits() -> tuple[Limit, ...]:
    """Return the deadlines of reports."""
    table = tomllib.loads((FOLDER / f"{_DEADLINES}.toml").read_text("utf-8"))
    return tuple(
        Limit(stage=each["stage"], hours=each["hours"], groups=tuple(each.get("groups", ())))
        for each in table["deadline"]
    )


@cache
def soon() -> int:
    """Return how many seconds before its end a deadline becomes pressing."""
    table = tomllib.loads((FOLDER / f"{_DEADLINES}.toml").read_text("utf-8"))
    hours: int = table["soon_hours"]
    return 3600 * hours


def _playbook(path: Path) -> tuple[int, Playbook]:
    table = tomllib.loads(path.read_text("utf-8"))
    return table["order"], Playbook(
        id=path.stem,
        icon=table["icon"],
        group=table["group"],
        serious=table["serious"],
        stages=tuple(_stage(each) for each in table["stage"]),
    )


def _stage(table: dict[str, Any]) -> Stage:
    return Stage(
        id=table["id"],
        kind=StageKind(table.get("kind", StageKind.STEPS)),
        steps=tuple(
            Step(id=each["id"], icon=each["icon"], kind=StepKind(each.get("kind", StepKind.PLAIN)))
            for each in table.get("steps", ())
        ),
    )

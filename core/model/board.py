"""Board: what came from below, unit by unit, and what waits for a decision."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.model.card import VerdictKind
from core.model.exchange import AlarmKind, Fate, Flag, Why
from core.model.outcome import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Two things received that contradict each other; both are kept.

    `held` and `came` are the notes or names that disagree; `settled` says who decided what, empty
    while nobody has.
    """

    number: int
    kind: AlarmKind
    at: str
    unit: str
    machine: str
    file: str
    held: str
    came: str
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A file that is kept until somebody decides: why, and the key to compare."""

    digest: str
    file: str
    at: str
    why: Why
    unit: str
    machine: str
    fingerprint: str
    key_text: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One office of the tree. `due` is its own deadline (ISO), empty for the round's.

    `machines` is how many it declared, None when nobody said. `parent` is the code of the office
    above, empty at the top.
    """

    code: str
    name: str
    parent: str = ""
    due: str = ""
    machines: int | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is being collected: its title, since which ISO day runs count, until when (ISO)."""

    title: str = ""
    since: str = ""
    due: str = ""


class Standing(StrEnum):
    """Where a unit stands with what it owes; overdue first, as the board shows them."""

    OVERDUE = "overdue"
    WAITING = "waiting"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One line of the board."""

    unit: Unit
    standing: Standing
    handed: str
    due: str
    checked: int
    verdicts: dict[VerdictKind, int] = field(default_factory=dict)

    @property
    def act_now(self) -> int:
        """Return how many machines need somebody at once."""
        return self.verdicts.get(VerdictKind.ACT_NOW, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFault:
    """The same outcome of the same check on many machines."""

    check: str
    result: Result
    machines: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The machines checked in a week (its Monday, ISO) by verdict."""

    monday: str
    verdicts: dict[VerdictKind, int]

    @property
    def checked(self) -> int:
        """Return how many machines were checked."""
        return sum(self.verdicts.values())

    @property
    def act_now(self) -> int:
        """Return how many machines needed somebody at once."""
        return self.verdicts.get(VerdictKind.ACT_NOW, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that was not counted, as the store remembers it."""

    file: str
    at: str
    fate: Fate
    why: Why | None
    detail: str
    day: str
    unit: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board of a round: every unit once, and totals that are the sums of the rows.

    `weeks` are the last ones up to now, oldest first, also those in which nothing was checked.
    """

    round: Round
    now: str
    rows: tuple[UnitRow, ...]
    faults: tuple[CommonFault, ...]
    weeks: tuple[Week, ...]
    refused: tuple[RefusedFile, ...]
    alarms: tuple[Alarm, ...]
    received: int
    last_import: str

    def count(self, standing: Standing) -> int:
        """Return how many units stand there."""
        return sum(each.standing is standing for each in self.rows)

    def worst(self, limit: int) -> tuple[UnitRow, ...]:
        """Return the units with most machines that need somebody at once, a larger share first."""
        found = [each for each in self.rows if each.act_now]
        found.sort(key=lambda each: (-each.act_now, each.checked, each.unit.code))
        return tuple(found[:limit])

    @property
    def checked(self) -> int:
        """Return how many machines were checked."""
        return sum(each.checked for each in self.rows)

    @property
    def declared(self) -> int:
        """Return how many machines there are by the units' own count, or by what they sent."""
        return sum(
            each.checked if each.unit.machines is None else max(each.unit.machines, each.checked)
            for each in self.rows
        )

    @property
    def verdicts(self) -> dict[VerdictKind, int]:
        """Return the machines by verdict."""
        return {kind: sum(each.verdicts.get(kind, 0) for each in self.rows) for kind in VerdictKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRow:
    """A machine as the newest counted bundle shows it."""

    unit: str
    asset: str
    name: str
    tag: str
    place: str
    os_name: str
    ended: str
    handed: str
    verdict: VerdictKind
    answered: int
    applicable: int
    urgent: int
    source: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One bundle of a machine in the order received: what it said and whether it still counts."""

    bundle: str
    file: str
    received: str
    ended: str
    name: str
    verdict: VerdictKind
    fate: Fate

"""Run: one examination of one machine, kept with its facts. Frozen because bundles sign it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.model.card import RunCard as RunCard  # words of a run and of its card
from core.model.card import VerdictKind as VerdictKind
from core.model.facts import Facts
from core.model.profile import Profile
from core.model.result import Depth, Finding, Result, Value
from core.model.selection import Selection as Selection  # asked for before there is a run

RUN_FORMAT = 1
"""Version of the JSON form of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Checks that gave pass, warn or fail, out of those that apply. Waived counts on neither."""

    answered: int
    applicable: int


class Rights(StrEnum):
    """With which rights the probes ran."""

    USER = "user"
    ADMINISTRATOR = "administrator"
    ELEVATED = "elevated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """The machine. `id` survives a rename and a new network card; `os` is windows or linux."""

    id: str
    name: str
    os: str
    os_name: str
    tag: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineUse:
    """Which baseline judged: id, version and the digest of its file."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackUse:
    """Which data pack was looked up: id, version, digest and ISO date."""

    id: str
    version: str
    sha256: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An accepted risk: which check, who accepted it, why, until which ISO day inclusive."""

    check: str
    who: str
    why: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRecord:
    """How one probe ended: `done`, `timed_out`, `crashed`, `malformed` or `cancelled`."""

    id: str
    backend: str
    ended: str
    elapsed_ms: int
    detail: str = ""


_OF_OLD_PACKS = frozenset(("warn.table_old", "unknown.stale", "unknown.pack_lost"))
"""What checks say of a pass that rests on such a pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One examination of one asset at one time. `started` and `ended` carry a UTC offset.

    `operator` is the account that ran it, which need not be the person.
    """

    id: str
    asset: Asset
    unit: str
    operator: str
    rights: Rights
    started: str
    ended: str
    app_version: str
    baseline: BaselineUse
    profile: Profile
    depth: Depth
    selection: Selection
    params: Mapping[str, Mapping[str, Value]]
    waivers: tuple[Waiver, ...]
    packs: tuple[PackUse, ...]
    verdict: VerdictKind
    coverage: Coverage
    counts: Mapping[Result, int]
    findings: tuple[Finding, ...]
    probes: tuple[ProbeRecord, ...]
    facts: Mapping[str, Facts] = field(default_factory=dict)
    format: int = RUN_FORMAT

    def finding(self, check: str) -> Finding | None:
        """Return the finding of a check, or None when it was not part of the run."""
        return next((each for each in self.findings if each.check == check), None)

    @property
    def has_old_pack(self) -> bool:
        """Say whether a data pack was too old, or lost, for what was looked up in it to pass."""
        return any(each.message.key in _OF_OLD_PACKS for each in self.findings)

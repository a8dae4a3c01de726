"""Data packs as people see them: what is in force, since when, from whom, what rests on it."""

from dataclasses import dataclass
from enum import StrEnum


class PackOrigin(StrEnum):
    """Where a pack came from."""

    BUILT_IN = "built_in"
    IMPORTED = "imported"


class PackState(StrEnum):
    """Whether a pack is looked up."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCard:
    """One pack of a home. `issuer` is who trusts it by name; an expired one is still looked up.

    `problem` says why a refused one is refused, as a key of the words; a later version with the
    same id replaces an earlier one. All texts but `id` are empty where the pack cannot be read.
    `fingerprint` is that of the key of an imported one. `age_days` is negative for a pack that is
    dated after today: then the clock of the machine is wrong.
    """

    id: str
    version: str
    date: str
    expires: str
    issuer: str
    origin: PackOrigin
    state: PackState
    problem: str = ""
    fingerprint: str = ""
    age_days: int = 0

    @property
    def is_looked_up(self) -> bool:
        """Say whether checks look facts up in this pack."""
        return self.state in (PackState.IN_FORCE, PackState.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPreview:
    """What taking a sealed pack in would change; every other ground of refusal was looked at.

    `card` is the pack as it would be shown, `in_use` the one it takes the place of. `added` and
    `gone` name what only the one or the other tells of, `size` and `size_before` count their rows.
    `names_itself` is the issuer that the pack names, which nobody has vouched for unless
    `key_is_known`.
    """

    card: PackCard
    in_use: PackCard
    names_itself: str
    key_is_known: bool
    added: tuple[str, ...]
    gone: tuple[str, ...]
    size: int
    size_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """A check that looks a pack up, and after how many days the pack counts as old for it.

    `is_old`: a pass that rests on the pack is a warning now, be it by age or past its last day.
    """

    check: str
    most_days: int
    is_old: bool

"""Shifts: who is on duty, what was handed over to whom, what is still to be seen to."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How things stood at the start of a shift or at its hand-over, in the words of the person."""

    systems: str = ""
    power: str = ""
    network: str = ""
    keys: str = ""
    devices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShift:
    """Who goes on duty. `until` is typed as in the duty book, empty where no end is planned.

    `without_handover` takes over although the one before has not handed over. `pin` is needed
    where the person has one.
    """

    person: str
    until: str = ""
    condition: Condition = Condition()
    without_handover: bool = False
    pin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the one on duty hands over, and to whom; `note` tells the main events."""

    to: str
    note: str = ""
    instruction: str = ""
    condition: Condition = Condition()
    pin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """That the next person takes over, with reservations or without.

    `read` are the ids of the running incidents that the person marked as read.
    """

    person: str
    reservations: str = ""
    read: tuple[str, ...] = ()
    until: str = ""
    pin: str = ""


class Proof(StrEnum):
    """What shows that a person took part in a hand-over; words under `shift.proof.<code>`.

    `pin`: a PIN was given. `declared`: only the author says so. `waits`: the person has not taken
    the shift yet.
    """

    PIN = "pin"
    DECLARED = "declared"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A hand-over that waits for the next person: the entry, to whom, when, with which note.

    `to_number` is the person's number in the list, 0 for somebody who is not in it; `verified` says
    whether the giver gave a PIN.
    """

    seq: int
    to: str
    at: str
    note: str
    instruction: str
    condition: Condition
    to_number: int = 0
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift as its entries tell it. Moments are UTC, ISO.

    `until` is the planned end, empty for none; `ended` when it ended, empty while it runs. `seq` is
    the entry that began it, `number` its person's in the list (0 for none), `verified` whether that
    person gave a PIN, `giver_verified` whether the one before did when handing over.
    """

    seq: int
    person: str
    started: str
    number: int = 0
    until: str = ""
    taken_from: str = ""
    reservations: str = ""
    verified: bool = False
    giver_verified: bool = False
    offer: Handover | None = None
    ended: str = ""

    @property
    def giver_proof(self) -> Proof:
        """Return what shows whoever hands it over, or handed it over."""
        verified = self.giver_verified if self.offer is None else self.offer.verified
        return Proof.PIN if verified else Proof.DECLARED

    @property
    def is_on(self) -> bool:
        """Say whether it runs."""
        return not self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverProof:
    """What shows, for each of the two, that the person took part in a hand-over."""

    giver: Proof
    receiver: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """Something that is carried from shift to shift until it is closed: text, since when, due."""

    seq: int
    text: str
    since: str
    author: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The security state of this machine at the last check, as one sentence; `at` when that was.

    Empty where nothing was checked: that is unknown, never good.
    """

    text: str
    at: str = ""


class ReminderKind(StrEnum):
    """What there is to remember; the words stand under `shift.reminder.<code>`."""

    SHIFT_DUE = "shift_due"
    HANDOVER_DUE = "handover_due"
    OFFER_WAITS = "offer_waits"
    ITEM_DUE = "item_due"
    REPORT_DUE = "report_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to remember: since when it is to be remembered, when it is due, what about.

    `missed` says that it fell due to be remembered while the program was not running. `page` is
    where it is seen to.
    """

    kind: ReminderKind
    since: str
    due: str
    text: str
    page: str
    missed: bool = False

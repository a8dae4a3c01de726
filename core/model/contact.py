"""Contacts outside the office: whom to call, where the number comes from, how old it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.incident import Trust

FRESH_DAYS, AGED_DAYS = 90, 365
"""Until how many days after its verification a number counts as verified, and as perhaps changed.

Source: TCVN 14423 asks for a verification of the list of contacts once a year.
"""

REORGANISED = date(2025, 7, 1)
"""From this day on there are other provinces and no districts: a source before it names offices
that are no more."""


class ContactRole(StrEnum):
    """What somebody is called for, in the order of a call about an incident.

    The words stand under `contacts.role.<code>`.
    """

    RESPONSE = "response"
    POLICE = "police"
    RECEIVER = "receiver"
    SUPPLIER = "supplier"
    LEADER = "leader"
    OTHER = "other"


class CallOutcome(StrEnum):
    """What came of calling a number to verify it."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact. `number` is 0 until stored; nobody is ever deleted, old entries name them.

    `name` is a person or a duty desk, `office` whose. `duty_phone` is answered at any hour,
    `own_phone` is a person's. `source` is the document that gave the number, `source_day` its ISO
    day. `verified` is the ISO day on which a call proved the number right, `verified_by` who
    called, `verified_in` the entry of the duty book that tells of it (0 for none); `outcome` is
    what came of the last call, on `called`.
    """

    role: ContactRole
    name: str
    office: str = ""
    post: str = ""
    duty_phone: str = ""
    own_phone: str = ""
    email: str = ""
    source: str = ""
    source_day: str = ""
    note: str = ""
    verified: str = ""
    verified_by: str = ""
    verified_in: int = 0
    outcome: CallOutcome | None = None
    called: str = ""
    number: int = 0
    removed: bool = False

    @property
    def phone(self) -> str:
        """Return the number to call first."""
        return self.duty_phone or self.own_phone

    @property
    def since(self) -> str:
        """Return the ISO day that tells how old the number is, empty where nothing does."""
        return self.verified or self.source_day

    def trust(self, today: date) -> Trust:
        """Return how far the number can be trusted on a day.

        A number that a call proved wrong, or whose source is from before the reorganisation and
        that nobody has verified since, is old whatever its age.
        """
        if self.outcome is CallOutcome.WRONG:
            return Trust.OLD
        if not self.since:
            return Trust.UNKNOWN
        day = date.fromisoformat(self.since)
        age = (today - day).days
        if day < REORGANISED or age > AGED_DAYS:
            return Trust.OLD
        return Trust.VERIFIED if self.verified and age <= FRESH_DAYS else Trust.AGED

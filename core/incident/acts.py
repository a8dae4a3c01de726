"""Acts: what entries of the duty book say about an incident, and under which names.

An incident has no table of its own. What is known about it is what its entries say, so that it is
as hard to alter as the book, and reads there without this program.
"""

from enum import StrEnum

from core.model.change import Change, Kind
from core.model.duty import EntryKind
from core.model.new_entry import NewEntry
from core.model.severity import Severity

CHANGED = Change(frozenset({Kind.INCIDENTS, Kind.DUTY}))
"""What pages have to know after an act was recorded."""

TOPIC = "incident"
"""Entries that open an incident, or bring it from another machine."""

INCIDENT, CODE, ACT = "incident", "code", "act"
PLAYBOOK, DETECTED, MACHINE, SYSTEM = "playbook", "detected", "machine", "system"
REPORTER, URL, WHAT = "reporter", "url", "what"
STEP, NOTE, ACCOUNT, CHANGED_BY = "step", "note", "account", "changed_by"
CALLED, PHONE, OUTCOME = "called", "phone", "outcome"
HELD_BY, STAGE, TO, RECEIPT = "held_by", "stage", "to", "receipt"
FORM, FILES, RESULT, REASON = "form", "files", "result", "reason"
DIGEST = "digest"
SEAL, SEALED_BY, SEAL_KEY = "seal", "sealed_by", "seal_key"


class Act(StrEnum):
    """What was done about an incident."""

    OPENED = "opened"
    CARRIED = "carried"
    CARRIED_FILES = "carried_files"
    GIVEN = "given"
    NOTIFIED = "notified"
    DETECTED = "detected"
    PLAYBOOK = "playbook"
    STEP = "step"
    CALL = "call"
    EVIDENCE = "evidence"
    FORM = "form"
    SENT = "sent"
    CLOSED = "closed"
    REOPENED = "reopened"


def topic_of(incident: str) -> str:
    """Return the topic under which every entry about one incident stands."""
    return f"{TOPIC}-{incident}"


def entry_of(author: str, kind: EntryKind = EntryKind.INCIDENT) -> NewEntry:
    """Return an entry whose sentence is still to come."""
    return NewEntry(text="", kind=kind, severity=Severity.HIGH, author=author)

"""Telling: an incident as its records tell it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from core.incident import acts
from core.incident.acts import Act
from core.incident.playbooks import gone_by, limits, soon
from core.model.duty import Entry
from core.model.incident import CaseSeal, Deadline, Event, Incident, Proof, SealKind, Tone
from core.model.moments import from_text, to_text
from core.store.incidents import Kept

_NAME = "attachment_{}_name"

_SAID = (acts.REPORTER, acts.URL, acts.WHAT)
"""What a notification tells: the newest counts, the earlier ones stay in the book."""

_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Act.OPENED: (acts.CODE, acts.PLAYBOOK),
        Act.DETECTED: (acts.DETECTED,),
        Act.PLAYBOOK: (acts.PLAYBOOK,),
        Act.STEP: (acts.STEP,),
        Act.CALL: (acts.CALLED, acts.OUTCOME),
        Act.SENT: (acts.STAGE, acts.TO),
    }
)
"""What records of an act say without fail; one from a damaged or forged file may not."""

_STANDING = frozenset((Act.OPENED, Act.CARRIED, Act.CARRIED_FILES, Act.CLOSED, Act.REOPENED))
"""Acts that stand although their entry was corrected: its sentence was put right, no more.

An incident does not vanish over a typing mistake, nor does it run on or end in silence; closing
and reopening are acts of their own.
"""

_YEARS = range(1900, 2200)

CORRECTED = "corrected"
"""In place of its act, an entry that was taken back by a correction."""

UNTOLD = "untold"
"""In place of its act, a record that does not say what its act needs."""


def event_of(entry: Entry, *, own: bool) -> Event:
    """Return what an entry records about an incident, as `corrected` where it was taken back.

    One that does not say what its act needs is `untold`: it stays in the list and tells nothing.
    """
    return Event(
        act=_act_of(entry),
        seq=entry.seq,
        log_id=entry.log_id,
        own=own,
        at=entry.at,
        written=entry.written,
        author=entry.author,
        text=entry.text,
        about=entry.about,
        files=entry.attachments,
    )


def _act_of(entry: Entry) -> str:
    act, about = entry.about.get(acts.ACT, ""), entry.about
    if entry.superseded_by is not None and act not in _STANDING:
        return CORRECTED
    moments = [entry.at, entry.written]
    if act == Act.DETECTED:
        moments.append(about.get(acts.DETECTED, ""))
    is_whole = all(about.get(name) for name in _NEEDED.get(act, ()))
    return act if is_whole and all(is_moment(each) for each in moments) else UNTOLD


def is_moment(text: str) -> bool:
    """Say whether a text is a moment that deadlines can be counted from."""
    try:
        return from_text(text).year in _YEARS
    except ValueError:
        return False


def to_minute(moment: str) -> str:
    """Return a moment without its seconds."""
    return to_text(from_text(moment).replace(second=0, microsecond=0))


def told(events: Iterable[Event], draft: Kept) -> Incident | None:
    """Return the incident that records tell of, oldest first; None where none of them opens it."""
    every = tuple(events)
    opened = next((each for each in every if each.act == Act.OPENED), None)
    if opened is None:
        return None
    about = opened.about
    detected, playbook = to_minute(opened.at), about.get(acts.PLAYBOOK, "")
    done: dict[str, Event] = {}
    sent: dict[str, Event] = {}
    closed: Event | None = None
    for each in every:
        if each.act == Act.NOTIFIED:
            about = {**about, **{name: each.about[name] for name in _SAID if name in each.about}}
        elif each.act == Act.DETECTED:
            detected = to_minute(each.about[acts.DETECTED])
        elif each.act == Act.PLAYBOOK:
            playbook = each.about[acts.PLAYBOOK]
        elif each.act == Act.STEP:
            done[each.about[acts.STEP]] = each
        elif each.act == Act.SENT:
            sent.setdefault(each.about[acts.STAGE], each)
        elif each.act in (Act.CLOSED, Act.REOPENED):
            closed = each if each.act == Act.CLOSED else None
    return Incident(
        id=about[acts.INCIDENT],
        code=about.get(acts.CODE, ""),
        playbook=playbook,
        detected=detected,
        opened=opened,
        events=every,
        machine=about.get(acts.MACHINE, ""),
        system=about.get(acts.SYSTEM, ""),
        reporter=about.get(acts.REPORTER, ""),
        url=about.get(acts.URL, ""),
        text=about.get(acts.WHAT, ""),
        done=done,
        evidence=tuple(proof for each in every for proof in _proofs(each)),
        sent=sent,
        closed=closed,
        draft={name: value for name, (value, _) in draft.items() if value},
        seals=tuple(dict.fromkeys(_seal(each.about) for each in every if each.act == Act.CARRIED)),
        saved=max((saved for _, saved in draft.values() if is_moment(saved)), default=""),
    )


def _seal(about: Mapping[str, str]) -> CaseSeal:
    """Return the seal that an entry tells of; one of an earlier version tells of none."""
    said = about.get(acts.SEAL, "")
    return CaseSeal(
        kind=SealKind(said) if said in list(SealKind) else SealKind.NONE,
        owner=about.get(acts.SEALED_BY, ""),
        fingerprint=about.get(acts.SEAL_KEY, ""),
    )


def clocks(incident: Incident, now: str) -> tuple[Deadline, ...]:
    """Return the deadlines of an incident as they stand now (ISO)."""
    group = incident.draft.get("group") or gone_by(incident.playbook).group
    found = []
    for limit in limits():
        if limit.groups and group not in limit.groups:
            continue
        due = from_text(incident.detected) + timedelta(hours=limit.hours)
        sent = incident.sent.get(limit.stage)
        met = "" if sent is None else sent.at
        left = round((due - from_text(met or now)).total_seconds())
        found.append(
            Deadline(
                stage=limit.stage,
                hours=limit.hours,
                due=to_text(due),
                left=left,
                tone=_tone(left, met=bool(met)),
                met=met,
            )
        )
    return tuple(found)


def _tone(left: int, *, met: bool) -> Tone:
    if met:
        return Tone.MET if left >= 0 else Tone.MET_LATE
    if left < 0:
        return Tone.OVER
    return Tone.SOON if left < soon() else Tone.RUNNING


def _proofs(event: Event) -> Iterable[Proof]:
    if event.act not in (Act.OPENED, Act.NOTIFIED, Act.EVIDENCE, Act.STEP):
        return
    about = event.about

    def proof(name: str, sha256: str = "", size: int = 0) -> Proof:
        return Proof(
            name=name,
            sha256=sha256,
            size=size,
            held_by=about.get(acts.HELD_BY, "") or event.author,
            note=about.get(acts.NOTE, ""),
            event=event,
        )

    for number, each in enumerate(event.files, 1):
        yield proof(about.get(_NAME.format(number), ""), each.sha256, each.size)
    if not event.files and event.act == Act.EVIDENCE:
        yield proof(about.get(acts.WHAT, ""))

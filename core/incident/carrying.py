"""Carrying: an incident is taken to another machine in one file, and gone on with there."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.incident import acts
from core.incident.acts import TOPIC, Act, topic_of
from core.incident.case_file import ENDING, Case, read_case, write_case
from core.incident.readable import made_sentence, seal_sentence
from core.incident.register import Register
from core.incident.telling import UNTOLD, event_of, is_moment
from core.model.duty import Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import CaseMade, CaseSeal, Incident
from core.model.moments import VIETNAM, from_text
from core.model.new_entry import NewEntry
from core.model.severity import Severity
from core.seal.keys import SigningKey
from core.seal.trust import TrustedKeys
from core.whole_file import write_new

_FILES_OF_ONE = 20
_SHOWN = 16


def carry(
    register: Register, incident: Incident, folder: Path, now: str, key: SigningKey | None
) -> CaseMade:
    """Write everything about an incident into one file in a folder, sealed where there is a key.

    That it was done is recorded with the digest of the file.
    """
    content = write_case(
        Case(
            incident=incident.id,
            code=incident.code,
            records=tuple(register.rows_of(incident.id)),
            draft=register.store.drafts.of(incident.id),
            evidence=dict(_evidence(register, incident)),
        ),
        key,
    )
    moment = from_text(now).astimezone(VIETNAM)
    path = write_new(folder, f"{incident.code}_{moment:%Y%m%dT%H%M}.{ENDING}", content)
    digest = hashlib.sha256(content).hexdigest()
    entry = NewEntry(text="", kind=EntryKind.INCIDENT, severity=Severity.HIGH)
    about = {acts.FILES: path.name, acts.DIGEST: digest}
    made = CaseMade(file=path, is_sealed=key is not None)
    said = {"text": path.name, "id": digest[:_SHOWN], "reason": made_sentence(register.words, made)}
    register.add(incident, Act.GIVEN, entry, about, **said)
    return made


def take(
    register: Register, path: Path, trusted: TrustedKeys, day: str
) -> tuple[Incident, CaseSeal]:
    """Take an incident from a case file, and return it as it is known now, and the file's seal.

    What is known here already is not taken twice. KnownError: no case file, a damaged one, a seal
    that does not hold, records that are none, do not belong to it or do not tell what they should;
    then nothing is written. A file without a seal is taken, and the book says so.
    """
    case, seal = read_case(path, trusted, day)
    if not all(is_moment(saved) for _, saved in case.draft.values()):
        raise KnownError("case_broken", Exit.BAD_INPUT, "the draft", file=path.name)
    entries = tuple(_records(register, case, path))
    known = {*register.rows_of(case.incident)}
    fresh = [each for each in case.records if each not in known]
    if fresh:
        _keep(register, case, seal, entries, fresh)
    register.store.drafts.keep(case.incident, case.draft)
    return register.find(case.incident), seal


def _records(register: Register, case: Case, path: Path) -> Iterator[Entry]:
    """Yield the records of a case; KnownError when one is not whole or belongs elsewhere.

    What stands in the book stays there for ever, so that nothing goes into it that cannot be told.
    """
    opens = False
    for canon in case.records:
        entry = register.book.parse(canon)
        belongs = entry.about.get(acts.INCIDENT) == case.incident
        act = event_of(entry, own=False).act
        if entry.kind is EntryKind.UNREADABLE or not belongs or act == UNTOLD:
            raise KnownError("case_broken", Exit.BAD_INPUT, f"seq {entry.seq}", file=path.name)
        opens = opens or act == Act.OPENED
        yield entry
    if not opens:
        raise KnownError("case_broken", Exit.BAD_INPUT, "nothing opens it", file=path.name)


def _keep(
    register: Register,
    case: Case,
    seal: CaseSeal,
    entries: Sequence[Entry],
    fresh: Sequence[bytes],
) -> None:
    """Record the new records of a case, and keep its files by their digest."""
    body = b"".join(each + b"\n" for each in fresh)
    digest = hashlib.sha256(body).hexdigest()
    with tempfile.TemporaryDirectory(prefix="trucan-case-") as place:
        paths = list(_written(Path(place), body, case, register))
        about = {acts.INCIDENT: case.incident, acts.CODE: case.code, acts.DIGEST: digest}
        about |= {acts.SEAL: seal.kind.value}
        about |= {acts.SEALED_BY: seal.owner, acts.SEAL_KEY: seal.fingerprint}
        text = register.words.say(
            "incident.said.carried",
            code=case.code,
            entries=len(fresh),
            id=digest[:_SHOWN],
            reason=seal_sentence(register.words, seal),
        )
        new = NewEntry(
            text=text,
            kind=EntryKind.INCIDENT,
            severity=max((each.severity for each in entries), key=list(Severity).index),
            topics=(TOPIC, topic_of(case.incident)),
            files=tuple(paths[:_FILES_OF_ONE]),
            about={**about, acts.ACT: Act.CARRIED.value},
        )
        register.book.record(new)
        for start in range(_FILES_OF_ONE, len(paths), _FILES_OF_ONE):
            more = paths[start : start + _FILES_OF_ONE]
            further = {**about, acts.ACT: Act.CARRIED_FILES.value}
            register.book.record(replace(new, files=tuple(more), about=further))


def _written(place: Path, body: bytes, case: Case, register: Register) -> Iterator[Path]:
    """Write records, then the files that are not here yet, for the duty book to take in."""
    records = place / "records.jsonl"
    records.write_bytes(body)
    yield records
    for digest, content in case.evidence.items():
        if register.store.log.file(digest) is None:
            path = place / digest
            path.write_bytes(content)
            yield path


def _evidence(register: Register, incident: Incident) -> Iterator[tuple[str, bytes]]:
    """Yield every file of an incident that is still kept."""
    for each in incident.evidence:
        content = register.store.log.file(each.sha256) if each.sha256 else None
        if content is not None:
            yield each.sha256, content

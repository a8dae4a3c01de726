"""Case files: everything about one incident in one file, to go on with it on another machine.

A case file is a ZIP archive that is only ever read strictly: these names and no others, each as
long and with the digest that the list of contents says.

    contents.json     what is in it, and the key that sealed it
    contents.dsse.json    the seal over that list, where there is a key
    records.jsonl     the records as they stand in the duty books they come from, byte for byte
    draft.json        what was filled in so far
    evidence/<digest> files
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.incident.case_seal import key_text, seal_contents, seal_of
from core.model.errors import Exit, KnownError
from core.model.incident import CaseSeal
from core.seal.canonical import CanonicalError, read, write
from core.seal.keys import SigningKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKeys
from core.store.incidents import Kept
from core.torn import TORN

FORMAT = 2
"""From 2 on a file may be sealed."""

ENDING = "trucan-case"

RECORDS, DRAFT, CONTENTS = "records.jsonl", "draft.json", "contents.json"
ENVELOPE = "contents.dsse.json"
FILE_LIMIT = 25_000_000
FILES_LIMIT = 500
LIMIT = 1_000_000_000
"""Bytes of a whole case at most."""

_INCIDENT = re.compile(r"[0-9a-f]{16}")
_EVIDENCE = re.compile(r"evidence/[0-9a-f]{64}")
_NEVER = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What stands in a case file. `evidence` are contents by their SHA-256."""

    incident: str
    code: str
    records: tuple[bytes, ...]
    draft: Kept
    evidence: Mapping[str, bytes]


def write_case(case: Case, key: SigningKey | None) -> bytes:
    """Return a case as the bytes of its file, sealed where there is a key."""
    draft = {name: [value, saved] for name, (value, saved) in case.draft.items()}
    parts = {
        RECORDS: b"".join(each + b"\n" for each in case.records),
        DRAFT: json.dumps(draft, ensure_ascii=False, sort_keys=True).encode(),
        **{f"evidence/{digest}": body for digest, body in case.evidence.items()},
    }
    contents = write(
        {
            "format": FORMAT,
            "incident": case.incident,
            "code": case.code,
            "key": key_text(key),
            "files": {
                name: {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
                for name, body in parts.items()
            },
        }
    )
    head = {CONTENTS: contents}
    if key is not None:
        head[ENVELOPE] = seal_contents(contents, key)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in {**head, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _NEVER), body)
    return packed.getvalue()


def read_case(path: Path, trusted: TrustedKeys, day: str) -> tuple[Case, CaseSeal]:
    """Return the case in a file and its seal, judged by the keys that are trusted on an ISO day.

    KnownError when it is none, is damaged, newer, too large, or its seal does not hold.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise KnownError("case_large", Exit.BAD_INPUT, file=path.name)
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path, trusted, day)
    except FileNotFoundError as error:
        raise _broken(path, str(error)) from error
    except TORN as error:
        raise _broken(path, str(error)) from error
    except SealError as error:
        key = "case_revoked" if error.why is Why.REVOKED else "case_seal"
        said = {"date": error.day} if error.day else {}
        raise KnownError(key, Exit.BAD_INPUT, str(error), file=path.name, **said) from error
    except (CanonicalError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _broken(path, str(error)) from error


def _read(
    archive: zipfile.ZipFile, path: Path, trusted: TrustedKeys, day: str
) -> tuple[Case, CaseSeal]:
    names = archive.namelist()
    if len(set(names)) != len(names) or len(names) > FILES_LIMIT:
        raise _broken(path, "names")
    listed = _member(archive, CONTENTS)
    contents: Any = read(listed)
    if not isinstance(contents["format"], int) or contents["format"] > FORMAT:
        raise KnownError("case_newer", Exit.BAD_INPUT, file=path.name)
    envelope = _member(archive, ENVELOPE) if ENVELOPE in names else None
    seal = seal_of(listed, _text(contents.get("key", "")), envelope, trusted, day)
    files: dict[str, Any] = contents["files"]
    if set(names) - {ENVELOPE} != {CONTENTS, *files} or not {RECORDS, DRAFT} <= set(files):
        raise _broken(path, "other files than listed")
    total, parts = 0, {}
    for name, said in files.items():
        if name not in (RECORDS, DRAFT) and not _EVIDENCE.fullmatch(name):
            raise _broken(path, name)
        body = _member(archive, name)
        total += len(body)
        if len(body) != said["size"] or hashlib.sha256(body).hexdigest() != said["sha256"]:
            raise _broken(path, f"{name} is not as listed")
        if total > LIMIT:
            raise KnownError("case_large", Exit.BAD_INPUT, file=path.name)
        parts[name] = body
    evidence = {name.partition("/")[2]: parts[name] for name in parts if _EVIDENCE.fullmatch(name)}
    for digest, body in evidence.items():
        if hashlib.sha256(body).hexdigest() != digest:
            raise _broken(path, digest)
    draft: Any = read(parts[DRAFT])
    case = Case(
        incident=_id(contents["incident"]),
        code=_text(contents["code"]),
        records=tuple(parts[RECORDS].splitlines()),
        draft={_text(name): (_text(kept[0]), _text(kept[1])) for name, kept in draft.items()},
        evidence=evidence,
    )
    return case, seal


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member, never more than its limit whatever its head says.

    We pack nothing, so that no file of a case unfolds to more than it is.
    """
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"{name} is packed")
    with archive.open(name) as stream:
        body = stream.read(FILE_LIMIT + 1)
    if len(body) > FILE_LIMIT:
        raise ValueError(f"{name} is too large")
    return body


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _id(value: object) -> str:
    if not _INCIDENT.fullmatch(_text(value)):
        raise ValueError(f"{value!r} is no id of an incident")
    return _text(value)


def _broken(path: Path, detail: str) -> KnownError:
    return KnownError("case_broken", Exit.BAD_INPUT, detail, file=path.name)

"""Case files: everything about one incident in one file, to go on with it on another machine.

A case file is a ZIP archive that is only ever read strictly: these names and no others, each as
long and with the digest that the list of contents says.

    contents.json     what is in it
    records.jsonl     the records as they stand in the duty books they come from, byte for byte
    draft.json        what was filled in so far
    evidence/<digest> files
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError
from core.seal.canonical import CanonicalError, read, write
from core.store.incidents import Kept

FORMAT = 1
ENDING = "trucan-case"

RECORDS, DRAFT, CONTENTS = "records.jsonl", "draft.json", "contents.json"
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


def write_case(case: Case) -> bytes:
    """Return a case as the bytes of its file."""
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
            "files": {
                name: {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
                for name, body in parts.items()
            },
        }
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in {CONTENTS: contents, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _NEVER), body)
    return packed.getvalue()


def read_case(path: Path) -> Case:
    """Return the case in a file; KnownError when it is none, is damaged, newer or too large."""
    try:
        if path.stat().st_size > LIMIT:
            raise KnownError("case_large", Exit.BAD_INPUT, file=path.name)
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path)
    except FileNotFoundError as error:
        raise _broken(path, str(error)) from error
    except (
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise _broken(path, str(error)) from error
    except (CanonicalError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _broken(path, str(error)) from error


def _read(archive: zipfile.ZipFile, path: Path) -> Case:
    names = archive.namelist()
    if len(set(names)) != len(names) or len(names) > FILES_LIMIT:
        raise _broken(path, "names")
    contents: Any = read(_member(archive, CONTENTS))
    if not isinstance(contents["format"], int) or contents["format"] > FORMAT:
        raise KnownError("case_newer", Exit.BAD_INPUT, file=path.name)
    files: dict[str, Any] = contents["files"]
    if set(names) != {CONTENTS, *files} or not {RECORDS, DRAFT} <= set(files):
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
    return Case(
        incident=_id(contents["incident"]),
        code=_text(contents["code"]),
        records=tuple(parts[RECORDS].splitlines()),
        draft={_text(name): (_text(kept[0]), _text(kept[1])) for name, kept in draft.items()},
        evidence=evidence,
    )


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member, never more than its limit whatever its head says."""
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

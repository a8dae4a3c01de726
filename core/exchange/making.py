"""Making a bundle: a run, the state of the duty log, entries and documents, sealed in one file."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.exchange.container import write_container
from core.exchange.log_part import LogPart
from core.exchange.manifest import ENVELOPE, MANIFEST, PAYLOAD_TYPE, Manifest, bundle_id, listed
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, from_text
from core.model.run import Run
from core.seal.dsse import seal
from core.seal.keys import SigningKey
from core.seal.note import NamedKey

DOCUMENT_LIMIT = 25_000_000
_DOCUMENTS = ("pdf", "docx", "xlsx", "html", "json", "csv", "txt")
_LONGEST = 24
_NOT_ASCII_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What goes into a bundle: the run as it may leave and its JSON, the log, documents."""

    run: Run
    run_json: bytes
    level: str
    made: str
    app_version: str
    log: LogPart
    documents: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A bundle as bytes, its id, and the name its file is to have."""

    id: str
    name: str
    content: bytes


def make_bundle(content: Content, key: SigningKey | None, key_name: str) -> Written:
    """Return a bundle, sealed where there is a key; the same content gives the same bytes."""
    run = content.run
    run_path = f"runs/{run.id}.json"
    files = {
        run_path: content.run_json,
        **content.log.files,
        **{f"documents/{name}": body for name, body in content.documents.items()},
    }
    manifest = Manifest(
        unit=run.unit,
        asset=run.asset.id,
        machine=run.asset.name,
        tag=run.asset.tag,
        made=content.made,
        level=content.level,
        app_version=content.app_version,
        key="" if key is None else NamedKey(key_name, key.verify_key).to_text(),
        runs=(run_path,),
        documents=tuple(sorted(f"documents/{name}" for name in content.documents)),
        log=content.log.origin,
        first=content.log.first,
        last=content.log.last,
        files={path: listed(body) for path, body in files.items()},
    ).to_bytes()
    members = {**files, MANIFEST: manifest}
    if key is not None:
        members[ENVELOPE] = seal(manifest, PAYLOAD_TYPE, (key,))
    made = bundle_id(manifest)
    return Written(
        id=made, name=_file_name(run, content.made, made), content=write_container(members)
    )


def read_documents(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return documents by the plain name they have in a bundle; KnownError for what is none."""
    found: dict[str, bytes] = {}
    for path in paths:
        ending = path.suffix[1:].lower()
        if ending not in _DOCUMENTS:
            raise KnownError("exchange.bundle_document", Exit.USAGE, file=path.name)
        try:
            with path.open("rb") as stream:
                body = stream.read(DOCUMENT_LIMIT + 1)
        except OSError as error:
            raise KnownError(
                "attachment_unread", Exit.BAD_INPUT, str(error), file=str(path)
            ) from error
        if len(body) > DOCUMENT_LIMIT:
            limit = DOCUMENT_LIMIT // 1_000_000
            raise KnownError("attachment_large", Exit.USAGE, file=path.name, limit=limit)
        stem = plain_ascii(path.stem) or "tai-lieu"
        name, number = f"{stem}.{ending}", 1
        while name in found:
            number += 1
            name = f"{stem}_{number}.{ending}"
        found[name] = body
    return found


def _file_name(run: Run, made: str, made_id: str) -> str:
    moment = from_text(made).astimezone(VIETNAM)
    parts = (
        plain_ascii(run.unit) or "don-vi",
        plain_ascii(run.asset.tag or run.asset.name) or "may",
    )
    return f"TRUCAN_{parts[0]}_{parts[1]}_{moment:%Y%m%dT%H%M}_{made_id[:8]}.trucan"


def plain_ascii(text: str) -> str:
    """Return a text as a part of a file name: ASCII letters, digits and hyphens."""
    spread = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(each for each in spread if not unicodedata.combining(each))
    return _NOT_ASCII_NAME.sub("-", bare)[:_LONGEST].strip("-")

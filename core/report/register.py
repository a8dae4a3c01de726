"""The register of what was sent: one row for each folder that went out."""

from hashlib import sha256
from pathlib import Path

from core.model.document import Addressees, Document
from core.model.paper import Sent
from core.report.sending import DIGESTS


def row_of(document: Document, level: str, files: tuple[Path, ...], at: str) -> Sent:
    """Return the row of a folder just written at a moment (UTC, ISO)."""
    named = (each.names for each in document.blocks if isinstance(each, Addressees))
    return Sent(
        at=at,
        kind=document.kind,
        title=" ".join(f"{document.title} {document.subject}".split()),
        level=level,
        folder=str(files[0].parent),
        addressees=next(named, ()),
        files=tuple(
            (each.name, sha256(each.read_bytes()).hexdigest())
            for each in files
            if each.name != DIGESTS
        ),
    )

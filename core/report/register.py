"""The register of what was sent: one row for each folder that went out."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from core.model.document import Addressees, Document
from core.model.errors import Exit, KnownError
from core.model.paper import Sent
from core.policy.reading import Misfit
from core.report.sending import DIGESTS
from core.report.typed import typed_moment
from core.report.values import moment_at
from core.words import Words


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


def filled(row: Sent, typed: Mapping[str, str], words: Words) -> Sent:
    """Return a row with what became known later, as people type it; an empty text clears it."""
    later = {name: " ".join(text.split()) for name, text in typed.items()}
    if later.get("received"):
        try:
            later["received"] = moment_at(typed_moment(later["received"], "received"), "received")
        except Misfit as misfit:
            label = words.say("reports.fill.received")
            raise KnownError(
                "field_unreadable", Exit.BAD_INPUT, misfit.detail, name=label
            ) from misfit
    return replace(
        row,
        document_number=later.get("document_number", row.document_number),
        channel=later.get("channel", row.channel),
        receiver=later.get("receiver", row.receiver),
        received=later.get("received", row.received),
    )


def told(row: Sent, words: Words) -> str:
    """Say a row: what was saved for whom, then its number, channel and receipt where known."""
    to = ", ".join(row.addressees)
    saved = words.say(
        "reports.sent_to" if to else "reports.sent",
        number=row.number,
        moment=words.moment(row.at),
        title=row.title,
        names=to,
        level=words.say(f"report.redacted.level.{row.level}"),
    )
    known = {
        "document_number": row.document_number,
        "channel": row.channel,
        "receiver": row.receiver,
        "received": words.moment(row.received) if row.received else "",
    }
    later = (words.say(f"reports.known.{key}", text=text) for key, text in known.items() if text)
    return " ".join((saved, *later))

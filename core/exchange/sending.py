"""Sending: gathering what goes into a bundle, and remembering what went up."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.exchange.closing import close
from core.exchange.log_part import CHECKPOINT, LogPart, log_part
from core.exchange.making import Content, make_bundle, read_documents
from core.exchange.port import KEY_NAME, LEVELS, Sources
from core.model.errors import Exit, KnownError
from core.model.exchange import BundleMade, BundleRequest
from core.model.moments import is_day, to_text
from core.model.settings import Settings
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, parse
from core.store.store import Store
from core.store.trust import SendingRows

_EARLIER = 8
"""Checkpoints sent before that a bundle shows its log to continue: which of them arrived is not
known until a receipt comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A bundle that is ready to go: its bytes, closed where it is for one receiver only."""

    id: str
    name: str
    content: bytes
    at: str
    log: LogPart
    is_sealed: bool
    is_closed: bool

    def remember(self, rows: SendingRows, file: str) -> None:
        """Store that it went up under a file name, and with which checkpoint."""
        note = self.log.files.get(CHECKPOINT, b"").decode()
        size = Checkpoint.from_text(parse(note.encode()).text).size if note else 0
        rows.add_sent(self.id, self.at, file, size, note)

    def made(self, file: Path) -> BundleMade:
        """Return what the faces tell of it."""
        entries = self.log.last - self.log.first + 1 if self.log.first else 0
        return BundleMade(
            file=file,
            id=self.id,
            size=len(self.content),
            is_sealed=self.is_sealed,
            is_closed=self.is_closed,
            entries=entries - self.log.withheld,
            withheld=self.log.withheld,
            left=self.log.left,
        )


def send(
    request: BundleRequest, sources: Sources, store: Store, settings: Settings, version: str
) -> Sent:
    """Gather a bundle; KnownError as `Bundles.make` says."""
    if settings.state_secrets:
        raise KnownError("exchange.state_secrets", Exit.NO_RIGHT)
    if request.level not in LEVELS:
        raise KnownError("unknown_level", Exit.USAGE, text=request.level)
    run = sources.redacted(sources.run_of(request.run), request.level)
    key = sources.secrets().provide().key
    content = Content(
        run=run,
        run_json=sources.write_run(run),
        level=request.level,
        made=to_text(datetime.now(UTC)),
        app_version=version,
        log=_log(request, sources, store, key),
        documents=read_documents(request.documents),
    )
    written = make_bundle(content, key, KEY_NAME)
    closed = close(written.content, request.receiver) if request.receiver else written.content
    return Sent(
        id=written.id,
        name=written.name,
        content=closed,
        at=content.made,
        log=content.log,
        is_sealed=key is not None,
        is_closed=bool(request.receiver),
    )


def _log(request: BundleRequest, sources: Sources, store: Store, key: SigningKey | None) -> LogPart:
    for day in (request.since, request.until):
        if day and not is_day(day):
            raise KnownError("export_day", Exit.USAGE, text=day)
    if request.since and request.until and request.until < request.since:
        raise KnownError("exchange.bundle_days", Exit.USAGE)
    if key is not None and not store.read_only:
        sources.seal_book()
    receipt = store.sending.acknowledged()
    earlier = store.sending.notes(_EARLIER)
    if receipt is not None and receipt.note and receipt.note not in earlier:
        earlier = (*earlier, receipt.note)
    return log_part(
        store.log,
        earlier,
        request.since,
        request.until,
        lambda canon: sources.may_leave(canon, request.level),
    )

"""Verifying one bundle for a person: what it says, what is proven, and what is not."""

from datetime import datetime
from pathlib import Path

from core.exchange.closing import is_closed, reopen
from core.exchange.container import FILE_LIMIT
from core.exchange.continuity import judge
from core.exchange.opening import Opened, ReadRun, open_bundle
from core.exchange.refusal import RefusedError
from core.exchange.trusting import read_key, trusted_keys
from core.model.errors import Exit, KnownError
from core.model.exchange import BundleCard, Fate, FileResult, KeyScope, LogState
from core.model.moments import VIETNAM, from_text
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint
from core.seal.trust import TrustedKeys
from core.store.store import Store
from core.words import visible


def verify_file(
    file: Path, key: str | None, store: Store, read_run: ReadRun, own: SigningKey | None
) -> BundleCard | FileResult:
    """Verify a bundle with one public key, or with those trusted here; or say why it is refused."""
    trusted = (
        TrustedKeys().add(read_key(key).key, "")
        if key is not None
        else trusted_keys(store.trusted_keys.all(), KeyScope.MACHINE, KeyScope.SWEEP)
    )
    today = datetime.now(VIETNAM).date().isoformat()
    try:
        source = _read(file)
        opened = open_bundle(
            reopen(source, own) if is_closed(source) else source, trusted, today, read_run
        )
    except RefusedError as refused:
        return FileResult(
            file=visible(file.name),
            fate=Fate.REFUSED,
            why=refused.why,
            detail=refused.detail,
            day=refused.day,
        )
    return _card(opened, _log_state(opened, store))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error


def _log_state(opened: Opened, store: Store) -> LogState:
    came = opened.checkpoint
    head = None if came is None else store.board.head(came.origin)
    held = None if head is None else Checkpoint(origin=head.origin, size=head.size, root=head.root)
    return judge(held, came, opened.proofs)


def _card(opened: Opened, log_state: LogState) -> BundleCard:
    manifest = opened.manifest
    run = max(opened.runs, key=lambda each: from_text(each.ended)) if opened.runs else None
    sent = manifest.last - manifest.first + 1 if manifest.first else 0
    return BundleCard(
        id=opened.id,
        unit=manifest.unit,
        machine=manifest.machine,
        tag=manifest.tag,
        asset=manifest.asset,
        made=manifest.made,
        level=manifest.level,
        app_version=manifest.app_version,
        fingerprint="" if opened.offered is None else opened.offered.key.fingerprint,
        key_text=manifest.key,
        owner="" if opened.key is None else opened.key.owner,
        held_back=opened.held_back,
        runs=len(opened.runs),
        entries=sent - opened.withheld,
        withheld=opened.withheld,
        documents=len(manifest.documents),
        log_size=0 if opened.checkpoint is None else opened.checkpoint.size,
        log_state=log_state,
        verdict=None if run is None else run.verdict,
        ended="" if run is None else run.ended,
        proven=tuple(_proven(opened, sent)),
        unproven=tuple(_unproven(opened, log_state)),
    )


def _proven(opened: Opened, sent: int) -> list[str]:
    found = ["whole"]
    if opened.key is not None:
        found.append("sender")
    elif opened.offered is not None:
        found.append("one_key")
    if opened.note_proven:
        found.append("log_state")
    if sent and opened.checkpoint is not None:
        found.append("entries")
    return found


def _unproven(opened: Opened, log_state: LogState) -> list[str]:
    found = []
    if opened.offered is None:
        found.append("no_seal")
    elif opened.key is None:
        found.append("key_unknown")
    if opened.checkpoint is None:
        found.append("no_log")
    elif log_state is LogState.FIRST:
        found.append("log_first")
    elif log_state in (LogState.ROLLED_BACK, LogState.FORKED, LogState.NOT_CONTINUOUS):
        found.append(f"log_{log_state}")
    return [*found, "truth", "clock"]

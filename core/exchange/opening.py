"""Opening a bundle: caps, container, seal, digests, content, in this order; trusting nothing.

Sealed is only the manifest. Its bytes are proven first, then every member against its digest,
and only then is any content looked at. The whole bundle is refused for one wrong byte.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.exchange.container import MIMETYPE_NAME, Container
from core.exchange.log_part import CHECKPOINT, NOTE_LIMIT, WITHHELD, entry_faults
from core.exchange.manifest import (
    ENVELOPE,
    MANIFEST,
    MANIFEST_LIMIT,
    PAYLOAD_TYPE,
    Listed,
    Manifest,
    bundle_id,
)
from core.exchange.refusal import RefusedError
from core.model.errors import KnownError
from core.model.exchange import Why
from core.model.moments import is_moment
from core.model.run import Run
from core.seal.canonical import SIZE_LIMIT, CanonicalError, read
from core.seal.dsse import unseal_offered
from core.seal.keys import VerifyKey
from core.seal.note import Checkpoint, NamedKey, parse, verify
from core.seal.refusal import SealError
from core.seal.refusal import Why as SealWhy
from core.seal.trust import TrustedKey, TrustedKeys
from core.words import visible

MEMBER_SIZE_LIMIT = 64_000_000
_ENVELOPE_LIMIT = 2 * MANIFEST_LIMIT
_CONTINUES = re.compile(r"log/continues-([1-9][0-9]{0,17})\.txt")

ReadRun = Callable[[bytes, str], Run]
"""Reads the JSON form of a run; KnownError when it does not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A bundle whose bytes agree with each other.

    `key` is the trusted key that sealed it, None where `held_back` says why there is none yet;
    `offered` is the key it says it was sealed with, whose seal was good. `note` is the checkpoint
    of the log that goes along, proven by the manifest; `note_proven` says that a key of this
    bundle's signed it too. `proofs` show that the
    log continues older ones, by their sizes. `withheld` entries came as their digest only.
    """

    id: str
    manifest: Manifest
    key: TrustedKey | None
    offered: NamedKey | None
    held_back: Why | None
    runs: tuple[Run, ...]
    note: str
    checkpoint: Checkpoint | None
    note_proven: bool
    proofs: Mapping[int, bytes]
    withheld: int


def open_bundle(source: bytes, trusted: TrustedKeys, day: str, read_run: ReadRun) -> Opened:
    """Open a bundle that was received on an ISO day; RefusedError names what is wrong with it."""
    container = Container(source)
    content = container.read(MANIFEST, MANIFEST_LIMIT)
    manifest = Manifest.from_bytes(content)
    offered = _offered(manifest)
    key, held_back = _unsealed(container, content, offered, trusted, day)
    members = _members(container, manifest)
    note = members(CHECKPOINT).decode("utf-8", "replace") if CHECKPOINT in manifest.files else ""
    checkpoint, proven = _checkpoint(note, manifest, offered, trusted)
    fault = entry_faults(members, frozenset(manifest.files), manifest.first, manifest.last, note)
    if fault or bool(note) != bool(manifest.log):
        raise RefusedError(Why.LOG_MISFIT, fault or "a log without checkpoint")
    return Opened(
        id=bundle_id(content),
        manifest=manifest,
        key=key,
        offered=offered,
        held_back=held_back,
        runs=tuple(_run(members(path), path, manifest, read_run) for path in manifest.runs),
        note=note,
        checkpoint=checkpoint,
        note_proven=proven,
        proofs=_proofs(members, manifest),
        withheld=members(WITHHELD).count(b"\n") if WITHHELD in manifest.files else 0,
    )


def _offered(manifest: Manifest) -> NamedKey | None:
    if not manifest.key:
        return None
    try:
        return NamedKey.from_text(manifest.key)
    except ValueError as error:
        raise RefusedError(Why.BAD_JSON, f"{MANIFEST}: key: {error}") from error


def _unsealed(
    container: Container,
    content: bytes,
    offered: NamedKey | None,
    trusted: TrustedKeys,
    day: str,
) -> tuple[TrustedKey | None, Why | None]:
    """Return the trusted key that sealed the manifest, or why it has none yet; else refused."""
    if ENVELOPE not in container.names:
        if offered is not None:
            raise RefusedError(Why.MISSING, ENVELOPE)
        return None, Why.UNSIGNED
    envelope = container.read(ENVELOPE, _ENVELOPE_LIMIT)
    try:
        payload, key = unseal_offered(
            envelope, PAYLOAD_TYPE, trusted, None if offered is None else offered.key, day=day
        )
    except SealError as error:
        reasons = {SealWhy.OTHER_TYPE: Why.OTHER_TYPE, SealWhy.REVOKED: Why.REVOKED}
        why = reasons.get(error.why, Why.SEAL_BROKEN)
        raise RefusedError(why, str(error), error.day) from error
    if payload != content:
        raise RefusedError(Why.ALTERED, f"{MANIFEST} is not what was sealed")
    return key, Why.KEY_UNKNOWN if key is None else None


def _members(container: Container, manifest: Manifest) -> Callable[[str], bytes]:
    """Check every member against its digest and return what gives their content."""
    own = {MIMETYPE_NAME, MANIFEST, ENVELOPE}
    extra = container.names - manifest.files.keys() - own
    if extra:
        raise RefusedError(Why.NOT_LISTED, ", ".join(sorted(extra)[:3]))
    if manifest.files.keys() & own:
        raise RefusedError(Why.TWICE, "the manifest lists itself")
    missing = manifest.files.keys() - container.names
    if missing:
        raise RefusedError(Why.MISSING, ", ".join(sorted(missing)[:3]))
    wanted = set(manifest.runs) | {path for path in manifest.files if path.startswith("log/")}
    if unlisted := (set(manifest.runs) | set(manifest.documents)) - manifest.files.keys():
        raise RefusedError(Why.MISSING, ", ".join(sorted(unlisted)[:3]))
    kept: dict[str, bytes] = {}
    for path, each in manifest.files.items():
        limit = SIZE_LIMIT if path in wanted else MEMBER_SIZE_LIMIT
        content = _checked(container, path, each, limit)
        if path in wanted:
            kept[path] = content
    return kept.__getitem__


def _checked(container: Container, path: str, each: Listed, limit: int) -> bytes:
    content = container.read(path, limit)
    if len(content) != each.size or hashlib.sha256(content).hexdigest() != each.sha256:
        raise RefusedError(Why.ALTERED, path)
    return content


def _checkpoint(
    note: str, manifest: Manifest, offered: NamedKey | None, trusted: TrustedKeys
) -> tuple[Checkpoint | None, bool]:
    """Return the checkpoint in a bundle, and whether a key that we know signed it as this log."""
    if not note:
        return None, False
    try:
        if len(note) > NOTE_LIMIT:
            raise RefusedError(Why.LOG_MISFIT, "the checkpoint is too long")
        parsed = parse(note.encode())
        checkpoint = Checkpoint.from_text(parsed.text)
        if checkpoint.origin != manifest.log:
            raise RefusedError(Why.LOG_MISFIT, "the checkpoint of another log")
        raws = {each.key.raw for each in trusted.all()} if offered is None else {offered.key.raw}
        keys = [NamedKey(checkpoint.origin, VerifyKey(raw)) for raw in raws]
        verify(parsed, keys)
    except SealError as error:
        if error.why is SealWhy.UNKNOWN_KEY:
            # Sealed by another account of the same machine; the manifest vouches for it.
            return checkpoint, False
        raise RefusedError(Why.LOG_MISFIT, str(error)) from error
    except ValueError as error:
        raise RefusedError(Why.LOG_MISFIT, str(error)) from error
    return checkpoint, True


def _proofs(members: Callable[[str], bytes], manifest: Manifest) -> dict[int, bytes]:
    """Return the proofs that the log continues an older one, by its size."""
    found = ((_CONTINUES.fullmatch(path), path) for path in manifest.files)
    return {int(match[1]): members(path) for match, path in found if match is not None}


def _run(content: bytes, path: str, manifest: Manifest, read_run: ReadRun) -> Run:
    try:
        read(content)
        run = read_run(content, path)
    except CanonicalError as error:
        raise RefusedError(Why.BAD_JSON, f"{path}: {error}") from error
    except KnownError as error:
        why = Why.NEWER if error.key == "run_newer" else Why.RUN_MISFIT
        raise RefusedError(why, f"{path}: {error.detail}") from error
    if not is_moment(run.ended):
        raise RefusedError(Why.RUN_MISFIT, f"{path}: ended at no moment")
    if (visible(run.asset.id), visible(run.asset.name)) != (manifest.asset, manifest.machine):
        raise RefusedError(Why.RUN_MISFIT, f"{path}: the run of another machine")
    counts = {result: 0 for result in run.counts}
    for each in run.findings:
        counts[each.result] = counts.get(each.result, 0) + 1
    if counts != dict(run.counts):
        raise RefusedError(Why.RUN_MISFIT, f"{path}: the counts are not those of its findings")
    if len({each.check for each in run.findings}) != len(run.findings):
        raise RefusedError(Why.RUN_MISFIT, f"{path}: a check stands twice")
    return run

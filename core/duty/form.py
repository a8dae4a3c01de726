"""The form of an entry: the canonical bytes it is stored as, and what it says when read again.

Names of members are those of the format, which bundles and other programs rely on.
"""

from core.model.duty import ENTRY_FORMAT, Attachment, ClockFlag, Entry, EntryKind
from core.model.moments import from_text
from core.model.severity import Severity
from core.seal.canonical import CanonicalError, Json, read_canonical_plain, write
from core.store.log import LogRow

NO_LEAF = bytes(32)
"""What stands before the first entry."""

ERASED = "erased"
"""Under which name of `about` an entry keeps the digest of a file that was erased."""

NAMES = frozenset(
    (
        "v", "log_id", "boot_id", "epoch", "seq", "prev", "t_wall", "t_mono", "t_event", "t_max",
        "tz", "author", "device", "kind", "severity", "body", "attachments", "supersedes",
        "reason", "clock_flag", "about",
    )
)  # fmt: skip


def name_key(number: int) -> str:
    """Return under which name an entry keeps the name of its file (from 1)."""
    return f"attachment_{number}_name"


def original_key(number: int) -> str:
    """Return under which name an entry keeps the digest of a file as it was given."""
    return f"attachment_{number}_original"


def to_row(entry: Entry, prev: bytes) -> LogRow:
    """Return an entry as it is stored after the leaf `prev`, which makes its hashes."""
    from core.seal.tree import leaf_hash

    attachments: list[Json] = [
        {"mime": each.mime, "sha256": each.sha256, "size": each.size} for each in entry.attachments
    ]
    canon = write(
        {
            "v": entry.v,
            "log_id": entry.log_id,
            "boot_id": entry.boot_id,
            "epoch": entry.epoch,
            "seq": entry.seq,
            "prev": prev.hex(),
            "t_wall": entry.written,
            "t_mono": entry.mono_ms,
            "t_event": entry.at,
            "t_max": entry.latest,
            "tz": entry.tz,
            "author": entry.author,
            "device": entry.device,
            "kind": entry.kind.value,
            "severity": entry.severity.value,
            "body": entry.text,
            "attachments": attachments,
            "supersedes": entry.supersedes,
            "reason": entry.reason,
            "clock_flag": entry.clock_flag.value,
            "about": dict(entry.about),
        }
    )
    return LogRow(entry.seq, canon, prev, leaf_hash(canon))


def to_entry(row: LogRow) -> Entry:
    """Return what a row says; an entry of the kind `unreadable` when its bytes say nothing."""
    try:
        return _read(row)
    except (CanonicalError, LookupError, TypeError, ValueError):
        return Entry(
            seq=row.seq,
            log_id="",
            at="",
            written="",
            author="",
            device="",
            kind=EntryKind.UNREADABLE,
            severity=Severity.LOW,
            text="",
            clock_flag=ClockFlag.NONE,
            prev=row.prev.hex(),
            leaf=row.leaf.hex(),
            v=0,
        )


def parsed(canon: bytes) -> Entry:
    """Return what the bytes of an entry of any book say; `unreadable` when they say nothing."""
    from core.seal.tree import leaf_hash

    try:
        form = read_canonical_plain(canon)
        seq, prev = _whole(form["seq"]), bytes.fromhex(_text(form["prev"]))
    except (CanonicalError, LookupError, TypeError, ValueError):
        seq, prev = 0, NO_LEAF
    return to_entry(LogRow(seq, canon, prev, leaf_hash(canon)))


def _read(row: LogRow) -> Entry:
    form = read_canonical_plain(row.canon)
    if _whole(form["v"]) != ENTRY_FORMAT:
        raise ValueError(f"format {form['v']}")
    supersedes = form["supersedes"]
    return Entry(
        seq=row.seq,
        log_id=_text(form["log_id"]),
        at=_moment(form["t_event"]),
        written=_moment(form["t_wall"]),
        author=_text(form["author"]),
        device=_text(form["device"]),
        kind=EntryKind(_text(form["kind"])),
        severity=Severity(_text(form["severity"])),
        text=_text(form["body"]),
        clock_flag=ClockFlag(_text(form["clock_flag"])),
        prev=row.prev.hex(),
        leaf=row.leaf.hex(),
        supersedes=None if supersedes is None else _whole(supersedes),
        reason=_text(form["reason"]),
        boot_id=_text(form["boot_id"]),
        epoch=_whole(form["epoch"]),
        mono_ms=_whole(form["t_mono"]),
        tz=_text(form["tz"]),
        latest=_moment(form["t_max"]),
        attachments=tuple(_attachment(each) for each in _list(form["attachments"])),
        about={name: _text(value) for name, value in _object(form["about"]).items()},
        v=ENTRY_FORMAT,
    )


def _attachment(value: Json) -> Attachment:
    form = _object(value)
    return Attachment(
        sha256=_text(form["sha256"]), size=_whole(form["size"]), mime=_text(form["mime"])
    )


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _moment(value: Json) -> str:
    text = _text(value)
    from_text(text)
    return text


def _whole(value: Json) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not an object")
    return value

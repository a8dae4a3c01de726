"""The manifest: what a bundle says of itself; it alone is sealed and names all else by digest."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.exchange.refusal import RefusedError
from core.model.exchange import BUNDLE_FORMAT, Why
from core.model.moments import is_moment
from core.seal.canonical import CanonicalError, Json, read_canonical_plain, write
from core.words import visible

PAYLOAD_TYPE = "application/vnd.trucan.bundle-manifest+json"
MANIFEST = "manifest.json"
ENVELOPE = "manifest.dsse.json"
MANIFEST_LIMIT = 1_000_000

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A member as the manifest names it."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Who sends what: unit, machine, key, when made (UTC, ISO), how much was left out, members.

    `runs` and `documents` are names of members. `log` is the origin of the duty log whose
    checkpoint goes along, empty for none; `first` and `last` are the entries sent, 0 for none.
    """

    unit: str
    asset: str
    machine: str
    tag: str
    made: str
    level: str
    app_version: str
    key: str
    runs: tuple[str, ...]
    documents: tuple[str, ...]
    log: str
    first: int
    last: int
    files: Mapping[str, Listed]

    def to_bytes(self) -> bytes:
        """Write the manifest as canonical JSON."""
        files: list[Json] = [
            {"path": path, "sha256": each.sha256, "size": each.size}
            for path, each in sorted(self.files.items())
        ]
        return write(
            {
                "format": BUNDLE_FORMAT,
                "unit": self.unit,
                "asset": {"id": self.asset, "name": self.machine, "tag": self.tag},
                "made": self.made,
                "redaction": self.level,
                "tool": {"name": "trucan", "version": self.app_version},
                "key": self.key,
                "runs": list(self.runs),
                "documents": list(self.documents),
                "log": {"origin": self.log, "first": self.first, "last": self.last},
                "files": files,
            }
        )

    @classmethod
    def from_bytes(cls, source: bytes) -> "Manifest":
        """Read a manifest strictly; fields of later versions are passed over; else refused."""
        try:
            return _read(read_canonical_plain(source, size_limit=MANIFEST_LIMIT))
        except (CanonicalError, LookupError, TypeError, ValueError) as error:
            raise RefusedError(Why.BAD_JSON, f"{MANIFEST}: {error}") from error


def bundle_id(manifest: bytes) -> str:
    """Return the id of a bundle: the digest of its manifest, which names all else."""
    return hashlib.sha256(manifest).hexdigest()


def listed(content: bytes) -> Listed:
    """Return how the manifest names a member."""
    return Listed(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _read(form: dict[str, Json]) -> Manifest:
    version = _whole(form["format"])
    if version > BUNDLE_FORMAT:
        raise RefusedError(Why.NEWER, f"format {version}")
    asset, tool, log = (_object(form[name]) for name in ("asset", "tool", "log"))
    made = _text(form["made"])
    if not is_moment(made):
        raise ValueError("made at no moment")
    files: dict[str, Listed] = {}
    for each in _list(form["files"]):
        row = _object(each)
        path, digest = _text(row["path"]), _text(row["sha256"])
        if path in files:
            raise RefusedError(Why.TWICE, path)
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{path}: no digest")
        files[path] = Listed(sha256=digest, size=_whole(row["size"]))
    return Manifest(
        unit=_text(form["unit"]),
        asset=_text(asset["id"]),
        machine=_text(asset["name"]),
        tag=_text(asset["tag"]),
        made=made,
        level=_text(form["redaction"]),
        app_version=_text(tool["version"]),
        key=_text(form["key"]),
        runs=tuple(_text(each) for each in _list(form["runs"])),
        documents=tuple(_text(each) for each in _list(form["documents"])),
        log=_text(log["origin"]),
        first=_whole(log["first"]),
        last=_whole(log["last"]),
        files=files,
    )


def _text(value: Json) -> str:
    if not isinstance(value, str) or len(value) > _TEXT_LIMIT:
        raise TypeError("not a short text")
    # Marks that cannot be seen are written out, so that no name looks like another one.
    return visible(value)


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a whole number")
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value

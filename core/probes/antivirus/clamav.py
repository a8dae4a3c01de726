"""How old ClamAV's definitions are: the header that was signed with them, not the file's time."""

import re
from datetime import datetime

from core.model.moments import to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.system import System
from core.probes.walk import moment_text

HEADER_SIZE = 512
_MAGIC = "ClamAV-VDB"
_SMALLEST_BODY = 512  # bytes; even an archive of one empty list is larger
_TAR_BLOCK = 512
_CONFIGURATIONS = (
    "/etc/clamav/freshclam.conf",
    "/etc/freshclam.conf",
    "/etc/clamav/clamd.conf",
    "/etc/clamd.d/scan.conf",
)
_USUAL_FOLDER = "/var/lib/clamav"
_DAILY = ("daily.cvd", "daily.cld")


def made_at(header: bytes) -> str | Unknown:
    """Return when definitions were made, as their header of 512 bytes says.

    Its fields are `ClamAV-VDB:built:version:signatures:level:md5:signature:builder:seconds`. They
    are split from both ends, because the time of building is free text.
    """
    text = header[:HEADER_SIZE].decode("ascii", "replace").rstrip()
    magic, _, rest = text.partition(":")
    fields = rest.rsplit(":", 7)
    if len(header) < HEADER_SIZE or magic != _MAGIC or len(fields) != 8:
        return Unknown(UnknownCode.MALFORMED, f"no header of definitions: {text[:80]!r}")
    built, version, signatures, level, *_, seconds = fields
    if not all(each.isdecimal() for each in (version, signatures, level)):
        return Unknown(UnknownCode.MALFORMED, f"damaged header: {text[:80]!r}")
    if seconds.isdecimal() and int(seconds) > 0:
        return moment_text(int(seconds))
    try:
        return to_text(datetime.strptime(built, "%d %b %Y %H-%M %z"))
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"header without a time: {text[:80]!r}")


def _body_fault(head: bytes, tail: bytes, size: int) -> str:
    """Return what is wrong with the body after the header, empty for nothing.

    A packed body ends with the size of the archive inside, which is whole blocks; a body that is
    not packed is whole blocks itself.
    """
    if size < HEADER_SIZE + _SMALLEST_BODY:
        return f"only {size} bytes"
    body = head[HEADER_SIZE:]
    if body.startswith(b"\x1f\x8b") and int.from_bytes(tail[-4:], "little") % _TAR_BLOCK:
        return "cut short"
    if body[257:262] == b"ustar" and (size - HEADER_SIZE) % _TAR_BLOCK:
        return "cut short"
    return ""


def _file_made_at(system: System, path: str) -> str | Unknown:
    seen = system.stat(path)
    if isinstance(seen, Unknown):
        return seen
    head = system.read_bytes(path, 2 * HEADER_SIZE)
    tail = system.read_bytes(path, 4, from_end=True)
    if isinstance(head, Unknown):
        return head
    if isinstance(tail, Unknown):
        return tail
    made = made_at(head)
    if isinstance(made, Unknown):
        return Unknown(made.code, f"{path}: {made.detail}")
    fault = _body_fault(head, tail, seen.size)
    return Unknown(UnknownCode.MALFORMED, f"{path}: {fault}") if fault else made


def definitions_folder(system: System) -> str:
    """Return the folder that freshclam or clamd is configured to keep definitions in."""
    for path in _CONFIGURATIONS:
        text = system.read_text(path, 200_000)
        if isinstance(text, Unknown):
            continue
        for line in significant_lines(text):
            found = re.fullmatch(r'DatabaseDirectory\s+"?(/[^"]*?)"?', line)
            if found:
                return found[1].rstrip("/") or _USUAL_FOLDER
    return _USUAL_FOLDER


def definitions_at(system: System) -> tuple[str | Unknown, str]:
    """Return when the newest daily definitions were made, empty when there are none, and where.

    `main` is years old on an up-to-date machine, so it is never asked.
    """
    folder = definitions_folder(system)
    names = system.list_folder(folder)
    if isinstance(names, Unknown):
        return ("" if names.code is UnknownCode.NOT_FOUND else names), folder
    newest, where = "", folder
    for name in _DAILY:
        if name not in names:
            continue
        path = f"{folder}/{name}"
        made = _file_made_at(system, path)
        if isinstance(made, Unknown):
            return made, path
        if made > newest:
            newest, where = made, path
    return newest, where

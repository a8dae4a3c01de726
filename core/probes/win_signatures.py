"""Whether programs are signed: Authenticode, in the file itself or by a catalogue of Windows.

Most files of Windows carry no signature of their own; a catalogue names their hashes. Nothing is
asked of the network and nothing shown. Source: Microsoft Learn, WinVerifyTrust, WINTRUST_DATA,
CryptCATAdminCalcHashFromFileHandle2, CryptCATAdminEnumCatalogFromHash.
"""

import ctypes
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import wintypes
from typing import BinaryIO

from core.model.unknown import Unknown, UnknownCode
from core.probes.traces import SignatureSeen
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering, from_hresult

_NO_WINDOW = ctypes.c_void_p(-1)
_GENERIC_VERIFY = (0x00AAC56B, 0xCD44, 0x11D0, "8CC200C04FC295EE")
_SILENT, _NO_REVOCATION = 2, 0
_OF_FILE, _OF_CATALOGUE = 1, 2
_VERIFY, _CLOSE = 1, 2
_OFF_LINE = 0x10 | 0x1000
"""No check of revocation, and nothing fetched that is not here already."""

_VALID = 0
_UNSIGNED = frozenset((0x800B0100, 0x800B0003, 0x800B0001))
"""No signature; a form of file that can hold none; nobody who knows that form."""
_CHANGED = 0x80096010
_REFUSED = frozenset((0x800B0111, 0x800B010C, 0x800B0004))
"""Distrusted by this machine, revoked, or not trusted for this."""
_UNTRUSTED = frozenset((0x800B0109, 0x800B010A, 0x800B0101, 0x800B0112, 0x80092026))
"""An issuer that is not known here, a broken chain, an expired certificate, too weak a hash."""

_HASHES = ("SHA256", "SHA1")
"""As catalogues of today and those of old drivers name files."""


class _Guid(ctypes.Structure):
    """GUID."""

    _fields_ = (
        ("first", ctypes.c_uint32),
        ("second", ctypes.c_uint16),
        ("third", ctypes.c_uint16),
        ("rest", ctypes.c_ubyte * 8),
    )


class _File(ctypes.Structure):
    """WINTRUST_FILE_INFO."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("path", wintypes.LPCWSTR),
        ("handle", ctypes.c_void_p),
        ("subject", ctypes.c_void_p),
    )


class _Member(ctypes.Structure):
    """WINTRUST_CATALOG_INFO."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("version", wintypes.DWORD),
        ("catalogue", wintypes.LPCWSTR),
        ("tag", wintypes.LPCWSTR),
        ("path", wintypes.LPCWSTR),
        ("handle", ctypes.c_void_p),
        ("hash", ctypes.c_void_p),
        ("hash_size", wintypes.DWORD),
        ("context", ctypes.c_void_p),
        ("administrator", ctypes.c_void_p),
    )


class _Question(ctypes.Structure):
    """WINTRUST_DATA."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("policy", ctypes.c_void_p),
        ("form", ctypes.c_void_p),
        ("window", wintypes.DWORD),
        ("revocation", wintypes.DWORD),
        ("kind", wintypes.DWORD),
        ("subject", ctypes.c_void_p),
        ("action", wintypes.DWORD),
        ("state", ctypes.c_void_p),
        ("address", ctypes.c_void_p),
        ("flags", wintypes.DWORD),
        ("context", wintypes.DWORD),
        ("settings", ctypes.c_void_p),
    )


class _Catalogue(ctypes.Structure):
    """CATALOG_INFO."""

    _fields_ = (("size", wintypes.DWORD), ("path", wintypes.WCHAR * 260))


def _verify(kind: int, subject: "_File | _Member") -> int:
    """Return what WinVerifyTrust says, unsigned; 0 for a signature that holds."""
    ask = call(
        "wintrust",
        "WinVerifyTrust",
        ctypes.c_long,
        ctypes.c_void_p,
        ctypes.POINTER(_Guid),
        ctypes.POINTER(_Question),
    )
    first, second, third, rest = _GENERIC_VERIFY
    guid = _Guid(first, second, third, (ctypes.c_ubyte * 8)(*bytes.fromhex(rest)))
    question = _Question(
        size=ctypes.sizeof(_Question),
        window=_SILENT,
        revocation=_NO_REVOCATION,
        kind=kind,
        subject=ctypes.cast(ctypes.pointer(subject), ctypes.c_void_p),
        action=_VERIFY,
        flags=_OFF_LINE,
    )
    told = int(ask(_NO_WINDOW, ctypes.byref(guid), ctypes.byref(question)))
    question.action = _CLOSE
    ask(_NO_WINDOW, ctypes.byref(guid), ctypes.byref(question))
    return told & 0xFFFFFFFF


def _handle_of(file: BinaryIO) -> int:
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.get_osfhandle(file.fileno())
    else:
        return file.fileno()


@contextmanager
def _catalogues(algorithm: str) -> Iterator[int]:
    """Hold the administration of catalogues for one kind of hash."""
    acquire = call(
        "wintrust",
        "CryptCATAdminAcquireContext2",
        wintypes.BOOL,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
        wintypes.LPCWSTR,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    release = call(
        "wintrust",
        "CryptCATAdminReleaseContext",
        wintypes.BOOL,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    held = ctypes.c_void_p()
    if not acquire(ctypes.byref(held), None, algorithm, None, 0) or not held.value:
        raise last_error("CryptCATAdminAcquireContext2")
    try:
        yield held.value
    finally:
        release(held, 0)


def _hash(administrator: int, file: BinaryIO) -> bytes:
    """Return the hash under which a catalogue would name a file."""
    calculate = call(
        "wintrust",
        "CryptCATAdminCalcHashFromFileHandle2",
        wintypes.BOOL,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    size, buffer = wintypes.DWORD(64), ctypes.create_string_buffer(64)
    if not calculate(administrator, _handle_of(file), ctypes.byref(size), buffer, 0):
        raise last_error("CryptCATAdminCalcHashFromFileHandle2")
    return buffer.raw[: size.value]


def _catalogue_of(administrator: int, digest: bytes) -> str:
    """Return the path of a catalogue that names a hash, empty for none."""
    find = call(
        "wintrust",
        "CryptCATAdminEnumCatalogFromHash",
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
    )
    tell = call(
        "wintrust",
        "CryptCATCatalogInfoFromContext",
        wintypes.BOOL,
        ctypes.c_void_p,
        ctypes.POINTER(_Catalogue),
        wintypes.DWORD,
    )
    release = call(
        "wintrust",
        "CryptCATAdminReleaseCatalogContext",
        wintypes.BOOL,
        ctypes.c_void_p,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    found = find(administrator, digest, len(digest), 0, None)
    if not found:
        return ""
    catalogue = _Catalogue(size=ctypes.sizeof(_Catalogue))
    try:
        if not tell(found, ctypes.byref(catalogue), 0):
            raise last_error("CryptCATCatalogInfoFromContext")
        return str(catalogue.path)
    finally:
        release(administrator, found, 0)


def _by_catalogue(path: str, file: BinaryIO) -> int | None:
    """Return what is said of a file by the catalogue that names it, None where none does."""
    for algorithm in _HASHES:
        with _catalogues(algorithm) as administrator:
            digest = _hash(administrator, file)
            catalogue = _catalogue_of(administrator, digest)
            if catalogue:
                kept = ctypes.create_string_buffer(digest, len(digest))
                member = _Member(
                    size=ctypes.sizeof(_Member),
                    catalogue=catalogue,
                    tag=digest.hex().upper(),
                    path=path,
                    handle=_handle_of(file),
                    hash=ctypes.cast(kept, ctypes.c_void_p),
                    hash_size=len(digest),
                    administrator=administrator,
                )
                return _verify(_OF_CATALOGUE, member)
    return None


def state_of(told: int) -> str | Unknown:
    """Say what an answer of WinVerifyTrust means for a signature."""
    if told == _VALID:
        return "valid"
    if told in _UNSIGNED:
        return "none"
    if told == _CHANGED:
        return "broken"
    if told in _REFUSED:
        return "refused"
    return "untrusted" if told in _UNTRUSTED else from_hresult(told, "WinVerifyTrust")


@answering
def _state(path: str) -> str | Unknown:
    """Return the state of one file's signature; a catalogue that names it decides as well."""
    with open(path, "rb") as file:
        subject = _File(size=ctypes.sizeof(_File), path=path, handle=_handle_of(file))
        own = _verify(_OF_FILE, subject)
        if own == _VALID:
            return "valid"
        listed = _by_catalogue(path, file)
    if listed is not None and (listed == _VALID or own in _UNSIGNED):
        return state_of(listed)
    return state_of(own)


def signatures(paths: Sequence[str], limit: float) -> tuple[SignatureSeen, ...] | Unknown:
    """Return the state of each file's signature; after `limit` seconds the rest is timed out."""
    end = time.monotonic() + limit
    late = Unknown(UnknownCode.TIMED_OUT, f"within {limit:g} s")
    return tuple(
        SignatureSeen(path=path, state=_state(path) if time.monotonic() < end else late)
        for path in paths
    )

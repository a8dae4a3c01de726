"""Sharing on Linux: Samba's and NFS' own files."""

import re
from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import significant_lines
from core.probes.sharing.facts import OpenShare, SharingFacts
from core.probes.system import System

_SAMBA, _NFS = "/etc/samba/smb.conf", "/etc/exports"
_SERVERS = ("/usr/sbin/smbd", "/usr/sbin/exportfs")
_CLIENTS = (
    "/usr/bin/smbclient",
    "/usr/lib/x86_64-linux-gnu/libsmbclient.so.0",
    "/usr/lib/aarch64-linux-gnu/libsmbclient.so.0",
    "/usr/lib64/libsmbclient.so.0",
    "/usr/lib/libsmbclient.so.0",
)
"""Samba's client, and the library by which file managers reach shares."""

_OLD = frozenset({"core", "coreplus", "lanman1", "lanman2", "nt1"})
_OF_SERVER = ("serverminprotocol",)
_OF_CLIENT = ("clientminprotocol", "clientipcminprotocol")
_YES = frozenset({"yes", "true", "on", "1"})
_SAME = {"public": "guestok", "directory": "path", "minprotocol": "serverminprotocol"}
_OPPOSITE = {"writeable": "readonly", "writable": "readonly", "writeok": "readonly"}
_NOT_FOLDERS = frozenset({"global", "homes", "printers", "print$"})
_EXPORT = re.compile(r'("[^"]*"|\S+)\s*(.*)')
_CLIENT = re.compile(r"(\S*?)\(([^)]*)\)|(\S+)")
_EVERYBODY = ("", "*", "0.0.0.0/0", "::/0")
_MORE_AND_MORE = ("", "read", "change", "full")

Sections = dict[str, dict[str, str]]


def _sections(text: str) -> Sections:
    """Read smb.conf(5): names forget case and blanks, each setting stands under one name."""
    found: Sections = {"global": {}}
    current = "global"
    joined = re.sub(r"\\\r?\n", "", text)
    lines = (line for line in significant_lines(joined) if not line.startswith(";"))
    for line in lines:
        if line.startswith("[") and "]" in line:
            current = line[1 : line.index("]")].strip().lower()
            found.setdefault(current, {})
            continue
        name, equals, value = line.partition("=")
        if equals:
            plain, told = "".join(name.lower().split()), value.strip()
            if plain in _OPPOSITE:
                told = "no" if told.lower() in _YES else "yes"
            found[current][_OPPOSITE.get(plain) or _SAME.get(plain, plain)] = told
    return found


def _is_on(settings: dict[str, str], name: str, default: str) -> bool:
    return settings.get(name, default).lower() in _YES


def _samba_shares(sections: Sections) -> Iterator[OpenShare]:
    """Tell the shares; what [global] says of them holds where a share says nothing itself."""
    for name, section in sections.items():
        settings = {**sections["global"], **section}
        if name in _NOT_FOLDERS or not _is_on(settings, "available", "yes"):
            continue
        everyone = "read" if _is_on(settings, "readonly", "yes") else "change"
        yield OpenShare(
            name=name,
            path=settings.get("path", ""),
            everyone=everyone if _is_on(settings, "guestok", "no") else "",
        )


def _holds(options: list[str], option: str, opposite: str) -> bool:
    """Say whether an option of exports(5) holds: the last of the two counts, none is the other."""
    told = [each for each in options if each in (option, opposite)]
    return told[-1:] == [option]


def _allowed(options: list[str]) -> str:
    if not _holds(options, "rw", "ro"):
        return "read"
    keeps_root = _holds(options, "no_root_squash", "root_squash")
    return "full" if keeps_root and not _holds(options, "all_squash", "no_all_squash") else "change"


def _nfs_shares(text: str) -> Iterator[OpenShare]:
    """Read exports(5): a folder, then who may mount it with which options; nobody named is all.

    Options after a dash hold for whoever is named after them on the line.
    """
    for line in significant_lines(re.sub(r"\\\n", " ", text)):
        found = _EXPORT.match(line.partition("#")[0])
        if found is None:
            continue
        shared: list[str] = []
        everyone, is_named = "", False
        for each in _CLIENT.finditer(found[2]):
            who, options = each[1] or each[3] or "", (each[2] or "").split(",")
            if who.startswith("-"):
                shared = who[1:].split(",")
                continue
            is_named = True
            if who in _EVERYBODY:
                allowed = _allowed([*shared, *options])
                everyone = max(everyone, allowed, key=_MORE_AND_MORE.index)
        path = found[1].strip('"')
        yield OpenShare(name=path, path=path, everyone=everyone if is_named else _allowed(shared))


def _is_any_there(system: System, paths: tuple[str, ...]) -> bool | Unknown:
    doubt: Unknown | None = None
    for path in paths:
        there = system.stat(path)
        if not isinstance(there, Unknown):
            return True
        if there.code is not UnknownCode.NOT_FOUND:
            doubt = doubt or there
    return doubt or False


def _text(system: System, programs: tuple[str, ...], path: str) -> str | Unknown:
    """Return the file of a program; empty where none of them or no file is there."""
    there = _is_any_there(system, programs)
    if there is not True:
        return there or ""
    text = system.read_text(path)
    if isinstance(text, Unknown) and text.code is UnknownCode.NOT_FOUND:
        return ""
    return text


def _shares(samba: str | Unknown, nfs: str | Unknown) -> tuple[OpenShare, ...] | Unknown:
    if isinstance(samba, Unknown):
        return samba
    if isinstance(nfs, Unknown):
        return nfs
    return (*_samba_shares(_sections(samba)), *_nfs_shares(nfs))


def _old_protocol(server: str | Unknown, client: str | Unknown) -> bool | Unknown:
    """Say whether Samba speaks SMB 1; since 4.11 it does so only when told to."""
    doubt: Unknown | None = None
    for text, names in ((server, _OF_SERVER), (client, _OF_CLIENT)):
        if isinstance(text, Unknown):
            doubt = doubt or text
            continue
        settings = _sections(text)["global"]
        if any(settings.get(name, "").lower() in _OLD for name in names):
            return True
    return doubt or False


def read(system: System, ask: Ask) -> SharingFacts:
    """Read what Samba and NFS are told to share, whether or not they run now."""
    samba, nfs = _text(system, _SERVERS[:1], _SAMBA), _text(system, _SERVERS[1:], _NFS)
    client = _text(system, _CLIENTS, _SAMBA)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    return SharingFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={"shares": f"{_SAMBA}, {_NFS}", "old_protocol": _SAMBA},
        ),
        old_protocol=_old_protocol(samba, client),
        shares=_shares(samba, nfs),
        signed=foreign,
        unnamed=foreign,
    )

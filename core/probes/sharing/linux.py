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
_OLD = frozenset({"core", "coreplus", "lanman1", "lanman2", "nt1"})
_YES = frozenset({"yes", "true", "1"})
_NOT_FOLDERS = frozenset({"global", "homes", "printers", "print$"})
_EXPORT = re.compile(r'("[^"]*"|\S+)\s*(.*)')
_CLIENT = re.compile(r"(\S*?)\(([^)]*)\)|(\S+)")

Sections = dict[str, dict[str, str]]


def _sections(text: str) -> Sections:
    """Read smb.conf: names of sections and parameters forget case and blanks (smb.conf(5))."""
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
            found[current]["".join(name.lower().split())] = value.strip()
    return found


def _value(section: dict[str, str], *names: str, default: str = "") -> str:
    return next((section[name] for name in names if name in section), default).lower()


def _samba_shares(sections: Sections) -> Iterator[OpenShare]:
    for name, section in sections.items():
        path = section.get("path") or section.get("directory") or ""
        if name in _NOT_FOLDERS or _value(section, "available", default="yes") not in _YES:
            continue
        guests = _value(section, "guestok", "public", default="no") in _YES
        writable = _value(section, "writeable", "writable", "writeok") in _YES
        writable = writable or _value(section, "readonly", default="yes") not in _YES
        everyone = ("change" if writable else "read") if guests else ""
        yield OpenShare(name=name, path=path, everyone=everyone)


def _nfs_shares(text: str) -> Iterator[OpenShare]:
    """Read exports(5): a folder, then who may mount it with which options; nobody named is all."""
    for line in significant_lines(re.sub(r"\\\n", " ", text)):
        found = _EXPORT.match(line.partition("#")[0])
        if found is None:
            continue
        path, clients = found[1].strip('"'), found[2]
        everyone = "" if clients.strip() else "read"
        for each in _CLIENT.finditer(clients):
            who, options = each[1] or each[3] or "", (each[2] or "").split(",")
            if who.startswith("-"):
                continue
            if who in ("", "*", "0.0.0.0/0", "::/0"):
                writable = "rw" in options
                takes_over = writable and "no_root_squash" in options
                everyone = "full" if takes_over else "change" if writable else everyone or "read"
        yield OpenShare(name=path, path=path, everyone=everyone)


def _text(system: System, server: str, path: str) -> str | Unknown:
    """Return a server's file; empty where the server or its file is absent."""
    there = system.stat(server)
    if isinstance(there, Unknown):
        return "" if there.code is UnknownCode.NOT_FOUND else there
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


def _old_protocol(samba: str | Unknown) -> bool | Unknown:
    """Say whether Samba speaks SMB 1; since 4.11 it does so only when told to."""
    if isinstance(samba, Unknown):
        return samba
    told = _value(_sections(samba)["global"], "serverminprotocol", "minprotocol")
    return told in _OLD


def read(system: System, ask: Ask) -> SharingFacts:
    """Read what Samba and NFS are told to share, whether or not they run now."""
    samba, nfs = _text(system, _SERVERS[0], _SAMBA), _text(system, _SERVERS[1], _NFS)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    return SharingFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={"shares": f"{_SAMBA}, {_NFS}", "old_protocol": _SAMBA},
        ),
        old_protocol=_old_protocol(samba),
        shares=_shares(samba, nfs),
        signed=foreign,
        unnamed=foreign,
    )

"""Sharing on Linux: Samba's and NFS' own files."""

from collections.abc import Iterable, Iterator
from itertools import chain

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sharing.facts import OpenShare, SharingFacts
from core.probes.sharing.nfs import read_exports
from core.probes.sharing.samba import (
    SAMBA,
    SambaConfig,
    read_samba,
    shares_of,
    shares_of_people,
    speaks_old,
)
from core.probes.sharing.samba_version import is_old_by_default
from core.probes.software.linux import STATUS
from core.probes.system import System

_NFS, _MORE_NFS = "/etc/exports", "/etc/exports.d"
_SAMBA_SERVER, _NFS_SERVER = ("/usr/sbin/smbd",), ("/usr/sbin/exportfs",)
_SAMBA_CLIENTS = (
    "/usr/bin/smbclient",
    "/usr/lib/x86_64-linux-gnu/libsmbclient.so.0",
    "/usr/lib/aarch64-linux-gnu/libsmbclient.so.0",
    "/usr/lib64/libsmbclient.so.0",
    "/usr/lib/libsmbclient.so.0",
)
"""Samba's client, and the library by which file managers reach shares."""

_OF_SERVER = ("serverminprotocol",)
_OF_CLIENT = ("clientminprotocol", "clientipcminprotocol")


def _is_any_there(system: System, paths: tuple[str, ...]) -> bool | Unknown:
    doubt: Unknown | None = None
    for path in paths:
        there = system.stat(path)
        if not isinstance(there, Unknown):
            return True
        if there.code is not UnknownCode.NOT_FOUND:
            doubt = doubt or there
    return doubt or False


def _samba(system: System, programs: tuple[str, ...]) -> SambaConfig | Unknown | None:
    """Return Samba's settings, None where none of some programs is there."""
    there = _is_any_there(system, programs)
    if there is not True:
        return there or None
    text = system.read_text(SAMBA)
    if isinstance(text, Unknown):
        return SambaConfig() if text.code is UnknownCode.NOT_FOUND else text
    return read_samba(system, text)


def _nfs_shares(system: System) -> Iterator[OpenShare | Unknown]:
    there = _is_any_there(system, _NFS_SERVER)
    if there is not True:
        yield from [there] if there else []
        return
    paths, names = [_NFS], system.list_folder(_MORE_NFS)
    if isinstance(names, tuple):
        kept = (each for each in names if each.endswith(".exports") and not each.startswith("."))
        paths += [f"{_MORE_NFS}/{each}" for each in kept]
    elif names.code is not UnknownCode.NOT_FOUND:
        yield names
    for path in paths:
        text = system.read_text(path)
        if isinstance(text, str):
            yield from read_exports(text)
        elif text.code is not UnknownCode.NOT_FOUND:
            yield text


def _samba_shares(
    system: System, config: SambaConfig | Unknown | None
) -> Iterator[OpenShare | Unknown]:
    if isinstance(config, Unknown):
        yield config
    elif config is not None:
        yield from shares_of(config)
        yield from shares_of_people(system, config)
        yield from [config.unread] if config.unread else []


def _told(found: Iterable[OpenShare | Unknown]) -> tuple[OpenShare, ...] | Unknown:
    """Return the shares, and among them as one of which nothing is known what was not read."""
    shares = tuple(found)
    doubt = next((each for each in shares if isinstance(each, Unknown)), None)
    known = tuple(each for each in shares if isinstance(each, OpenShare))
    if doubt is None:
        return known
    return (*known, OpenShare(name=doubt.detail, path="", everyone=doubt)) if known else doubt


def _old_protocol(
    system: System, server: SambaConfig | Unknown | None, client: SambaConfig | Unknown | None
) -> bool | Unknown:
    """Say whether SMB 1 is spoken; the version of Samba is looked for only where it decides."""
    doubt: Unknown | None = None
    unsaid = False
    for config, names in ((server, _OF_SERVER), (client, _OF_CLIENT)):
        if isinstance(config, Unknown):
            doubt = doubt or config
        elif config is not None:
            spoken = speaks_old(config, names)
            if spoken:
                return True
            doubt, unsaid = doubt or config.unread, unsaid or spoken is None
    if doubt is None and unsaid:
        return is_old_by_default(system)
    return doubt or False


def read(system: System, ask: Ask) -> SharingFacts:
    """Read what Samba and NFS are told to share, whether or not they run now."""
    server, client = _samba(system, _SAMBA_SERVER), _samba(system, _SAMBA_CLIENTS)
    found = chain(_samba_shares(system, server), _nfs_shares(system))
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    return SharingFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "shares": f"{SAMBA}, usershares, {_NFS}, {_MORE_NFS}",
                "old_protocol": f"{SAMBA}, {STATUS}",
            },
        ),
        old_protocol=_old_protocol(system, server, client),
        shares=_told(found),
        signed=foreign,
        unnamed=foreign,
    )

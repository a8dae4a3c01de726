"""Which Samba is installed: what its settings do not say depends on it."""

import re

from core.model.unknown import Unknown, UnknownCode
from core.probes.software.linux import STATUS, STATUS_LIMIT, installed
from core.probes.system import System

_PARTS = ("samba-libs", "samba-client-libs")
"""What server, client and library all need, on Debian and its kin and where rpm is used."""
_TOOLS = (
    ("/usr/sbin/smbd", "--version"),
    ("/usr/bin/smbclient", "--version"),
    ("/usr/bin/rpm", "-q", "--qf", r"%{VERSION}\n", *_PARTS),
)
_VERSION = re.compile(r"^(?:Version )?(?:\d+:)?(\d+)\.(\d+)", re.MULTILINE)
_LIMIT_S = 5.0
_FIRST_WITHOUT_OLD = (4, 11)
"""Since then SMB 1 has to be switched on. Source: release notes of Samba 4.11."""


def is_old_by_default(system: System) -> bool | Unknown:
    """Say whether the installed Samba speaks SMB 1 unless it is told otherwise."""
    told = _VERSION.search(_packaged(system)) or _VERSION.search(_of_tools(system))
    if told is None:
        return Unknown(UnknownCode.NOT_FOUND, "the version of Samba")
    return (int(told[1]), int(told[2])) < _FIRST_WITHOUT_OLD


def _packaged(system: System) -> str:
    """Return the version that dpkg installed, empty for none; of its file one block is read."""
    text = system.read_text(STATUS, STATUS_LIMIT)
    if isinstance(text, Unknown):
        return ""
    for part in _PARTS:
        first = f"Package: {part}\n"
        _, found, rest = f"\n{text}".partition(f"\n{first}")
        for package in installed(first + rest.partition("\n\n")[0]) if found else ():
            return package.version
    return ""


def _of_tools(system: System) -> str:
    """Return what the first tool says that is there and tells a version, empty for none."""
    for tool in _TOOLS:
        said = system.run(tool, _LIMIT_S)
        if not isinstance(said, Unknown) and _VERSION.search(said.out):
            return said.out
    return ""

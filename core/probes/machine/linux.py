"""Which machine this is, on Linux."""

import hashlib
import json
import re
from collections.abc import Mapping

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.container_linux import BOOT_SOURCE, CONTAINER_SOURCE, booted_at, container_of
from core.probes.formats import assignments, ini_value
from core.probes.machine.facts import MachineFacts
from core.probes.system import System

_ID_SALT = b"truc-an machine 1\n"  # the installation id itself must never leave the machine
_PRO_STATUS = "/var/lib/ubuntu-advantage/status.json"
_PRO_SERVICE = "esm-infra"
_SSSD = "/etc/sssd/sssd.conf"
_SAMBA = "/etc/samba/smb.conf"


def _os_release(system: System) -> tuple[str, Mapping[str, str] | Unknown]:
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        text = system.read_text(path, 65_536)
        if not isinstance(text, Unknown):
            break
    if isinstance(text, Unknown):
        return "/etc/os-release", text
    values = assignments(text)
    if "ID" not in values:
        return path, Unknown(UnknownCode.MALFORMED, f"{path}: no ID")
    return path, values


def _value(release: Mapping[str, str] | Unknown, name: str) -> str | Unknown:
    if isinstance(release, Unknown):
        return release
    return release.get(name) or Unknown(UnknownCode.NOT_FOUND, f"os-release has no {name}")


def _support_ends(release: Mapping[str, str] | Unknown) -> str | Unknown:
    value = _value(release, "SUPPORT_END")
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return Unknown(UnknownCode.MALFORMED, f"SUPPORT_END={value}")
    return value


def _machine_id(system: System) -> str | Unknown:
    text = system.read_text("/etc/machine-id", 200)
    if isinstance(text, Unknown):
        return text
    if not re.fullmatch(r"[0-9a-f]{32}", text.strip()):
        return Unknown(UnknownCode.MALFORMED, "/etc/machine-id holds no id")
    return hashlib.sha256(_ID_SALT + text.strip().encode()).hexdigest()


def _hostname(system: System) -> str | Unknown:
    name = system.read_text("/proc/sys/kernel/hostname", 1000)
    if isinstance(name, Unknown):
        return name
    return name.strip() or Unknown(UnknownCode.NOT_FOUND, "the machine has no name")


def _extended(system: System, os_id: str | Unknown) -> int | Unknown:
    """Return 1 where Ubuntu Pro brings updates to the base system; no other sells them here.

    A machine may be attached with its contract over, or with this very service switched off.
    """
    if isinstance(os_id, Unknown):
        return os_id
    if os_id != "ubuntu":
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{os_id} tells of no extended support")
    text = system.read_text(_PRO_STATUS)
    if isinstance(text, Unknown):
        return 0 if text.code is UnknownCode.NOT_FOUND else text
    try:
        told = json.loads(text)
        attached = told["attached"]
        states = {each["name"]: each.get("status") for each in told["services"]} if attached else {}
        over = bool(attached) and from_text(told["expires"]) < from_text(system.now())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Unknown(UnknownCode.MALFORMED, _PRO_STATUS)
    if not isinstance(attached, bool):
        return Unknown(UnknownCode.MALFORMED, _PRO_STATUS)
    return int(not over and states.get(_PRO_SERVICE) == "enabled")


def _server(edition: str) -> bool | Unknown:
    return edition == "server" if edition else Unknown(UnknownCode.NOT_SUPPORTED, "no VARIANT_ID")


def _domain(system: System) -> str | Unknown:
    """Return the domain that sssd or Samba is configured to join."""
    sssd = system.read_text(_SSSD)
    if isinstance(sssd, str):
        return (ini_value(sssd, "domains", "sssd") or "").split(",")[0].strip()
    samba = system.read_text(_SAMBA)
    if isinstance(samba, str) and (ini_value(samba, "security", "global") or "").lower() == "ads":
        return ini_value(samba, "realm", "global") or ""
    for answer in (sssd, samba):
        if isinstance(answer, Unknown) and answer.code is not UnknownCode.NOT_FOUND:
            return answer
    return ""


def read(system: System, ask: Ask) -> MachineFacts:
    """Read name, system and rights; what only Windows has is not_supported."""
    path, release = _os_release(system)
    os_id = _value(release, "ID")
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    edition = _value(release, "VARIANT_ID")
    if isinstance(edition, Unknown) and edition.code is UnknownCode.NOT_FOUND:
        edition = ""
    from_release = ("os_id", "os_name", "os_release", "edition", "server", "support_ends")
    return MachineFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                **dict.fromkeys(from_release, path),
                "name": "/proc/sys/kernel/hostname",
                "machine_id": "/etc/machine-id",
                "extended_years": _PRO_STATUS,
                "container": CONTAINER_SOURCE,
                "domain": f"{_SSSD}, {_SAMBA}",
                "booted_at": BOOT_SOURCE,
                "user": "geteuid",
                "rights": "geteuid, getgroups",
            },
        ),
        name=_hostname(system),
        machine_id=_machine_id(system),
        os="linux",
        os_id=os_id,
        os_name=_value(release, "PRETTY_NAME"),
        os_release=_value(release, "VERSION_ID"),
        edition=edition,
        sku=foreign,
        build=foreign,
        revision=foreign,
        server=edition if isinstance(edition, Unknown) else _server(edition),
        support_ends=_support_ends(release),
        extended_years=_extended(system, os_id),
        container=container_of(system),
        domain=_domain(system),
        entra=foreign,
        booted_at=booted_at(system),
        user=system.user(),
        rights=system.rights(),
    )

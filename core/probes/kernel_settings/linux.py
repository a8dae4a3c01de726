"""Switches of the kernel as they are in force, whatever the files of sysctl say."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.kernel_settings.facts import KernelSetting, KernelSettingsFacts
from core.probes.system import System

_PLACE = "/proc/sys"
_NAMES = (
    "kernel.randomize_va_space",
    "fs.protected_symlinks",
    "fs.protected_hardlinks",
    "fs.suid_dumpable",
    "kernel.unprivileged_bpf_disabled",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.conf.all.accept_source_route",
)


def _setting(system: System, name: str) -> KernelSetting:
    text = system.read_text(f"{_PLACE}/{name.replace('.', '/')}", 100)
    value: int | Unknown
    if isinstance(text, Unknown):
        value = text
    elif text.strip().lstrip("-").isdecimal():
        value = int(text)
    else:
        value = Unknown(UnknownCode.MALFORMED, f"{name}: {text[:40]!r}")
    return KernelSetting(name=name, value=value)


def read(system: System, ask: Ask) -> KernelSettingsFacts:
    """Read each switch."""
    return KernelSettingsFacts(
        origin=Origin(backend=_PLACE, at=system.now()),
        settings=tuple(_setting(system, name) for name in _NAMES),
    )

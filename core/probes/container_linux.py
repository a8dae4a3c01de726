"""Whether this Linux runs inside a container, and when its kernel started."""

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import System
from core.probes.walk import moment_text

_MARKS = (
    ("/run/.containerenv", "podman"),
    ("/.dockerenv", "docker"),
)

CONTAINER_SOURCE = "/run/systemd/container, /proc/1/environ, /proc/2/comm"
BOOT_SOURCE = "/proc/stat btime"


def container_of(system: System) -> str | Unknown:
    """Return the kind of container (docker, lxc, systemd-nspawn …), empty for a whole machine.

    Whoever sees the kernel's thread starter as process 2 sees the whole machine: a mark in a file
    is then left over from the image that the machine was made of.
    """
    second = system.read_text("/proc/2/comm", 100)
    if not isinstance(second, Unknown) and second.strip() == "kthreadd":
        return ""
    named = system.read_text("/run/systemd/container", 200)
    if not isinstance(named, Unknown) and named.strip():
        return named.strip()
    first = system.read_text("/proc/1/environ", 100_000)
    if not isinstance(first, Unknown):
        for pair in first.split("\0"):
            if pair.startswith("container=") and len(pair) > len("container="):
                return pair.partition("=")[2]
    for path, kind in _MARKS:
        if not isinstance(system.stat(path), Unknown):
            return kind
    release = system.read_text("/proc/sys/kernel/osrelease", 200)
    if not isinstance(release, Unknown) and "microsoft" in release.lower():
        return "wsl"
    if isinstance(first, Unknown) and first.code is not UnknownCode.NOT_FOUND:
        return Unknown(first.code, f"no mark of a container, and {first.detail}")
    return ""


def booted_at(system: System) -> str | Unknown:
    """Return when the kernel started (ISO UTC)."""
    text = system.read_text("/proc/stat")
    if isinstance(text, Unknown):
        return text
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        if name == "btime" and value.strip().isdecimal():
            return moment_text(int(value))
    return Unknown(UnknownCode.MALFORMED, "/proc/stat: no btime")

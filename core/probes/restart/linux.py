"""Whether a restart is pending, on Linux."""

import re

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.container_linux import BOOT_SOURCE, CONTAINER_SOURCE, booted_at, container_of
from core.probes.restart.facts import RestartFacts
from core.probes.system import System

_REQUIRED = "/run/reboot-required"
_RELEASE = "/proc/sys/kernel/osrelease"
_DPKG = "/var/lib/dpkg/status"

Version = tuple[tuple[int, int, str], ...]


def version_key(release: str) -> Version:
    """Return what to compare kernel releases by: numbers as numbers, words as words."""
    parts = re.findall(r"\d+|[a-z]+", release.lower())
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


def flavour(release: str) -> str:
    """Return what kind of kernel a release is: its words without numbers, such as `amd64`.

    A cloud, real-time or vendor kernel installed beside the running one does not wait for a
    restart, however new it is.
    """
    words = re.findall(r"[a-z][a-z0-9_]*", re.sub(r"^[\d.]+", "", release.lower()))
    kept = (word for word in words if not re.fullmatch(r"(rc|deb|bpo|fc|el|trunk)\d*\w*", word))
    return "-".join(kept)


def _pending(system: System) -> tuple[bool | Unknown, str | Unknown, tuple[str, ...] | Unknown]:
    mark = system.stat(_REQUIRED)
    if isinstance(mark, Unknown):
        if mark.code is not UnknownCode.NOT_FOUND:
            return mark, mark, mark
        if isinstance(system.stat(_DPKG), Unknown):
            # Only Debian and its kin write the mark, so elsewhere its absence tells nothing.
            other = Unknown(UnknownCode.NOT_SUPPORTED, f"no {_REQUIRED}, and no dpkg to write it")
            return other, other, other
        return False, "", ()
    names = system.read_text(f"{_REQUIRED}.pkgs")
    if isinstance(names, Unknown):
        packages = () if names.code is UnknownCode.NOT_FOUND else names
        return True, mark.modified, packages
    return True, mark.modified, tuple(sorted({line.strip() for line in names.split() if line}))


def _candidates(system: System) -> tuple[str, ...] | Unknown:
    """Return the releases of installed kernels: with an image, else with modules."""
    boot = system.list_folder("/boot")
    images = (
        [name.partition("-")[2] for name in boot if name.startswith(("vmlinuz-", "vmlinux-"))]
        if not isinstance(boot, Unknown)
        else []
    )
    if images:
        return tuple(images)
    modules = system.list_folder("/lib/modules")
    if isinstance(modules, Unknown):
        return modules
    # A folder that only keeps left-over modules has lost the list that every kernel brings.
    whole = [
        name
        for name in modules
        if not isinstance(system.stat(f"/lib/modules/{name}/modules.builtin"), Unknown)
    ]
    return tuple(whole)


def _newest_installed(
    system: System, running: str | Unknown, container: str | Unknown
) -> str | Unknown:
    if isinstance(running, Unknown):
        return running
    if container:
        kind = container if isinstance(container, str) else container.detail
        return Unknown(UnknownCode.NOT_SUPPORTED, f"the kernel belongs to the host ({kind})")
    found = _candidates(system)
    if isinstance(found, Unknown):
        return found
    same = [release for release in found if flavour(release) == flavour(running)]
    if not same:
        return Unknown(UnknownCode.NOT_FOUND, f"no installed kernel of the kind of {running}")
    return max(same, key=version_key)


def read(system: System, ask: Ask) -> RestartFacts:
    """Read the system's own mark and compare the running kernel with the installed ones."""
    pending, since, packages = _pending(system)
    container = container_of(system)
    release = system.read_text(_RELEASE, 1000)
    running = release if isinstance(release, Unknown) else release.strip()
    return RestartFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "pending": _REQUIRED,
                "pending_since": _REQUIRED,
                "packages": f"{_REQUIRED}.pkgs",
                "kernel_running": _RELEASE,
                "kernel_installed": "/boot, /lib/modules",
                "booted_at": BOOT_SOURCE,
                "container": CONTAINER_SOURCE,
            },
        ),
        pending=pending,
        pending_since=since,
        packages=packages,
        kernel_running=running,
        kernel_installed=_newest_installed(system, running, container),
        booted_at=booted_at(system),
        container=container,
    )

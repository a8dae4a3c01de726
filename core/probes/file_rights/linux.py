"""Who may read and write the files that matter most: modes and owners, never contents."""

from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.file_rights.facts import FileRight, FileRightsFacts
from core.probes.people_linux import people
from core.probes.system import System

_SECRET = ("/etc/shadow", "/etc/gshadow", "/etc/sudoers")
_SETTINGS = (
    "/etc/passwd",
    "/etc/group",
    "/etc/crontab",
    "/etc/fstab",
    "/etc/hosts",
    "/etc/ssh/sshd_config",
    "/etc/ld.so.preload",
    "/etc/profile",
    "/root",
)
_FOLDERS = (("/etc/sudoers.d", "secret"), ("/etc/cron.d", "settings"), ("/etc/pam.d", "settings"))
_KEYS = "/etc/ssh"


def _right(system: System, path: str, kind: str) -> FileRight | None:
    seen = system.stat(path)
    if isinstance(seen, Unknown):
        if seen.code is UnknownCode.NOT_FOUND:
            return None
        return FileRight(name=path, kind=kind, mode=seen, owner=seen, group=seen)
    return FileRight(name=path, kind=kind, mode=f"{seen.mode:04o}", owner=seen.uid, group=seen.gid)


def _paths(system: System) -> Iterator[tuple[str, str]]:
    yield from ((path, "secret") for path in _SECRET)
    yield from ((path, "settings") for path in _SETTINGS)
    for folder, kind in _FOLDERS:
        yield folder, "settings"
        names = system.list_folder(folder)
        if not isinstance(names, Unknown):
            yield from ((f"{folder}/{name}", kind) for name in names)
    names = system.list_folder(_KEYS)
    if not isinstance(names, Unknown):
        keys = (name for name in names if name.startswith("ssh_host_") and name.endswith("_key"))
        yield from ((f"{_KEYS}/{name}", "secret") for name in keys)
    found = people(system)
    if not isinstance(found, Unknown):
        yield from ((each.home, "home") for each in found if each.home not in ("", "/root"))


def read(system: System, ask: Ask) -> FileRightsFacts:
    """Read modes; a link is followed, because what it leads to is what people reach."""
    rights = (_right(system, path, kind) for path, kind in _paths(system))
    found = tuple(each for each in rights if each is not None)
    return FileRightsFacts(
        origin=Origin(backend="stat", at=system.now()),
        files=found or Unknown(UnknownCode.NOT_FOUND, "none of the files is here"),
    )

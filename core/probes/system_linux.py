"""The real System of Linux."""

import os
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from core.model.moments import to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.archives import fault_of
from core.probes.refusals import unknown_for
from core.probes.seen import Listener
from core.probes.system import (
    CommandAnswer,
    FileStat,
    Newest,
    Peer,
    Preloaded,
    ProcessSeen,
    Restored,
    Service,
)
from core.probes.walk import moment_text, newest_in

assert sys.platform != "win32"  # noqa: S101 - tells type checkers that this is for Linux only

_SYSTEMCTL = "/usr/bin/systemctl"
_SERVICE_LIMIT_S = 3.0
_ADMIN_GROUPS = frozenset({"sudo", "wheel", "admin"})
_STARTS_BY_ITSELF = frozenset({"enabled", "enabled-runtime", "alias", "static", "generated"})

T = TypeVar("T")


class LinuxSystem:
    """Answers from this Linux machine.

    `root` puts another folder in the place of `/` for everything that is read from files; tools
    and processes are always those of the running system.
    """

    def __init__(self, root: str = "/") -> None:
        """Read below `root`."""
        self._root = root.rstrip("/")

    def _place(self, path: str) -> str:
        return self._root + path if self._root and path.startswith("/") else path

    def _asked(self, path: str, question: Callable[[str], T]) -> T | Unknown:
        try:
            return question(self._place(path))
        except OSError as error:
            return unknown_for(error, path)
        except ValueError as error:  # a path with a zero byte
            return Unknown(UnknownCode.MALFORMED, f"{path!r}: {error}")

    def now(self) -> str:
        """Return the machine's own time (UTC, ISO 8601 with `Z`)."""
        return to_text(datetime.now(UTC))

    def run(
        self, argv: Sequence[str], limit: float, environment: Mapping[str, str] | None = None
    ) -> CommandAnswer | Unknown:
        """Run a tool by absolute path with LC_ALL=C, no input, no shell, at most `limit` s."""
        from core.probes.commands_linux import run_tool

        return run_tool(argv, limit, environment)

    def read_text(self, path: str, limit: int = 4_000_000) -> str | Unknown:
        """Read a text file of at most `limit` bytes, as UTF-8 with replacement."""
        found = self.read_bytes(path, limit + 1)
        if isinstance(found, Unknown):
            return found
        if len(found) > limit:
            return Unknown(UnknownCode.MALFORMED, f"{path}: more than {limit} bytes")
        return found.decode("utf-8", "replace")

    def read_bytes(
        self, path: str, limit: int = 4_000_000, from_end: bool = False
    ) -> bytes | Unknown:
        """Read the first (or last) `limit` bytes of a file; of an ordinary file only."""

        def read(place: str) -> bytes:
            # Without O_NONBLOCK a named pipe put in a file's place would hold us for ever.
            with open(os.open(place, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
                seen = os.fstat(file.fileno())
                if not stat.S_ISREG(seen.st_mode):
                    raise OSError(0, "not an ordinary file")
                if from_end:
                    file.seek(max(0, seen.st_size - limit))
                return file.read(limit)

        return self._asked(path, read)

    def list_folder(self, path: str) -> tuple[str, ...] | Unknown:
        """Return the names in a folder, sorted."""
        return self._asked(path, lambda place: tuple(sorted(os.listdir(place))))

    def stat(self, path: str) -> FileStat | Unknown:
        """Return what is known of a path without opening it, following links."""

        def look(place: str) -> FileStat:
            seen = os.stat(place)
            kind = "other"
            if stat.S_ISREG(seen.st_mode):
                kind = "file"
            elif stat.S_ISDIR(seen.st_mode):
                kind = "folder"
            return FileStat(
                kind=kind,
                size=seen.st_size,
                modified=moment_text(seen.st_mtime),
                mode=stat.S_IMODE(seen.st_mode),
                uid=seen.st_uid,
                gid=seen.st_gid,
                device=f"{os.major(seen.st_dev)}:{os.minor(seen.st_dev)}",
            )

        return self._asked(path, look)

    def newest(self, path: str, now: str, limit: float) -> Newest | Unknown:
        """Walk a folder for its newest data file, for at most `limit` seconds."""
        return self._asked(path, lambda place: newest_in(place, now, limit))

    def archive_fault(self, path: str, limit: float) -> str | Unknown:
        """Return what is wrong with the structure of an archive, empty for nothing."""
        return self._asked(path, lambda place: fault_of(place, limit))

    def medium(self, path: str) -> str | Unknown:
        """Return what a path lies on: fixed, removable, network or memory."""
        from core.probes.disks_linux import medium_of

        return self._asked(path, medium_of)

    def space(self, path: str) -> tuple[int, int] | Unknown:
        """Return the size of the volume that holds a path and what is free on it, in bytes."""

        def measure(place: str) -> tuple[int, int]:
            seen = os.statvfs(place)
            return seen.f_blocks * seen.f_frsize, seen.f_bavail * seen.f_frsize

        return self._asked(path, measure)

    def removable(self) -> tuple[str, ...] | Unknown:
        """Return the top folders of media that can be pulled out and are there now; may be none."""
        from core.probes.disks_linux import pulled_out

        return self._asked("/", lambda _: pulled_out())

    def disks_of(self, path: str) -> tuple[str, ...] | Unknown:
        """Name the physical disks that hold a path, sorted; Unknown when that cannot be told."""
        from core.probes.disks_linux import disks_holding

        return self._asked(path, disks_holding)

    def processes(self) -> tuple[ProcessSeen, ...] | Unknown:
        """Return the running processes; `exe` is empty for kernel threads and without the right."""
        try:
            import psutil
        except ImportError as error:
            return Unknown(UnknownCode.NOT_INSTALLED, str(error))
        asked = ["pid", "name", "exe", "username", "ppid"]
        try:
            found = [each.info for each in psutil.process_iter(asked, ad_value="")]
        except (psutil.Error, OSError) as error:
            return Unknown(UnknownCode.UNREADABLE, f"/proc: {error}")
        if not found:
            return Unknown(UnknownCode.SOURCE_BROKEN, "/proc shows no process")
        return tuple(
            ProcessSeen(
                pid=info["pid"],
                name=info["name"] or "",
                exe=info["exe"] or "",
                user=info["username"] or "",
                parent=info["ppid"] or 0,
            )
            for info in found
        )

    def listeners(self) -> tuple[Listener, ...] | Unknown:
        """Return the sockets that wait for others; may be none."""
        from core.probes.sockets import listeners

        return listeners()

    def peers(self) -> tuple[Peer, ...] | Unknown:
        """Return the other ends of open connections, none within this machine; may be none."""
        from core.probes.peers import peers

        return peers()

    def service(self, name: str) -> Service | Unknown:
        """Return the state of a systemd unit; not_supported where systemd is not running."""
        if not os.path.isdir("/run/systemd/system"):
            return Unknown(UnknownCode.NOT_SUPPORTED, "systemd is not running")
        unit = name if "." in name else f"{name}.service"
        shown = self.run(
            [_SYSTEMCTL, "show", "--no-pager", "-p", "LoadState,ActiveState,UnitFileState", unit],
            _SERVICE_LIMIT_S,
        )
        if isinstance(shown, Unknown):
            return shown
        if shown.exit:
            return Unknown(UnknownCode.SERVICE_OFF, f"systemctl show {unit}: {shown.err.strip()}")
        state = dict(line.partition("=")[::2] for line in shown.out.splitlines())
        if "LoadState" not in state:
            return Unknown(UnknownCode.MALFORMED, f"systemctl show {unit}: {shown.out[:200]}")
        if state["LoadState"] in ("not-found", ""):
            return Unknown(UnknownCode.NOT_INSTALLED, unit)
        start = state.get("UnitFileState", "")
        return Service(
            name=name,
            running=state.get("ActiveState") in ("active", "reloading"),
            enabled=state["LoadState"] != "masked" and start in _STARTS_BY_ITSELF,
            start=start or state["LoadState"],
        )

    def preloaded(self) -> tuple[Preloaded, ...] | Unknown:
        """Return the programs that LD_PRELOAD was told to, of those that may be looked at."""
        from core.probes.traces_linux import preloaded

        return preloaded()

    def restore(self, path: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
        """Restore a sample of files into a scratch folder, compare them and take them away."""
        from core.probes.restoring import restore_sample

        return self._asked(path, lambda place: restore_sample(place, scratch, now, limit))

    def link_target(self, path: str) -> str | Unknown:
        """Return where a symbolic link leads."""
        return self._asked(path, os.readlink)

    def environment(self, name: str) -> str | Unknown:
        """Return an environment variable; Unknown(not_found) when it is not set."""
        value = os.environ.get(name)
        return Unknown(UnknownCode.NOT_FOUND, name) if value is None else value

    def rights(self) -> str | Unknown:
        """Return `elevated` for root, `administrator` for a member of an administrators' group."""
        if os.geteuid() == 0:
            return "elevated"
        import grp

        names = set()
        for number in {*os.getgroups(), os.getegid()}:
            try:
                names.add(grp.getgrgid(number).gr_name)
            except KeyError:
                continue
        return "administrator" if names & _ADMIN_GROUPS else "user"

    def user(self) -> str | Unknown:
        """Return the account name that the probe runs under; its number when it has no name."""
        import pwd

        try:
            return pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            return str(os.geteuid())

"""The real System of Windows. Each method asks one sibling module; nothing is judged here."""

import os
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from core.model.moments import to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes import (
    sockets,
    win_accounts,
    win_boot,
    win_com,
    win_disks,
    win_machine,
    win_network,
    win_policy,
    win_registry,
    win_security,
    win_services,
    win_token,
    win_update,
    win_wmi,
)
from core.probes.archives import fault_of
from core.probes.logs_windows import LogsOfWindows
from core.probes.seen import AccountPolicy, Adapter, Listener, Share, WifiProfile
from core.probes.system import (
    CommandAnswer,
    FileStat,
    GroupMember,
    LocalUser,
    Newest,
    Peer,
    PendingUpdate,
    ProcessSeen,
    RegistryValue,
    SecurityProduct,
    Service,
    UpdateTried,
    WmiRow,
)
from core.probes.traces_windows import TracesOfWindows
from core.probes.walk import moment_text, newest_in
from core.probes.win_codes import answering, plain

_NO_WINDOW = 0x08000000
_SHELLS = frozenset({"cmd.exe", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe"})
_WINDOWS_VERSION = (10, 0)


def _long(path: str) -> str:
    r"""Return a path in the form that may be longer than 260 characters.

    A bare drive letter means its top folder, not the folder last used on it.
    """
    if path.startswith("\\\\?\\"):
        return path
    whole = os.path.abspath(f"{path}\\" if len(path) == 2 and path[1] == ":" else path)
    return f"\\\\?\\UNC\\{whole[2:]}" if whole.startswith("\\\\") else f"\\\\?\\{whole}"


@answering
def _stat(path: str) -> FileStat:
    seen = os.stat(_long(path))
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
        uid=0,
        device=f"{seen.st_dev:x}",
    )


@answering
def _read_bytes(path: str, limit: int, from_end: bool) -> bytes | Unknown:
    with open(_long(path), "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            return Unknown(UnknownCode.UNREADABLE, f"{path}: not an ordinary file")
        if from_end:
            file.seek(max(0, seen.st_size - limit))
        return file.read(limit)


@answering
def _list_folder(path: str) -> tuple[str, ...]:
    return tuple(sorted(os.listdir(_long(path))))


@answering
def _newest(path: str, now: str, limit: float) -> Newest:
    return newest_in(_long(path), now, limit)


@answering
def _archive_fault(path: str, limit: float) -> str | Unknown:
    return fault_of(_long(path), limit)


@answering
def _processes() -> tuple[ProcessSeen, ...] | Unknown:
    import psutil

    asked = ["pid", "name", "exe", "username", "ppid"]
    try:
        found = [each.info for each in psutil.process_iter(asked, ad_value="")]
    except psutil.Error as error:
        return Unknown(UnknownCode.UNREADABLE, f"processes: {error}")
    if not found:
        return Unknown(UnknownCode.SOURCE_BROKEN, "no process at all")
    return tuple(
        ProcessSeen(
            pid=info["pid"],
            name=plain(info["name"] or ""),
            exe=plain(info["exe"] or ""),
            user=plain(info["username"] or ""),
            parent=info["ppid"] or 0,
        )
        for info in found
    )


@answering
def _listeners() -> tuple[Listener, ...] | Unknown:
    return sockets.listeners()


@answering
def _run(
    argv: Sequence[str], limit: float, environment: Mapping[str, str] | None
) -> CommandAnswer | Unknown:
    tool = argv[0]
    if not os.path.isabs(tool) or os.path.basename(tool).lower() in _SHELLS:
        raise ValueError(f"not a tool by its own path: {tool}")
    if not os.path.exists(tool):
        return Unknown(UnknownCode.NOT_INSTALLED, tool)
    try:
        ended = subprocess.run(
            list(argv),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit,
            check=False,
            creationflags=_NO_WINDOW,
            env={**os.environ, "LC_ALL": "C", **(environment or {})},
        )
    except subprocess.TimeoutExpired:
        return Unknown(UnknownCode.TIMED_OUT, f"{tool}: more than {limit:g} s")
    return CommandAnswer(
        exit=ended.returncode,
        out=ended.stdout.decode("utf-8", "replace"),
        err=ended.stderr.decode("utf-8", "replace"),
    )


@answering
def _space(path: str) -> tuple[int, int]:
    seen = shutil.disk_usage(path)
    return seen.total, seen.free


@answering
def _peers() -> tuple[Peer, ...] | Unknown:
    from core.probes.peers import peers

    return peers()


class RealWindows(TracesOfWindows, LogsOfWindows):
    """Answers from this Windows machine; on another system every answer is not_supported."""

    def now(self) -> str:
        """Return the machine's own time (UTC, ISO 8601 with `Z`)."""
        return to_text(datetime.now(UTC))

    def run(
        self, argv: Sequence[str], limit: float, environment: Mapping[str, str] | None = None
    ) -> CommandAnswer | Unknown:
        """Run a tool by absolute path without a window; never a shell or a script host."""
        return _run(argv, limit, environment)

    def read_text(self, path: str, limit: int = 4_000_000) -> str | Unknown:
        """Read a text file of at most `limit` bytes, as UTF-8 with replacement."""
        found = _read_bytes(path, limit + 1, False)
        if isinstance(found, Unknown):
            return found
        if len(found) > limit:
            return Unknown(UnknownCode.MALFORMED, f"{path}: more than {limit} bytes")
        return found.decode("utf-8", "replace")

    def read_bytes(
        self, path: str, limit: int = 4_000_000, from_end: bool = False
    ) -> bytes | Unknown:
        """Read the first (or last) `limit` bytes of a file."""
        return _read_bytes(path, limit, from_end)

    def list_folder(self, path: str) -> tuple[str, ...] | Unknown:
        """Return the names in a folder, sorted."""
        return _list_folder(path)

    def stat(self, path: str) -> FileStat | Unknown:
        """Return what is known of a path without opening it, following links."""
        return _stat(path)

    def newest(self, path: str, now: str, limit: float) -> Newest | Unknown:
        """Walk a folder for its newest data file, for at most `limit` seconds."""
        return _newest(path, now, limit)

    def archive_fault(self, path: str, limit: float) -> str | Unknown:
        """Return what is wrong with the structure of an archive, empty for nothing."""
        return _archive_fault(path, limit)

    def medium(self, path: str) -> str | Unknown:
        """Return what a path lies on: fixed, removable, network or memory."""
        return win_disks.medium_of(path)

    def space(self, path: str) -> tuple[int, int] | Unknown:
        """Return the size of the volume that holds a path and what is free on it, in bytes."""
        return _space(path)

    def removable(self) -> tuple[str, ...] | Unknown:
        """Return the top folders of media that can be pulled out and are there now; may be none."""
        return win_disks.pulled_out()

    def disks_of(self, path: str) -> tuple[str, ...] | Unknown:
        """Name the physical disks that hold a path, sorted; Unknown when that cannot be told."""
        return win_disks.disks_of(path)

    def processes(self) -> tuple[ProcessSeen, ...] | Unknown:
        """Return the running processes."""
        return _processes()

    def peers(self) -> tuple[Peer, ...] | Unknown:
        """Return the other ends of open connections, none within this machine; may be none."""
        return _peers()

    def service(self, name: str) -> Service | Unknown:
        """Return the state of a service; Unknown(not_installed) when there is none of this name."""
        return win_services.service(name)

    def listeners(self) -> tuple[Listener, ...] | Unknown:
        """Return the sockets that wait for others; may be none."""
        return _listeners()

    def environment(self, name: str) -> str | Unknown:
        """Return an environment variable; Unknown(not_found) when it is not set."""
        value = os.environ.get(name)
        return Unknown(UnknownCode.NOT_FOUND, name) if value is None else plain(value)

    def rights(self) -> str | Unknown:
        """Return with which rights the probe runs: user, administrator or elevated."""
        return win_token.rights()

    def user(self) -> str | Unknown:
        """Return the account name that the probe runs under."""
        return win_token.user()

    def registry(
        self, root: str, key: str, name: str, wow32: bool = False
    ) -> RegistryValue | Unknown:
        """Return a value of `HKLM` or `HKU`; not_found when key or value is absent."""
        return win_registry.value(root, key, name, wow32)

    def registry_keys(self, root: str, key: str, wow32: bool = False) -> tuple[str, ...] | Unknown:
        """Return the names of the keys below a key, sorted."""
        return win_registry.keys(root, key, wow32)

    def registry_values(
        self, root: str, key: str, wow32: bool = False
    ) -> Mapping[str, RegistryValue] | Unknown:
        """Return all values of a key by name; not_found when the key is absent."""
        return win_registry.values(root, key, wow32)

    def registry_names(self, root: str, key: str) -> tuple[str, ...] | Unknown:
        """Return the names of a key's values, never what they hold: one may be a password."""
        return win_registry.names(root, key)

    def registry_written(self, root: str, key: str) -> str | Unknown:
        """Return when a key was last written (ISO UTC)."""
        return win_registry.written(root, key)

    def wmi(
        self, namespace: str, kind: str, names: Sequence[str], where: str = ""
    ) -> tuple[WmiRow, ...] | Unknown:
        """Return the named properties of each instance of a WMI class; none at all is not_found."""
        return win_wmi.rows(namespace, kind, names, where)

    def com(self, program_id: str, path: str) -> RegistryValue | bool | Unknown | None:
        """Return a property path of an automation object, such as `Settings.NotificationLevel`."""
        return win_com.value_at(program_id, path)

    def security_health(self, provider: int) -> int | Unknown:
        """Return WscGetSecurityProviderHealth: 0 good, 1 not monitored, 2 poor, 3 snoozed."""
        return win_security.health(provider)

    def security_products(self, provider: int) -> tuple[SecurityProduct, ...] | Unknown:
        """Return the products registered for provider 1 firewall or 4 antivirus; may be none."""
        return win_security.products(provider)

    def firewall_profile(self, profile: int) -> tuple[bool, bool] | Unknown:
        """Return (enabled, inbound blocked by default) of profile 1 domain, 2 private, 4 public."""
        return win_security.firewall_profile(profile)

    def firewall_current(self) -> int | Unknown:
        """Return the bits of the profiles in use now."""
        return win_security.firewall_current()

    def users(self) -> tuple[LocalUser, ...] | Unknown:
        """Return the local accounts."""
        return win_accounts.users()

    def group_members(self, sid: str) -> tuple[GroupMember, ...] | Unknown:
        """Return the members of a local group given by SID."""
        return win_accounts.members(sid)

    def pending_updates(self) -> tuple[PendingUpdate, ...] | Unknown:
        """Return the software updates known from the last search, asked without any network."""
        return win_update.pending()

    def update_history(self, most: int) -> tuple[UpdateTried, ...] | Unknown:
        """Return the newest lines of the update agent's history; none is an answer too."""
        return win_update.history(most)

    def uptime_s(self) -> int | Unknown:
        """Return the seconds since the last real start."""
        return win_machine.uptime_s()

    def time_zone(self) -> tuple[str, int] | Unknown:
        """Return the time zone's key name and its offset from UTC in minutes now."""
        return win_machine.time_zone()

    def product_sku(self) -> int | Unknown:
        """Return the number of the edition, as GetProductInfo tells it."""
        return win_machine.product_sku(*_WINDOWS_VERSION)

    def joined_domain(self) -> str | Unknown:
        """Return the domain that this machine is joined to, empty for none."""
        return win_machine.joined_domain()

    def account_policy(self) -> AccountPolicy | Unknown:
        """Return the rules of local accounts."""
        return win_policy.account_policy()

    def shares(self) -> tuple[Share, ...] | Unknown:
        """Return what this machine shares; may be nothing."""
        return win_network.shares()

    def adapters(self) -> tuple[Adapter, ...] | Unknown:
        """Return the network adapters that are up; may be none."""
        return win_network.adapters()

    def wifi_profiles(self) -> tuple[WifiProfile, ...] | Unknown:
        """Return the remembered wireless networks; not_installed without an adapter for them."""
        return win_network.wifi_profiles()

    def firmware(self) -> int | Unknown:
        """Return 1 for a machine that starts by BIOS, 2 for UEFI."""
        return win_boot.firmware()

    def tpm_version(self) -> int | Unknown:
        """Return 1 for a TPM 1.2, 2 for a TPM 2.0, 0 for none."""
        return win_boot.tpm_version()

    def drive_protection(self, drive: str) -> int | Unknown:
        """Return the shell's number for BitLocker on a drive such as `C:`."""
        return win_boot.drive_protection(drive)

"""The narrow typed port through which every probe reaches the operating system.

A probe asks questions; an answer is a value or Unknown with the reason. No method raises for
anything the machine does. The real systems stand in `system_linux.py` and `system_windows.py`,
recorded machines in `recorded.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.model.unknown import Unknown
from core.probes.logs import EventSeen as EventSeen  # answers of this port too
from core.probes.logs import WindowsLogs
from core.probes.peers import Peer as Peer
from core.probes.seen import AccountPolicy as AccountPolicy
from core.probes.seen import Adapter as Adapter
from core.probes.seen import Listener as Listener
from core.probes.seen import Share as Share
from core.probes.seen import WifiProfile as WifiProfile
from core.probes.traces import Preloaded as Preloaded
from core.probes.traces import Restored as Restored
from core.probes.traces import SignatureSeen as SignatureSeen
from core.probes.traces import TaskSeen as TaskSeen
from core.probes.traces import Traces, WindowsTraces


@dataclass(frozen=True, slots=True)
class CommandAnswer:
    """What a tool said: its exit status and its output, decoded as UTF-8 with replacement."""

    exit: int
    out: str
    err: str = ""


@dataclass(frozen=True, slots=True)
class FileStat:
    """What is known of a path without opening it; `modified` is ISO UTC.

    `kind` is file, folder or other, `device` identifies the mounted file system. `uid` and `gid`
    are 0 where the operating system has no such numbers.
    """

    kind: str
    size: int
    modified: str
    mode: int
    uid: int
    device: str
    gid: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """A service or unit: whether it exists, runs, and starts by itself."""

    name: str
    running: bool
    enabled: bool
    start: str = ""


@dataclass(frozen=True, slots=True)
class ProcessSeen:
    """A running process: its name, the file it runs (empty when not readable), its owner.

    `parent` is the number of the process that started it, 0 for none.
    """

    pid: int
    name: str
    exe: str
    user: str
    parent: int = 0


RegistryValue = str | int | bytes | tuple[str, ...]
WmiRow = Mapping[str, "str | int | bool | tuple[str | int, ...] | None"]


@dataclass(frozen=True, slots=True)
class Newest:
    """What a walk through a backup place found.

    `files` and `size` (bytes) count data files of more than nothing, `empty` those with no byte.
    `newest` and `newest_at` describe the newest one that is not dated in the future; `archive`
    names the newest archive, an empty one too; `future_at` is the date of the one furthest in the
    future; `days` are the last days of Vietnam (ISO, newest first) on which data files were
    written; `strange` names files as encryption for ransom leaves them. `unread` names a folder
    that could not be opened. All names are relative to the place, all texts empty for none.
    `stopped` says that the walk ended at its limit before everything was seen.
    """

    files: int
    empty: int
    size: int
    newest: str
    newest_at: str
    archive: str
    future_at: str
    unread: str
    stopped: bool
    days: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalUser:
    """A Windows account as the account API tells it. Ages in seconds, flags as documented.

    `last_logon` and `expires` are ISO UTC, empty for never; `privilege` is 0 guest, 1 user,
    2 administrator; `cloud` says whether the account is connected to a Microsoft account.
    """

    name: str
    sid: str
    flags: int
    password_age_s: int
    password_expired: bool
    last_logon: str
    expires: str
    privilege: int
    cloud: bool | Unknown


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A member of a local group; `name` is empty when the SID no longer resolves.

    `use` is the SID_NAME_USE number: 1 user, 2 group, 4 alias, 5 well-known group, 6 deleted,
    8 unknown.
    """

    sid: str
    name: str
    use: int


@dataclass(frozen=True, slots=True)
class SecurityProduct:
    """A product registered with the Windows Security Center.

    `state` is 0 on, 1 off, 2 snoozed, 3 expired; `signatures` 0 out of date, 1 up to date;
    `id` the product's GUID; `remedy` the program that mends it; `licence_days` the days until the
    licence ends as the product reports them.
    """

    name: str
    id: str
    state: int
    signatures: int | Unknown
    remedy: str
    licence_days: int | Unknown


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update known from the last search and not installed.

    `categories` are category GUIDs in lower case, `severity` the vendor's rating (empty for none),
    `hidden` says that somebody put it off by hand.
    """

    title: str
    categories: tuple[str, ...]
    severity: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class UpdateTried:
    """A line of the update agent's history.

    `at` is ISO UTC, empty for a line without a date; `operation` 1 installation, 2 removal;
    `result` 2 done, 3 done with errors, 4 failed, 5 broken off.
    """

    title: str
    at: str
    operation: int
    result: int


class System(Traces, Protocol):
    """Everything a probe may ask on any operating system."""

    def now(self) -> str:
        """Return the machine's own time (UTC, ISO 8601 with `Z`)."""
        ...

    def run(
        self, argv: Sequence[str], limit: float, environment: Mapping[str, str] | None = None
    ) -> CommandAnswer | Unknown:
        """Run a tool by absolute path with LC_ALL=C, no input, no shell, at most `limit` s."""
        ...

    def read_text(self, path: str, limit: int = 4_000_000) -> str | Unknown:
        """Read a text file of at most `limit` bytes, as UTF-8 with replacement."""
        ...

    def read_bytes(
        self, path: str, limit: int = 4_000_000, from_end: bool = False
    ) -> bytes | Unknown:
        """Read the first (or last) `limit` bytes of a file."""
        ...

    def list_folder(self, path: str) -> tuple[str, ...] | Unknown:
        """Return the names in a folder, sorted."""
        ...

    def stat(self, path: str) -> FileStat | Unknown:
        """Return what is known of a path without opening it, following links."""
        ...

    def newest(self, path: str, now: str, limit: float) -> Newest | Unknown:
        """Walk a folder for its newest data file, for at most `limit` seconds."""
        ...

    def archive_fault(self, path: str, limit: float) -> str | Unknown:
        """Return what is wrong with the structure of an archive, empty for nothing."""
        ...

    def medium(self, path: str) -> str | Unknown:
        """Return what a path lies on: fixed, removable, network or memory."""
        ...

    def space(self, path: str) -> tuple[int, int] | Unknown:
        """Return the size of the volume that holds a path and what is free on it, in bytes."""
        ...

    def removable(self) -> tuple[str, ...] | Unknown:
        """Return the top folders of media that can be pulled out and are there now; may be none."""
        ...

    def disks_of(self, path: str) -> tuple[str, ...] | Unknown:
        """Name the physical disks that hold a path, sorted; Unknown when that cannot be told."""
        ...

    def processes(self) -> tuple[ProcessSeen, ...] | Unknown:
        """Return the running processes."""
        ...

    def peers(self) -> tuple[Peer, ...] | Unknown:
        """Return the other ends of open connections, none within this machine; may be none."""
        ...

    def service(self, name: str) -> Service | Unknown:
        """Return the state of a service; Unknown(not_installed) when there is none of this name."""
        ...

    def listeners(self) -> tuple[Listener, ...] | Unknown:
        """Return the sockets that wait for others; may be none."""
        ...

    def environment(self, name: str) -> str | Unknown:
        """Return an environment variable; Unknown(not_found) when it is not set."""
        ...

    def rights(self) -> str | Unknown:
        """Return with which rights the probe runs: user, administrator or elevated."""
        ...

    def user(self) -> str | Unknown:
        """Return the account name that the probe runs under."""
        ...


class WindowsSystem(System, WindowsTraces, WindowsLogs, Protocol):
    """What only Windows can be asked. Every answer comes by property, never by localised text."""

    def registry(
        self, root: str, key: str, name: str, wow32: bool = False
    ) -> RegistryValue | Unknown:
        """Return a value of `HKLM` or `HKU`; not_found when key or value is absent."""
        ...

    def registry_keys(self, root: str, key: str, wow32: bool = False) -> tuple[str, ...] | Unknown:
        """Return the names of the keys below a key, sorted."""
        ...

    def registry_values(
        self, root: str, key: str, wow32: bool = False
    ) -> Mapping[str, RegistryValue] | Unknown:
        """Return all values of a key by name; not_found when the key is absent."""
        ...

    def registry_names(self, root: str, key: str) -> tuple[str, ...] | Unknown:
        """Return the names of a key's values, never what they hold: one may be a password."""
        ...

    def registry_written(self, root: str, key: str) -> str | Unknown:
        """Return when a key was last written (ISO UTC)."""
        ...

    def wmi(
        self, namespace: str, kind: str, names: Sequence[str], where: str = ""
    ) -> tuple[WmiRow, ...] | Unknown:
        """Return the named properties of each instance of a WMI class; none at all is not_found.

        A property that this version of the class lacks comes as None.
        """
        ...

    def com(self, program_id: str, path: str) -> "RegistryValue | bool | Unknown | None":
        """Return a property path of an automation object, such as `Settings.NotificationLevel`.

        A date comes as ISO text without a zone, because automation does not tell its zone.
        """
        ...

    def security_health(self, provider: int) -> int | Unknown:
        """Return WscGetSecurityProviderHealth: 0 good, 1 not monitored, 2 poor, 3 snoozed."""
        ...

    def security_products(self, provider: int) -> tuple[SecurityProduct, ...] | Unknown:
        """Return the products registered for provider 1 firewall or 4 antivirus; may be none."""
        ...

    def firewall_profile(self, profile: int) -> "tuple[bool, bool] | Unknown":
        """Return (enabled, inbound blocked by default) of profile 1 domain, 2 private, 4 public."""
        ...

    def firewall_current(self) -> int | Unknown:
        """Return the bits of the profiles in use now."""
        ...

    def users(self) -> tuple[LocalUser, ...] | Unknown:
        """Return the local accounts."""
        ...

    def group_members(self, sid: str) -> tuple[GroupMember, ...] | Unknown:
        """Return the members of a local group given by SID."""
        ...

    def pending_updates(self) -> tuple[PendingUpdate, ...] | Unknown:
        """Return the software updates known from the last search, asked without any network."""
        ...

    def update_history(self, most: int) -> tuple[UpdateTried, ...] | Unknown:
        """Return the newest lines of the update agent's history; none is an answer too."""
        ...

    def uptime_s(self) -> int | Unknown:
        """Return the seconds since the last real start."""
        ...

    def time_zone(self) -> "tuple[str, int] | Unknown":
        """Return the time zone's key name and its offset from UTC in minutes now."""
        ...

    def product_sku(self) -> int | Unknown:
        """Return the number of the edition, as GetProductInfo tells it."""
        ...

    def joined_domain(self) -> str | Unknown:
        """Return the domain that this machine is joined to, empty for none."""
        ...

    def account_policy(self) -> AccountPolicy | Unknown:
        """Return the rules of local accounts."""
        ...

    def shares(self) -> tuple[Share, ...] | Unknown:
        """Return what this machine shares; may be nothing."""
        ...

    def adapters(self) -> tuple[Adapter, ...] | Unknown:
        """Return the network adapters that are up; may be none."""
        ...

    def wifi_profiles(self) -> tuple[WifiProfile, ...] | Unknown:
        """Return the remembered wireless networks; not_installed without an adapter for them."""
        ...

    def firmware(self) -> int | Unknown:
        """Return 1 for a machine that starts by BIOS, 2 for UEFI."""
        ...

    def tpm_version(self) -> int | Unknown:
        """Return 1 for a TPM 1.2, 2 for a TPM 2.0, 0 for none."""
        ...

    def drive_protection(self, drive: str) -> int | Unknown:
        """Return the shell's number for BitLocker on a drive such as `C:`."""
        ...

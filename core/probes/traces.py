"""What the port answers about programs that start by themselves: plain values, nothing judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A scheduled task of Windows: its path in the library, and each program with its arguments.

    `account` is the account or group it runs as, as the task names it.
    """

    path: str
    enabled: bool
    hidden: bool
    account: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """A program file and its signature.

    `state` is valid, none, broken (the file was changed afterwards), refused (distrusted or
    revoked) or untrusted (its issuer is not known here).
    """

    path: str
    state: str | Unknown


@dataclass(frozen=True, slots=True)
class Preloaded:
    """A running program that was made to load a library first, by LD_PRELOAD."""

    pid: int
    name: str
    library: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a test restore: as in RestoredSample, sizes in bytes."""

    restored: int
    size: int
    failed: tuple[str, ...]
    proof: str
    sealed: bool


class Traces(Protocol):
    """What any system may be asked about programs that start by themselves or hide."""

    def preloaded(self) -> tuple[Preloaded, ...] | Unknown:
        """Return the programs that LD_PRELOAD was told to, of those that may be looked at."""
        ...

    def restore(self, path: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
        """Restore a sample of files into a scratch folder, compare them and take them away."""
        ...

    def link_target(self, path: str) -> str | Unknown:
        """Return where a symbolic link leads, or the program of a Windows shortcut."""
        ...


class WindowsTraces(Traces, Protocol):
    """What only Windows can be asked about that."""

    def tasks(self) -> tuple[TaskSeen, ...] | Unknown:
        """Return the scheduled tasks that this account may read."""
        ...

    def signatures(self, paths: Sequence[str], limit: float) -> tuple[SignatureSeen, ...] | Unknown:
        """Return the signature of each file, in this order; the rest timed out after `limit` s."""
        ...

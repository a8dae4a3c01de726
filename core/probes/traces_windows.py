"""The part of the real Windows that tells of programs that start by themselves."""

from collections.abc import Sequence

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_signatures, win_traces
from core.probes.traces import Preloaded, Restored, SignatureSeen, TaskSeen
from core.probes.win_codes import answering


@answering
def _restore(path: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
    from core.probes.restoring import restore_sample

    return restore_sample(path, scratch, now, limit)


class TracesOfWindows:
    """Answers from this Windows machine; on another system every answer is not_supported."""

    def preloaded(self) -> tuple[Preloaded, ...] | Unknown:
        """Return that Windows has no such thing as LD_PRELOAD."""
        return Unknown(UnknownCode.NOT_SUPPORTED, "LD_PRELOAD is of Linux")

    def restore(self, path: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
        """Restore a sample of files into a scratch folder, compare them and take them away."""
        return _restore(path, scratch, now, limit)

    def link_target(self, path: str) -> str | Unknown:
        """Return the program of a shortcut."""
        return win_traces.link_target(path)

    def tasks(self) -> tuple[TaskSeen, ...] | Unknown:
        """Return the scheduled tasks that this account may read."""
        return win_traces.tasks()

    def signatures(self, paths: Sequence[str], limit: float) -> tuple[SignatureSeen, ...] | Unknown:
        """Return the signature of each file, in this order; the rest timed out after `limit` s."""
        return win_signatures.signatures(paths, limit)

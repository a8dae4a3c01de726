"""A session of processes on Linux: a child that leads it, and all that it started.

Tools have process groups of their own, so that only the session holds them together. On Windows a
job does (core/engine/apart_windows.py).
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":

    def end_followers(leader: int) -> None:
        """End nothing."""

    def end_unheard(out: BinaryIO) -> None:
        """See to nothing."""

else:
    import select
    import signal
    import threading

    def end_followers(leader: int) -> None:
        """End all of a session but its leader and this process, also what starts meanwhile."""
        ended = {leader, os.getpid()}
        while followers := _session(leader) - ended:
            for pid in followers:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            ended |= followers

    def end_unheard(out: BinaryIO) -> None:
        """See to it that this process and its session end when nobody can hear its answers.

        Who asked was killed then, and nobody is left to keep the limit of what hangs. Nothing is
        done where `out` is no file of the system, nor in a session that another process leads.
        """
        if os.getsid(0) == os.getpid():
            with suppress(OSError, ValueError):
                own = out.fileno()
                threading.Thread(target=_end_when_unheard, args=(own,), daemon=True).start()

    def _end_when_unheard(out: int) -> None:
        listening = select.poll()
        listening.register(out, 0)
        if not any(event & select.POLLERR for _, event in listening.poll()):
            return
        leader = os.getpid()
        # The leader goes first, so that it starts nothing more; another process ends the rest.
        if os.fork() == 0:
            os.kill(leader, signal.SIGKILL)
            end_followers(leader)
            os._exit(0)

    def _session(leader: int) -> set[int]:
        """Return the processes of a session."""
        found = set()
        for entry in os.scandir("/proc"):
            if not entry.name.isdigit():
                continue
            with suppress(OSError, ValueError, IndexError):
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == leader:  # state, ppid, pgrp, session
                    found.add(int(entry.name))
        return found

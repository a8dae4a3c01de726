"""Running a tool of the system so that nothing of it is left behind."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from core.model.unknown import Unknown, UnknownCode
from core.probes.refusals import unknown_for
from core.probes.system import CommandAnswer

assert sys.platform != "win32"  # noqa: S101 - tells type checkers that this is for Linux only

OUTPUT_LIMIT = 16_000_000
"""Bytes of output after which a tool is ended; the longest honest answer is below a tenth."""

_CHUNK = 65_536
_GRACE_S = 0.2  # for output that is still in the pipe when the tool itself has ended

_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C",
    "LANG": "C",
    "DEBIAN_FRONTEND": "noninteractive",
    "SYSTEMD_COLORS": "0",
    "SYSTEMD_PAGER": "",
}


class _Flood(Exception):  # noqa: N818 - it is not an error of ours
    """A tool said more than any honest answer."""


def _collect(process: "subprocess.Popen[bytes]", deadline: float) -> tuple[bytes, bytes]:
    """Return what a tool says; raise TimeoutError at the limit, _Flood at too much output."""
    said = (bytearray(), bytearray())
    with selectors.DefaultSelector() as waiting:
        for pipe, kept in zip((process.stdout, process.stderr), said, strict=True):
            if pipe is not None:
                waiting.register(pipe, selectors.EVENT_READ, kept)
        while waiting.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ready = waiting.select(min(left, _GRACE_S))
            if not ready and process.poll() is not None:
                break  # it ended; a child that it left behind still holds the pipe
            for key, _ in ready:
                piece = os.read(key.fd, _CHUNK)
                if not piece:
                    waiting.unregister(key.fileobj)
                key.data.extend(piece)
                if sum(map(len, said)) > OUTPUT_LIMIT:
                    raise _Flood
    process.wait(max(0.0, deadline - time.monotonic()))
    return bytes(said[0]), bytes(said[1])


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a tool and all that it started in its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        process.kill()
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def run_tool(
    argv: Sequence[str], limit: float, environment: Mapping[str, str] | None = None
) -> CommandAnswer | Unknown:
    """Run a tool by absolute path for at most `limit` seconds, without shell, input or terminal.

    It gets its own process group inside our session, so that whoever ends the session ends it
    too; the group is killed when the tool has ended or its time is over.
    """
    tool = argv[0]
    if not tool.startswith("/"):
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{tool}: not an absolute path")
    try:
        process = subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env={**_ENVIRONMENT, **(environment or {})},
            process_group=0,
        )
    except FileNotFoundError:
        return Unknown(UnknownCode.NOT_INSTALLED, tool)
    except OSError as error:
        return unknown_for(error, tool)
    try:
        out, err = _collect(process, time.monotonic() + limit)
    except (TimeoutError, subprocess.TimeoutExpired):
        return Unknown(UnknownCode.TIMED_OUT, f"{tool}: {limit:g} s")
    except _Flood:
        return Unknown(UnknownCode.MALFORMED, f"{tool}: more than {OUTPUT_LIMIT} bytes")
    finally:
        _end(process)
    return CommandAnswer(
        exit=process.returncode,
        out=out.decode("utf-8", "replace"),
        err=err.decode("utf-8", "replace"),
    )

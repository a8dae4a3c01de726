"""The signing host: a child process that talks to drivers and parses foreign PDFs, and is killed.

Drivers of tokens hang for minutes and crash; neither may take the window with it. The PIN goes
through the child's standard input, never through arguments, environment or files.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError

_KEPT = (
    "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA",
    "SYSTEMROOT", "WINDIR", "TEMP", "TMP",
)  # fmt: skip
"""What a driver may need of the environment. All else could lead it to a planted file."""

_REFUSALS = frozenset(
    ("pin_wrong", "pin_locked", "token_gone", "key_missing", "certificate_gone", "driver_unusable",
     "pdf_unreadable", "signing_cancelled", "signature_unreadable", "signature_before")
)  # fmt: skip


def ask(command: Sequence[str], question: Mapping[str, Any], limit: float) -> dict[str, Any]:
    """Have a child answer one question within `limit` seconds.

    KnownError for what the child refused, for one that is late (it is killed) and one that broke.
    """
    try:
        child = subprocess.Popen(
            tuple(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(command[0]).anchor or None,
            env=environment(),
            **_apart(),
        )
    except OSError as error:
        raise KnownError("reader_blocked", Exit.NO_RIGHT, str(error)) from error
    try:
        said, _ = child.communicate(json.dumps(question).encode() + b"\n", timeout=limit)
    except subprocess.TimeoutExpired as late:
        raise KnownError("signing_late", Exit.CANNOT_WRITE, seconds=round(limit)) from late
    finally:
        _end(child)
    return _answer(said, child.returncode)


def environment() -> dict[str, str]:
    """Return what a child sees of the environment: where things are, and nothing that steers."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"LC_ALL": "C.UTF-8"}


def _answer(said: bytes, status: int) -> dict[str, Any]:
    try:
        answer = json.loads(said)
        refused = answer.get("refused")
    except (ValueError, AttributeError) as error:
        raise KnownError("signing_broke", Exit.CANNOT_WRITE, f"exit status {status}") from error
    if refused is not None:
        key = refused if refused in _REFUSALS else "signing_broke"
        raise KnownError(key, Exit.BAD_INPUT, str(answer.get("detail", "")))
    return dict(answer)


def _apart() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    else:
        return {"start_new_session": True}


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    child.wait()

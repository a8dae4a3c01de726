"""The child side of the probe host: reads one question a line, answers one line each.

Question: {"topic": …, "ask": {"places": […], "scratch": …}}, optionally with "id", which is given
back.
Answer: {"topic", "facts", "elapsed_ms"} or {"topic", "error": CODE, "detail"}. Where the topic is
RECORDING, the facts are a recording.
"""

import json
import os
import sys
import time
import traceback
from contextlib import redirect_stdout, suppress
from typing import Any, BinaryIO

from core.model.unknown import UnknownCode
from core.probes.ask import RECORDING, Ask
from core.probes.plain import as_plain
from core.probes.session import end_unheard


def _where(error: BaseException) -> str:
    """Return the type of an error and the line that raised it, for the technician."""

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    folder = os.path.basename(os.path.dirname(frames[-1].filename)) if frames else ""
    return f"{type(error).__name__} at {folder}/{place}"


def _answer(question: Any) -> dict[str, Any]:
    from core.probes.catalogue import read, real_system

    topic = question["topic"]
    told = question.get("ask", {})
    ask = Ask(
        places=tuple(told.get("places", ())),
        scratch=told.get("scratch", ""),
        deep=told.get("deep", False),
    )
    if topic == RECORDING:
        from core.probes.recorded import recording

        return {"facts": recording(real_system(), ask)}
    return {"facts": as_plain(read(topic, real_system(), ask))}


def _respond(line: bytes) -> dict[str, Any]:
    """Answer one question; whatever goes wrong is part of the answer."""
    started = time.monotonic()
    answer: dict[str, Any] = {}
    try:
        question = json.loads(line)
        answer = {key: question[key] for key in ("id", "topic") if key in question}
        with redirect_stdout(sys.stderr):
            answer |= _answer(question)
    except Exception as error:
        answer |= {"error": UnknownCode.CRASHED, "detail": _where(error)}
    answer["elapsed_ms"] = round((time.monotonic() - started) * 1000)
    return answer


def _take_away(stdout: BinaryIO) -> BinaryIO:
    """Keep the way to the one who asks, and lead whatever else is printed to standard error.

    Libraries print, and tools started by careless ones inherit descriptor 1.
    """
    try:
        own = stdout.fileno()
    except (OSError, ValueError):  # not a real file, as in a test
        return stdout
    kept = os.fdopen(os.dup(own), "wb")
    os.dup2(sys.__stderr__.fileno() if sys.__stderr__ else 2, own)
    return kept


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer questions one after the other until the input ends or nobody listens any more."""
    out = _take_away(stdout)
    end_unheard(out)
    while line := stdin.readline():
        if not line.strip():
            continue
        try:
            out.write(json.dumps(_respond(line)).encode() + b"\n")
            out.flush()
        except OSError:  # nobody listens: a broken pipe, which Windows calls an invalid argument
            with suppress(OSError):
                out.close()
            return

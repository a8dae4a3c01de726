"""The raised host: a child with an administrator's rights that answers fixed questions only.

It stands at the end of a pipe. A question is the name of a topic, nothing else: no path, no
place, nothing that the asking side could steer. Each is read by a probe host of the ordinary kind,
which is killed at its limit. It ends with the talk, and by itself when nobody asks.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.engine.asking import question
from core.engine.host import Answer, ProbePool
from core.launched import program_folder
from core.model.errors import Exit
from core.model.progress import Cancel
from core.probes.ask import Ask
from core.probes.catalogue import topics

if TYPE_CHECKING:
    from core.probes.win_pipe import Talk

SWITCH = "--raised-host"
IDLE = 60.0
"""Seconds without a question after which it ends."""

LONGEST = 300.0
"""Seconds after which it ends in any case."""

_PIPE_NAME = 32


def serve(arguments: Sequence[str], command: Sequence[str]) -> int:
    """Be the raised host that `SWITCH NAME PROCESS` asks for; return the exit status.

    It refuses where ordinary users could have changed the program, and whoever is not this program.
    """
    from core.probes.protected import is_protected

    folder = program_folder()
    if folder is None or not is_protected(folder):
        return Exit.NO_RIGHT
    return answer_pipe(arguments, command, str(folder / "TrucAn.exe"))


def answer_pipe(arguments: Sequence[str], command: Sequence[str], asked_by: str) -> int:
    """Open the pipe that a process of the program `asked_by` made, and answer what it asks."""
    from core.probes.win_pipe import StrangerError, open_pipe

    try:
        name, process = arguments
        if len(name) != _PIPE_NAME or not name.isalnum() or not process.isdecimal():
            return Exit.USAGE
        talk = open_pipe(name, int(process), asked_by)
    except ValueError:
        return Exit.USAGE
    except (StrangerError, OSError):
        return Exit.NO_RIGHT
    try:
        answer_talk(talk, ProbePool(command))
    finally:
        talk.close()
    return Exit.DONE


def answer_talk(talk: "Talk", pool: ProbePool, clock: Callable[[], float] = time.monotonic) -> None:
    """Answer questions until the talk ends, nobody asks any more, or time is up."""
    end = clock() + LONGEST
    known = frozenset(topics())
    while (left := end - clock()) > 0:
        message = talk.receive(min(IDLE, left))
        if message is None:
            return
        topic = topic_in(message)
        if topic not in known:
            return
        for answer in pool.ask([question(topic, Ask())], Cancel()):
            try:
                talk.send(json.dumps(_plain(answer)).encode())
            except OSError:
                return


def topic_in(message: bytes) -> str:
    """Return the topic of a question; empty when it is anything but a name and nothing else."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict) or set(said) != {"topic"} or not isinstance(said["topic"], str):
        return ""
    return str(said["topic"])


def _plain(answer: Answer) -> dict[str, object]:
    return {
        "topic": answer.topic,
        "facts": answer.facts,
        "code": answer.code,
        "detail": answer.detail,
    }


def raised_command(console: Path, name: str, process: int) -> tuple[str, ...]:
    """Return how the raised host is started."""
    return (str(console), SWITCH, name, str(process))

"""Reading with an administrator's rights what was refused without them, and only that.

Everything is read as usual first, under the account of the person at the desk. What then lacks a
right is asked of the raised host (core/engine/raised_host.py), and fills exactly those places: so
the account that lends its rights never takes the place of the one whose PC it is.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from core.engine.host import Answer, Question, Readers
from core.engine.raised_host import raised_command
from core.launched import console_launcher, program_folder
from core.model.errors import Exit, KnownError
from core.model.progress import Cancel
from core.model.unknown import UnknownCode

_ARRIVAL = 30.0
"""Seconds for the raised host to open the pipe, after the person has said yes."""

_MORE = 5.0
"""Seconds beyond a probe's own limit that its answer may be under way."""

_NAMES = ("sid", "name", "id")
"""Fields that tell the items of a list apart."""

Raised = Callable[[Question], Any]
"""Returns the facts of a topic as the raised host read them, None when it could not."""


class RaisedReaders:
    """Readers that ask again, with more rights, for what was refused."""

    def __init__(self, ordinary: Readers, raised: Raised) -> None:
        """Take the ordinary readers and the way to the raised host."""
        self._ordinary, self._raised = ordinary, raised

    def ask(
        self,
        questions: Iterable[Question],
        cancel: Cancel,
        reading: Callable[[tuple[str, ...], str], None] = lambda topics, slow: None,
    ) -> Iterator[Answer]:
        """Yield what lacks no right as it comes, then the rest, filled as far as may be."""
        asked = {each.topic: each for each in questions}
        refused = []
        for answer in self._ordinary.ask(asked.values(), cancel, reading):
            if answer.code is None and lacks_right(answer.facts):
                refused.append(answer)
            else:
                yield answer
        for answer in refused:
            reading((answer.topic,), "")
            more = None if cancel.requested else self._raised(asked[answer.topic])
            yield answer if more is None else replace(answer, facts=filled(answer.facts, more))


def can_raise() -> bool:
    """Say whether a raised host may be offered: on Windows, installed where users cannot write."""
    from core.probes.protected import looks_protected
    from core.probes.win_token import rights

    folder = program_folder()
    return folder is not None and rights() != "elevated" and looks_protected(folder)


@contextmanager
def raised_host() -> Iterator[Raised]:
    """Have Windows ask the person for an administrator's rights, and hold the host they start.

    KnownError `raise_refused` when the person said no, `raise_failed` when no host came, or when
    ordinary users can change anything of the program: then Windows is not even asked.
    """
    from core.probes.protected import is_protected
    from core.probes.win_pipe import StrangerError, Waiting
    from core.probes.win_raise import REFUSED, raised

    console, folder = console_launcher(), program_folder()
    if console is None or folder is None or not is_protected(folder):
        raise KnownError("raise_failed", Exit.NO_RIGHT, "the program can be changed by users")
    try:
        with Waiting() as waiting:
            command = raised_command(console, waiting.name, os.getpid())
            with raised(command) as process:
                talk = waiting.accept(process, _ARRIVAL)
    except StrangerError as error:
        raise KnownError("raise_failed", Exit.NO_RIGHT, "another process came") from error
    except OSError as error:
        refused = getattr(error, "winerror", None) == REFUSED
        key = "raise_refused" if refused else "raise_failed"
        raise KnownError(key, Exit.NO_RIGHT, str(error)) from error
    if talk is None:
        raise KnownError("raise_failed", Exit.NO_RIGHT, "nobody came")
    try:
        yield lambda question: asked_of(talk, question)
    finally:
        talk.close()


def asked_of(talk: Any, question: Question) -> Any:
    """Ask the raised host for one topic; None when it gave no facts of it."""
    try:
        talk.send(json.dumps({"topic": question.topic}).encode())
        said = json.loads(talk.receive(question.limit + _MORE) or b"null")
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("topic") != question.topic or said.get("code"):
        return None
    return said.get("facts")


def lacks_right(value: Any) -> bool:
    """Say whether something within facts could not be read for want of a right."""
    if isinstance(value, dict):
        if "unknown" in value:
            return bool(value["unknown"] == UnknownCode.NO_RIGHT)
        return any(lacks_right(each) for each in value.values())
    return isinstance(value, list) and any(lacks_right(each) for each in value)


def filled(own: Any, raised: Any) -> Any:
    """Return facts with each place that lacked a right taken from those read with more rights."""
    if not lacks_right(own):
        return own
    if isinstance(own, dict) and "unknown" not in own and isinstance(raised, dict):
        return {key: filled(each, raised.get(key, each)) for key, each in own.items()}
    if isinstance(own, list) and isinstance(raised, list) and _pair(own, raised):
        return [filled(one, other) for one, other in zip(own, raised, strict=True)]
    return raised


def _pair(own: list[Any], raised: list[Any]) -> bool:
    """Say whether two lists are about the same things in the same order."""
    return len(own) == len(raised) and all(map(_same, own, raised))


def _same(one: Any, other: Any) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return True
    return all(one.get(name) == other.get(name) for name in _NAMES)

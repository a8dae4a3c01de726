"""Probe hosts: child processes that read, one question at a time, and can be killed.

A thread cannot be killed, a process can. Each host speaks JSON lines; it is killed at the limit of
the probe it is busy with, or when it floods its pipe, and respawned for the next question.
"""

import json
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from core.engine.apart_windows import end_job, job_of
from core.model.errors import Exit, KnownError
from core.model.progress import Cancel
from core.model.unknown import UnknownCode
from core.probes.ask import Ask
from core.probes.plain import as_plain
from core.probes.session import end_followers

_LINE_LIMIT = 16_000_000  # bytes; the largest honest answer so far is under 100 kB
_TICK = 0.05  # seconds between looks at the cancel request and the limits
_SLOW_SHARE = 0.5  # of the limit: after that the probe is announced as slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One probe to read: its topic, what to tell it, and its limit in seconds."""

    topic: str
    ask: Ask
    limit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a probe ended: `facts` is its JSON value when `code` is None, which else says why."""

    topic: str
    facts: Any
    code: UnknownCode | None
    detail: str
    elapsed_ms: int


@dataclass(slots=True)
class _Host:
    """A running child and the question it is busy with."""

    process: subprocess.Popen[bytes]
    job: int
    question: Question | None = None
    asked: float = 0.0
    announced: bool = False


Line = bytes | None
"""A line of a host; None when its pipe ended; an over-long line comes as its beginning."""


class Readers(Protocol):
    """Whatever answers questions about this machine."""

    def ask(
        self,
        questions: Iterable[Question],
        cancel: Cancel,
        reading: Callable[[tuple[str, ...], str], None] = ...,
    ) -> Iterator[Answer]:
        """Yield the answers as they come; on cancel at once, the rest being `cancelled`."""
        ...


class ProbePool:
    """Up to `width` hosts in parallel. Use `ask` for each run, which ends them all.

    Who calls `begin` before sees to `close`, because it may never come to `ask`.
    """

    def __init__(self, command: Sequence[str], width: int = 2) -> None:
        """Remember how a host is started; none is started yet."""
        self._command = tuple(command)
        self._width = width
        self._lines: queue.SimpleQueue[tuple[_Host, Line]] = queue.SimpleQueue()
        self._hosts: list[_Host] = []

    def begin(self, questions: Iterable[Question]) -> None:
        """Start the hosts and ask them these already; `ask` then waits for the answers.

        KnownError when no host can be started at all.
        """
        self._hand_out(deque(questions), lambda topics, slow: None)

    def ask(
        self,
        questions: Iterable[Question],
        cancel: Cancel,
        reading: Callable[[tuple[str, ...], str], None] = lambda topics, slow: None,
    ) -> Iterator[Answer]:
        """Yield the answers as they come; on cancel at once, the rest being `cancelled`.

        `reading` is told which topics are being read, and which one takes long. KnownError when
        no host can be started at all.
        """
        waiting = deque(each for each in questions if each.topic not in self._topics())
        try:
            if self._hosts:
                reading(self._topics(), "")
            while waiting or self._busy():
                self._hand_out(waiting, reading)
                yield from self._collect()
                yield from self._kill_late(reading)
                if cancel.requested:
                    yield from self._give_up(waiting)
                    return
        finally:
            self.close()

    def close(self) -> None:
        """End every host; none outlives this call."""
        for host in self._hosts:
            _kill(host)
        self._hosts.clear()

    def _busy(self) -> list[_Host]:
        return [host for host in self._hosts if host.question is not None]

    def _hand_out(
        self, waiting: deque[Question], reading: Callable[[tuple[str, ...], str], None]
    ) -> None:
        while waiting and len(self._busy()) < self._width:
            host = next((each for each in self._hosts if each.question is None), None)
            if host is None:
                host = self._spawn()
            question = waiting.popleft()
            host.question, host.asked, host.announced = question, time.monotonic(), False
            line = json.dumps({"topic": question.topic, "ask": as_plain(question.ask)})
            with suppress(BrokenPipeError):  # a dead host is met when its pipe ends
                _pipe(host).write(line.encode() + b"\n")
                _pipe(host).flush()
            reading(self._topics(), "")

    def _topics(self) -> tuple[str, ...]:
        return tuple(host.question.topic for host in self._hosts if host.question is not None)

    def _spawn(self) -> _Host:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(self._command[0]).anchor or None,
                **_apart(),
            )
        except OSError as error:
            raise KnownError("reader_blocked", Exit.NO_RIGHT, str(error)) from error
        host = _Host(process, job_of(process))
        self._hosts.append(host)
        threading.Thread(target=self._listen, args=(host,), daemon=True).start()
        return host

    def _listen(self, host: _Host) -> None:
        """Pass on what a host says, line by line, never holding more than one line's limit."""
        pipe = host.process.stdout
        if pipe is None:
            raise RuntimeError("the host was started without a pipe")
        with suppress(OSError, ValueError), pipe:
            while line := pipe.readline(_LINE_LIMIT):
                self._lines.put((host, line))
        self._lines.put((host, None))

    def _collect(self) -> Iterator[Answer]:
        """Wait one tick for lines and turn them into answers."""
        try:
            host, line = self._lines.get(timeout=_TICK)
        except queue.Empty:
            return
        if host not in self._hosts:
            return
        question = host.question
        if line is None:
            self._drop(host)
            if question is not None:
                status = host.process.poll()
                yield self._ended(host, question, UnknownCode.CRASHED, f"exit status {status}")
            return
        if question is None:
            self._drop(host)  # it speaks without being asked: not to be trusted further
            return
        answer = self._read(host, question, line)
        if answer.code is UnknownCode.MALFORMED and answer.facts is None:
            self._drop(host)
        host.question = None
        yield answer

    def _read(self, host: _Host, question: Question, line: bytes) -> Answer:
        try:
            said = json.loads(line)
            topic, facts, error = said["topic"], said.get("facts"), said.get("error")
            code = UnknownCode(error) if error is not None else None
            detail = str(said.get("detail", ""))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            topic, facts, code, detail = "", None, UnknownCode.MALFORMED, _beginning(line)
        if topic != question.topic or (code is None) != isinstance(facts, dict):
            facts, code, detail = None, UnknownCode.MALFORMED, _beginning(line)
        return Answer(
            topic=question.topic,
            facts=facts,
            code=code,
            detail=detail,
            elapsed_ms=_elapsed_ms(host),
        )

    def _ended(self, host: _Host, question: Question, code: UnknownCode, detail: str) -> Answer:
        return Answer(
            topic=question.topic,
            facts=None,
            code=code,
            detail=detail,
            elapsed_ms=_elapsed_ms(host),
        )

    def _kill_late(self, reading: Callable[[tuple[str, ...], str], None]) -> Iterator[Answer]:
        now = time.monotonic()
        for host in self._busy():
            question = host.question
            if question is None:
                continue
            spent = now - host.asked
            if spent >= question.limit:
                self._drop(host)
                yield self._ended(host, question, UnknownCode.TIMED_OUT, f"{question.limit:g}")
            elif spent >= question.limit * _SLOW_SHARE and not host.announced:
                host.announced = True
                reading(self._topics(), question.topic)

    def _give_up(self, waiting: deque[Question]) -> Iterator[Answer]:
        busy = [(host, host.question) for host in self._busy()]
        self.close()
        for host, question in busy:
            if question is not None:
                yield self._ended(host, question, UnknownCode.CANCELLED, "")
        for question in waiting:
            yield Answer(
                topic=question.topic,
                facts=None,
                code=UnknownCode.CANCELLED,
                detail="",
                elapsed_ms=0,
            )

    def _drop(self, host: _Host) -> None:
        _kill(host)
        self._hosts.remove(host)


def _pipe(host: _Host) -> Any:
    return host.process.stdin


def _elapsed_ms(host: _Host) -> int:
    return round((time.monotonic() - host.asked) * 1000)


def _beginning(line: bytes) -> str:
    return line[:200].decode("utf-8", "replace").strip()


def _apart() -> dict[str, Any]:
    """Return how a child is set apart, so that all it starts can be found and ended with it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    else:
        return {"start_new_session": True}


def _kill(host: _Host) -> None:
    """End a host, then everything it started in its session or job; wait until it is gone."""
    process = host.process
    end_job(host.job)
    with suppress(OSError):
        process.kill()
    end_followers(process.pid)
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    process.wait()

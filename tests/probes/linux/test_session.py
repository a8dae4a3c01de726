"""A probe host whose program is killed: neither it nor what it started stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]

HOST = f"""
import os, sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from core.probes import catalogue
from core.probes.commands_linux import run_tool
from core.probes.host_main import serve

def read(topic, system, ask):
    notes = Path(sys.argv[1])
    (notes / "part").write_text(str(os.getpid()))
    (notes / "part").rename(notes / "host")
    if topic == "tools":
        run_tool(["/bin/sh", "-c", "sleep 500; true"], 500)
        run_tool(["/bin/sh", "-c", ": > $0; sleep 500; true", str(notes / "next")], 500)
    elif topic == "hang":
        time.sleep(500)
    return {{}}

catalogue.read = read
serve(sys.stdin.buffer, sys.stdout.buffer)
"""

PROGRAM = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from core.engine.host import ProbePool, Question
from core.probes.ask import Ask
ProbePool(sys.argv[2:]).begin([Question(topic=sys.argv[1], ask=Ask(), limit=500)])
time.sleep(500)
"""

Start = Callable[[str], tuple[subprocess.Popen[bytes], int]]


def members(session: int) -> set[int]:
    """Return the running processes of a session; a dead one may wait for init to collect it."""
    found = set()
    for each in psutil.process_iter(["status"]):
        with suppress(ProcessLookupError):
            if os.getsid(each.pid) == session and each.info["status"] != psutil.STATUS_ZOMBIE:
                found.add(each.pid)
    return found


def comes_true(fact: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return how a program is started whose host reads one topic: both, the host by its id."""
    script, note = tmp_path / "host.py", tmp_path / "host"
    script.write_text(HOST)
    started = []

    def begin(topic: str) -> tuple[subprocess.Popen[bytes], int]:
        host = [sys.executable, "-I", str(script), str(tmp_path)]
        program = subprocess.Popen([sys.executable, "-I", "-c", PROGRAM, topic, *host])
        started.append(program)
        comes_true(note.exists)
        return program, int(note.read_text())

    yield begin
    for program in started:
        program.kill()
        program.wait()
    for left in members(int(note.read_text())) if note.exists() else ():
        os.kill(left, signal.SIGKILL)


def test_a_killed_program_leaves_no_tool_of_a_busy_host(start: Start, tmp_path: Path) -> None:
    program, host = start("tools")
    comes_true(lambda: len(members(host)) == 3)  # the host, the shell, what the shell waits for
    assert len({os.getpgid(each) for each in members(host)}) == 2, "the tool has a group of its own"

    program.kill()

    comes_true(lambda: not members(host))
    assert not (tmp_path / "next").exists(), "the host went first and started nothing more"


@pytest.mark.parametrize("topic", ["hang", "answers"])
def test_a_killed_program_leaves_no_host(start: Start, topic: str) -> None:
    program, host = start(topic)
    assert members(host) == {host}

    program.kill()

    comes_true(lambda: not members(host))


@pytest.mark.parametrize("kind", ["--probe-host", "--signing-host"])
def test_a_host_ends_when_nobody_can_hear_it(kind: str) -> None:
    command = [sys.executable, "-I", str(ROOT / "main.py"), kind]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as host:
        assert host.stdout is not None
        host.stdout.close()

        assert host.wait(60) == -signal.SIGKILL, "though questions may still come"


def test_a_host_in_the_session_of_somebody_else_ends_nothing_of_it() -> None:
    command = [sys.executable, "-I", str(ROOT / "main.py"), "--probe-host"]
    code = f"""
import subprocess, sys
other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
host = subprocess.Popen({command!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
host.stdout.close()
host.stdin.write(b'{{"topic": "clock"}}\\n')
host.stdin.close()
print(host.wait(), other.poll())
other.communicate(b"\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True, timeout=60
    )

    assert (done.returncode, done.stdout.split()) == (0, [b"0", b"None"])

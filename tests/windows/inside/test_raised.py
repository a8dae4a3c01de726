"""The pipe of the raised host, between two real processes of Windows.

Who may read a pipe and what is asked of the person is on the checklist: Wine asks nobody.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.host import Question
from core.engine.raised import asked_of
from core.house import host_command
from core.probes.ask import Ask
from core.probes.protected import is_protected

if sys.platform == "win32":
    from core.probes.win_pipe import StrangerError, Waiting, open_pipe
    from core.probes.win_raise import raised

pytestmark = pytest.mark.only("windows")

HOST = (
    "import sys; sys.path.insert(0, sys.argv[1]); from core.engine.raised_host import answer_pipe;"
    "from core.house import host_command;"
    "sys.exit(answer_pipe(sys.argv[2:4], host_command(), sys.argv[4]))"
)
PATIENCE = 60


def host(project: Path, name: str, process: int, asked_by: str = sys.executable) -> tuple[str, ...]:
    """Return how a raised host is started that leaves out where the program stands."""
    return (sys.executable, "-I", "-c", HOST, str(project), name, str(process), asked_by)


@pytest.fixture
def waiting() -> "Iterator[Waiting]":
    """Return a pipe that waits."""
    with Waiting() as made:
        yield made


@pytest.mark.system("wine")
def test_a_raised_host_comes_answers_and_goes(project: Path, waiting: "Waiting") -> None:
    with raised(host(project, waiting.name, os.getpid())) as process:
        talk = waiting.accept(process, PATIENCE)
    assert talk is not None
    try:
        facts = asked_of(talk, Question(topic="machine", ask=Ask(), limit=PATIENCE))
        unknown = asked_of(talk, Question(topic="../machine", ask=Ask(), limit=PATIENCE))
    finally:
        talk.close()

    assert facts["name"]
    assert unknown is None


def started(*command: str) -> "subprocess.Popen[bytes]":
    """Start a process that nobody hears."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


def test_another_process_than_the_one_that_was_started_is_not_spoken_to(
    project: Path, waiting: "Waiting"
) -> None:
    stranger = started(*host(project, waiting.name, os.getpid()))
    try:
        with pytest.raises(StrangerError):
            waiting.accept(stranger.pid + 4, PATIENCE)
    finally:
        waiting.close()
        stranger.wait(PATIENCE)


@pytest.mark.parametrize("asked_by", ["python313.dll", "vcruntime140.dll"])
def test_a_host_speaks_to_no_other_program(
    project: Path, waiting: "Waiting", asked_by: str
) -> None:
    other = str(Path(sys.executable).with_name(asked_by))

    child = started(*host(project, waiting.name, os.getpid(), other))

    assert child.wait(PATIENCE) == 77


def test_a_host_speaks_to_no_other_process(project: Path, waiting: "Waiting") -> None:
    child = started(*host(project, waiting.name, os.getpid() + 4))

    assert child.wait(PATIENCE) == 77


def test_nobody_waits_for_ever(waiting: "Waiting") -> None:
    assert waiting.accept(1, 0.2) is None


def test_the_pipe_is_made_once_and_by_one(waiting: "Waiting") -> None:
    with pytest.raises(OSError, match=r"CreateFile"):
        open_pipe("0" * 32, os.getpid(), sys.executable)
    with Waiting() as other:
        assert other.name != waiting.name


def test_a_folder_of_a_user_is_not_protected(tmp_path: Path) -> None:
    assert not is_protected(tmp_path)


def test_the_program_itself_refuses_to_be_a_raised_host_here(project: Path) -> None:
    command = (*host_command()[:-1], "--raised-host", "0" * 32, str(os.getpid()))

    assert started(*command).wait(PATIENCE) == 77

"""The probe pool: good answers, and hosts that hang, crash, babble or flood."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from core.engine.host import Answer, ProbePool, Question
from core.model.errors import Exit, KnownError
from core.model.progress import Cancel
from core.model.unknown import UnknownCode
from core.probes.ask import Ask

SLOWER = 4 if sys.platform == "win32" else 1
"""How much longer a process may take to start there: a virus scanner looks first, or Wine does."""

HOST = """
import json, os, subprocess, sys, time
for line in sys.stdin:
    topic = json.loads(line)["topic"]
    if topic == "hang":
        apart = {} if sys.platform == "win32" else {"process_group": 0}
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], **apart)
        open(sys.argv[1], "w").write(str(child.pid))
        time.sleep(600)
    elif topic == "crash":
        os.abort()
    elif topic == "garbage":
        print("this is not JSON", flush=True)
    elif topic == "other":
        print(json.dumps({"topic": "elsewhere", "facts": {}}), flush=True)
    elif topic == "flood":
        while True:
            os.write(1, b"x" * 1_000_000)
    elif topic == "refused":
        print(json.dumps({"topic": topic, "error": "no_right", "detail": "shadow"}), flush=True)
    elif topic == "slow":
        time.sleep(float(sys.argv[2]))
        print(json.dumps({"topic": topic, "facts": {}}), flush=True)
    else:
        print(json.dumps({"topic": topic, "facts": {"said": topic}}), flush=True)
"""


@pytest.fixture
def child_note(tmp_path: Path) -> Path:
    """Return where a hanging host writes the process id of what it started."""
    return tmp_path / "child"


@pytest.fixture
def pool(tmp_path: Path, child_note: Path) -> ProbePool:
    """Return a pool whose hosts answer by the name of the topic."""
    script = tmp_path / "host.py"
    script.write_text(HOST)
    return ProbePool([sys.executable, "-I", str(script), str(child_note), f"{2.2 * SLOWER}"])


def ask(pool: ProbePool, *topics: str, limit: float = 10.0) -> dict[str, Answer]:
    """Ask all topics and return the answers by topic."""
    questions = [Question(topic=topic, ask=Ask(), limit=limit) for topic in topics]
    return {answer.topic: answer for answer in pool.ask(questions, Cancel())}


def has_ended(pid: int) -> bool:
    """Say whether a process runs no more; a dead one may wait for init to collect it."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def comes_true(fact: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children() -> set[int]:
    """Return the processes that this one started, without what each of them starts."""
    return {each.pid for each in psutil.Process().children()}


def left_behind(before: set[int]) -> set[int]:
    """Return the processes that this one started since, and that run still."""
    return children() - before


def test_answers_come_back_by_topic(pool: ProbePool) -> None:
    answers = ask(pool, "one", "two", "three")

    assert {topic: each.facts for topic, each in answers.items()} == {
        topic: {"said": topic} for topic in ("one", "two", "three")
    }
    assert all(each.code is None for each in answers.values())


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("hang", UnknownCode.TIMED_OUT),
        ("crash", UnknownCode.CRASHED),
        ("garbage", UnknownCode.MALFORMED),
        ("other", UnknownCode.MALFORMED),
        ("flood", UnknownCode.MALFORMED),
        ("refused", UnknownCode.NO_RIGHT),
    ],
)
def test_a_bad_host_spoils_only_its_own_topic(
    pool: ProbePool, topic: str, code: UnknownCode
) -> None:
    limit = 1.5 * SLOWER if code is UnknownCode.TIMED_OUT else 30.0
    answers = ask(pool, "before", topic, "after", "last", limit=limit)

    assert answers[topic].code is code
    assert answers[topic].facts is None
    for other in ("before", "after", "last"):
        assert answers[other].facts == {"said": other}


def test_the_limit_is_kept_and_nothing_is_left_behind(pool: ProbePool, child_note: Path) -> None:
    before = children()
    started = time.monotonic()
    answers = ask(pool, "hang", "one", limit=1.0 * SLOWER)

    assert time.monotonic() - started < 4 * SLOWER
    assert answers["hang"].detail == f"{SLOWER}"
    assert has_ended(int(child_note.read_text()))
    assert not left_behind(before)


def test_cancel_answers_at_once_while_a_probe_hangs(pool: ProbePool) -> None:
    before = children()
    cancel = Cancel()
    asked = 0.0
    answers = {}
    topics = ("hang", "one", "hang", "two")
    questions = [Question(topic=topic, ask=Ask(), limit=60) for topic in topics]
    for answer in pool.ask(questions, cancel):
        answers[answer.topic] = answer
        if not cancel.requested:
            cancel.request()
            asked = time.monotonic()

    assert time.monotonic() - asked < 0.2
    assert answers["hang"].code is UnknownCode.CANCELLED
    assert not left_behind(before)


def test_a_slow_probe_is_announced(pool: ProbePool) -> None:
    told: list[tuple[tuple[str, ...], str]] = []
    questions = [Question(topic="slow", ask=Ask(), limit=3.6 * SLOWER)]

    answers = list(pool.ask(questions, Cancel(), lambda topics, slow: told.append((topics, slow))))

    assert told == [(("slow",), ""), (("slow",), "slow")]
    assert answers[0].code is None


def test_a_host_that_cannot_be_started_is_told_in_words(tmp_path: Path) -> None:
    pool = ProbePool([str(tmp_path / "gone")])

    with pytest.raises(KnownError) as caught:
        ask(pool, "one")

    assert (caught.value.key, caught.value.status) == ("reader_blocked", Exit.NO_RIGHT)


def test_what_was_asked_before_is_not_asked_again(pool: ProbePool) -> None:
    before = children()
    told: list[tuple[str, ...]] = []
    questions = [Question(topic=topic, ask=Ask(), limit=10) for topic in ("one", "two", "three")]

    pool.begin(questions[:2])
    hosts = left_behind(before)
    answers = list(pool.ask(questions, Cancel(), lambda topics, slow: told.append(topics)))

    assert sorted(each.topic for each in answers) == ["one", "three", "two"]
    assert all(each.facts == {"said": each.topic} for each in answers)
    assert set(told[0]) == {"one", "two"}, "what is being read already is told first"
    assert len(hosts) == 2
    assert not left_behind(before)


def test_a_pool_that_began_and_never_asks_leaves_nothing_behind(
    pool: ProbePool, child_note: Path
) -> None:
    before = children()

    pool.begin([Question(topic="hang", ask=Ask(), limit=60)])
    comes_true(lambda: child_note.exists() and bool(child_note.read_text()))
    pool.close()

    comes_true(lambda: has_ended(int(child_note.read_text())))
    assert not left_behind(before)

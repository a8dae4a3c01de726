"""Whole runs of the real machine in which one reader hangs, crashes or floods."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.engine import asking, readers
from core.house import House
from core.model.errors import KnownError
from core.model.progress import Cancel, Progress
from core.model.request import RunRequest
from core.model.result import Depth, Result
from core.model.run import VerdictKind
from core.model.unknown import UnknownCode

ROOT = Path(__file__).resolve().parents[2]
SLOWER = 4 if sys.platform == "win32" else 1
"""How much longer a process may take to start there: a virus scanner looks first, or Wine does."""

HOST = f"""
import importlib, os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from core.probes.catalogue import this_os
clock = importlib.import_module("core.probes.clock." + this_os())

def hang(system, ask):
    time.sleep(3600)

def crash(system, ask):
    os.abort()

def fault(system, ask):
    raise RuntimeError("a fault of the reader")

def flood(system, ask):
    while True:
        os.write(out, b"x" * 1_000_000)

out = os.dup(1)
clock.read = globals()[sys.argv[1]]
from core.probes.host_main import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""


@pytest.fixture
def spoilt(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """Return a house whose reader of the clock misbehaves as the parameter says."""
    script = tmp_path / "host.py"
    script.write_text(HOST)
    house = House(tmp_path / "home", "vi", (sys.executable, str(script), request.param))
    yield house
    house.close()


def children() -> set[int]:
    """Return the processes that this one started, without what each of them starts."""
    return {each.pid for each in psutil.Process().children()}


def left_behind(before: set[int]) -> set[int]:
    """Return the processes that this one started since, and that run still."""
    return children() - before


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("hang", UnknownCode.TIMED_OUT),
        ("crash", UnknownCode.CRASHED),
        ("fault", UnknownCode.CRASHED),
        ("flood", UnknownCode.MALFORMED),
    ],
    indirect=["spoilt"],
)
def test_the_rest_of_the_run_is_complete(
    spoilt: House, code: UnknownCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = children()
    if code is UnknownCode.TIMED_OUT:
        monkeypatch.setattr(asking, "_LIMIT", 5.0 * SLOWER)
    started = time.monotonic()
    run, _ = spoilt.checks.run(RunRequest(), lambda progress: None, Cancel())

    assert time.monotonic() - started < 40 * SLOWER
    hurt = [each.check for each in run.findings if each.reason is code]
    assert hurt == ["SYS-801"]
    assert [each.id for each in run.probes if each.ended != "done"] == ["clock"]
    ordinary = [each for each in spoilt.checks.cards() if each.depth is not Depth.DEEP]
    assert len(run.findings) == len(ordinary)
    assert spoilt.checks.run_of(run.id) == run
    assert not left_behind(before)


@pytest.mark.parametrize("spoilt", ["hang"], indirect=True)
def test_a_cancelled_run_is_stored_as_what_it_is(spoilt: House) -> None:
    before = children()
    cancel = Cancel()
    asked: list[float] = []

    def stop_soon(progress: Progress) -> None:
        if progress.done >= 3 and not cancel.requested:
            cancel.request()
            asked.append(time.monotonic())

    run, _ = spoilt.checks.run(RunRequest(), stop_soon, cancel)

    assert time.monotonic() - asked[0] < 0.5
    assert run.finding("SYS-801").reason is UnknownCode.CANCELLED  # type: ignore[union-attr]
    assert run.verdict is not VerdictKind.GOOD
    assert run.counts[Result.PASS] + run.counts[Result.FAIL] + run.counts[Result.WARN] >= 1
    assert not left_behind(before)


@pytest.mark.parametrize("spoilt", ["fault"], indirect=True)
def test_a_mistake_in_the_plan_ends_what_was_asked_already(spoilt: House, tmp_path: Path) -> None:
    before = children()
    mistaken = tmp_path / "baseline.toml"
    mistaken.write_text("format = [")

    with pytest.raises(KnownError):
        spoilt.checks.run(RunRequest(baseline=str(mistaken)), lambda progress: None, Cancel())

    assert spoilt.checks.latest() is None
    assert not left_behind(before)


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [("hang", UnknownCode.TIMED_OUT), ("crash", UnknownCode.CRASHED)],
    indirect=["spoilt"],
)
def test_a_machine_is_not_recorded_in_parts(
    spoilt: House, code: UnknownCode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A reader that hangs or crashes takes its host along, not the program that asked."""
    if code is UnknownCode.TIMED_OUT:
        monkeypatch.setattr(readers, "_RECORDING_LIMIT", 1.0 * SLOWER)
    with pytest.raises(KnownError, match="not_recorded") as told:
        spoilt.checks.record(tmp_path / "machine")

    assert told.value.detail.startswith(code)
    assert not list((tmp_path / "machine").iterdir())

"""Cancel: from the request to the return of the run, at random moments and while a probe hangs."""

import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, seconds
from core.house import House, host_command
from core.model.progress import Cancel
from core.model.request import RunRequest

LIMIT = 0.2  # seconds
HANGING = (sys.executable, "-c", "import time; time.sleep(600)")
"""A probe host that never answers."""


def measure(folder: Path, times: int) -> Iterator[Figure]:
    """Measure the worst of `times` requests, in a real run and while every probe hangs."""
    yield worst("cancel at a random moment, worst", folder / "cancel", host_command(), times)
    yield worst("cancel while a probe hangs, worst", folder / "hanging", HANGING, times)


def worst(what: str, home: Path, command: tuple[str, ...], times: int) -> Figure:
    """Return the slowest answer to a cancel request among runs with hosts started so."""
    house = House(home, "vi", command)
    try:
        longest = 1.5
        if command != HANGING:
            longest = seconds(lambda: _run(house, Cancel()))
        chance = random.Random(2026)  # noqa: S311 - the same moments in every run
        taken = [_answer(house, chance.uniform(0.0, longest)) for _ in range(times)]
    finally:
        house.close()
    return Figure(
        what=f"{what} of {times} (median {statistics.median(taken) * 1000:.0f} ms)",
        value=max(taken),
        unit="s",
        times=times,
        low=min(taken),
        high=max(taken),
        limit=LIMIT,
    )


def _run(house: House, cancel: Cancel) -> None:
    house.checks.run(RunRequest(), lambda progress: None, cancel)


def _answer(house: House, after: float) -> float:
    """Start a run, ask it to stop after some seconds, and return how long the stopping took."""
    cancel = Cancel()
    ended: list[float] = []

    def work() -> None:
        _run(house, cancel)
        ended.append(time.perf_counter())

    worker = threading.Thread(target=work)
    worker.start()
    time.sleep(after)
    asked = time.perf_counter()
    cancel.request()
    worker.join()
    return max(0.0, ended[0] - asked)

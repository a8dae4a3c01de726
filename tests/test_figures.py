"""The figures, as far as a shared machine can hold them: ratios, and generous limits.

`python -m benchmarks` measures them properly.
"""

import statistics
from pathlib import Path

import pytest

from benchmarks import cancel, commands, figures
from benchmarks.processes import compile_all, run, trucan
from core.house import House, host_command
from core.model.new_entry import NewEntry

TIMES = 5


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile beforehand, as an installation does."""
    compile_all()


@pytest.mark.parametrize("command", [("--help",), ("log", "list")], ids=" ".join)
def test_a_command_starts_about_as_fast_as_its_imports(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    house = House.open(tmp_path)
    house.duty.add_entry(NewEntry(text="Mất điện"))
    house.close()

    ours, bare = figures.alternate(
        lambda: run(trucan(tmp_path, *command)), lambda: run(commands.IMPORTS), TIMES
    )

    assert min(ours) <= 3 * min(bare)


@pytest.mark.parametrize("hosts", [host_command(), cancel.HANGING], ids=["reading", "hanging"])
def test_cancel_answers_soon(hosts: tuple[str, ...], tmp_path: Path) -> None:
    worst = cancel.worst("cancel", tmp_path, hosts, 3)

    assert worst.value <= 0.5


def test_a_figure_is_the_median_and_knows_its_limit() -> None:
    told = figures.figure("x", [3.0, 1.0, 2.0], "ms", limit=2.0)

    assert (told.value, told.low, told.high, told.times) == (2.0, 1.0, 3.0, 3)
    assert told.holds is True
    assert figures.figure("x", [3.0], "ms", limit=2.0).holds is False
    assert figures.figure("x", [3.0], "ms").holds is None


def test_a_ratio_compares_medians() -> None:
    told = figures.ratio("x", [2.0, 4.0, 100.0], [1.0, 2.0, 4.0])

    assert told.value == statistics.median([2.0, 4.0, 100.0]) / 2.0
    assert (told.low, told.high) == (2.0, 25.0)


def test_two_things_are_measured_in_turn_and_the_first_pair_is_dropped() -> None:
    order: list[str] = []

    def note(name: str) -> float:
        order.append(name)
        return float(len(order))

    ours, bare = figures.alternate(lambda: note("ours"), lambda: note("bare"), 2)

    assert order == ["ours", "bare"] * 3
    assert (ours, bare) == ([3.0, 5.0], [4.0, 6.0])


def test_a_missed_limit_is_seen_in_the_table() -> None:
    kept = figures.figure("kept", [1.0], "×", limit=1.5)
    missed = figures.figure("missed", [2.0], "×", limit=1.5)
    lines = figures.table([kept, missed]).splitlines()

    assert len(lines) == 4
    assert "kept" in lines[2].split("|")[4]
    assert "MISSED" in lines[3]

"""Power cuts on FAT: a stick that stops at any moment loses no entry that was acknowledged.

The kernel of a guest brings the driver. What it wrote is recorded write by write and flush by
flush; from the record come the sticks that a cut at any moment may leave, for one that writes in
order and for one that does not. And guests are killed while they write.
FAT has no journal of its own: where a file got its first clusters or gave its last ones back, a
stick may need to be put in order before it can be written again. Nothing may be lost by that.
"""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.fat.cuts import WAYS, beginning, cuts, names_of
from tests.fat.guest import Guest, run
from tests.fat.sticks import examine, make_disk, make_stick
from tests.fat.writes import spans

pytestmark = [pytest.mark.system("uml"), pytest.mark.timeout(900)]

ENTRIES = 24
CUTS = 24
FIRST = 2
"""The number of the first entry that is not the book's own."""


def _looked_at(folder: Path, left: list[int]) -> list[tuple[int, dict[str, Any]]]:
    """Return for each stick that a cut left what was told before, and what is found on it."""
    found = run(folder, "verifying", *names_of(left))
    return list(zip(left, map(json.loads, found), strict=True))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the records of two writers: one with its own settings, one that does not wait."""
    folder = tmp_path_factory.mktemp("recorded")
    found = {"-": make_disk(folder / "settled"), "OFF": make_disk(folder / "off")}
    disks = [make_stick(folder / "a"), found["-"], make_stick(folder / "c"), found["OFF"]]
    words = ("/dev/ubda", "/dev/ubdb", "-", "/dev/ubdc", "/dev/ubdd", "OFF")
    run(folder, "recording", str(ENTRIES), *words, disks=disks)
    return found


@pytest.mark.parametrize("order", WAYS)
def test_a_power_cut_loses_nothing_acknowledged(
    tmp_path: Path, records: dict[str, Path], order: str, pytestconfig: pytest.Config
) -> None:
    every = list(spans(records["-"]))
    chance = random.Random()  # noqa: S311 - any moment will do
    count = 300 if pytestconfig.getoption("--full-counts") else CUTS
    chosen = chance.choices(range(len(every)), k=count)

    for told, stick in _looked_at(tmp_path, cuts(tmp_path, every, chosen, WAYS[order], chance)):
        assert not stick["wrong"], (told, stick)
        assert told <= stick["entries"] <= max(told + 1, FIRST), stick
        if order == "in order" and told:
            assert not stick["unsound"], (told, stick)
    assert every[-1].told == FIRST + ENTRIES - 1


def test_a_power_cut_loses_entries_that_did_not_wait(
    tmp_path: Path, records: dict[str, Path]
) -> None:
    """The control: what is not waited for has to be lost, or these tests cannot see a loss."""
    every = list(spans(records["OFF"]))
    chance = random.Random()  # noqa: S311 - any moment will do
    left = cuts(tmp_path, every, [len(every) - 1], beginning, chance)
    ((told, stick),) = _looked_at(tmp_path, left)

    assert told == FIRST + ENTRIES - 1
    assert stick["wrong"] or stick["entries"] < told


@pytest.mark.parametrize("order", WAYS)
def test_a_power_cut_while_a_backup_is_put_back_leaves_a_whole_book(
    tmp_path: Path, order: str, pytestconfig: pytest.Config
) -> None:
    """At every moment the older or the newer book stands under its name, never none."""
    record = make_disk(tmp_path / "record")
    disks = [make_stick(tmp_path / "stick"), record]
    run(tmp_path, "restoring", "3", "/dev/ubda", "/dev/ubdb", disks=disks)
    every = list(spans(record))
    chance = random.Random()  # noqa: S311 - any moment will do
    started = next(number for number, span in enumerate(every) if span.told == FIRST + 2)
    count = 300 if pytestconfig.getoption("--full-counts") else CUTS // 2
    chosen = chance.choices(range(started, len(every)), k=count)

    for told, stick in _looked_at(tmp_path, cuts(tmp_path, every, chosen, WAYS[order], chance)):
        assert not stick["wrong"], (told, stick)
        assert told <= stick["entries"] <= told + 1, stick
        if order == "in order":
            assert not stick["unsound"], (told, stick)
    assert every[-1].told == FIRST + 3


def test_a_guest_that_loses_its_power_loses_nothing_acknowledged(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Cut after cut on one stick, which is not put in order in between."""
    stick, told = make_stick(tmp_path / "stick"), 0
    for _ in range(20 if pytestconfig.getoption("--full-counts") else 2):
        with Guest(tmp_path, "writing", "/dev/ubda", disks=[stick]) as guest:
            lines = guest.lines()
            found = json.loads(next(lines))
            wanted = random.randint(4, 24)  # noqa: S311 - any moment will do
            before, told = told, max(int(next(lines)) for _ in range(wanted))
            guest.cut()
            told = max([told, *map(int, lines)])

        assert not found["wrong"], found
        assert before <= found["entries"] <= before + 1
    (last,) = map(json.loads, run(tmp_path, "verifying", "stick"))
    assert (last["wrong"], last["unsound"]) == ("", "")
    assert told <= last["entries"] <= told + 1


def test_a_killed_program_loses_nothing_acknowledged(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    stick, stored = make_stick(tmp_path / "stick"), 0
    times = 50 if pytestconfig.getoption("--full-counts") else 3
    found = list(map(json.loads, run(tmp_path, "killing", "/dev/ubda", str(times), disks=[stick])))

    assert len(found) == times
    for each in found:
        assert not each["wrong"]
        assert stored < each["told"] <= each["entries"] <= each["told"] + 1
        stored = each["entries"]
    examine(stick)

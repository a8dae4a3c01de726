"""Files that are replaced on FAT: after a power cut the older or the newer one is there, whole.

FAT writes where a file begins with the file, not with the folder that has its name. A file that is
only renamed is empty after every cut until the kernel happens to write it, and the older one gone.
"""

import random
from pathlib import Path

import pytest

from tests.fat.cuts import WAYS, beginning, cuts, names_of
from tests.fat.guest import run
from tests.fat.sticks import make_disk, make_stick
from tests.fat.writes import spans

pytestmark = [pytest.mark.system("uml"), pytest.mark.timeout(300)]

TIMES = 12
CUTS = 40


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the records of a file that is written whole, and of one that is renamed."""
    folder = tmp_path_factory.mktemp("recorded")
    found = {"whole": make_disk(folder / "whole"), "renamed": make_disk(folder / "renamed")}
    disks = [make_stick(folder / "a"), found["whole"], make_stick(folder / "c"), found["renamed"]]
    words = ("/dev/ubda", "/dev/ubdb", "whole", "/dev/ubdc", "/dev/ubdd", "renamed")
    run(folder, "replacing", str(TIMES), *words, disks=disks)
    return found


def _compared(folder: Path, left: list[int]) -> list[tuple[int, int]]:
    """Return for each stick what was told before the cut, and which content is there."""
    found = run(folder, "comparing", str(TIMES), *names_of(left))
    return list(zip(left, map(int, found), strict=True))


@pytest.mark.parametrize("order", WAYS)
def test_a_replaced_file_is_the_older_or_the_newer_one(
    tmp_path: Path, records: dict[str, Path], order: str, pytestconfig: pytest.Config
) -> None:
    every = list(spans(records["whole"]))
    chance = random.Random()  # noqa: S311 - any moment will do
    count = 300 if pytestconfig.getoption("--full-counts") else CUTS
    chosen = chance.choices(range(len(every)), k=count)
    left = cuts(tmp_path, every, chosen, WAYS[order], chance)

    for told, found in _compared(tmp_path, left):
        assert told <= found <= told + 1
    assert every[-1].told == TIMES


def test_a_file_that_is_only_renamed_is_lost(tmp_path: Path, records: dict[str, Path]) -> None:
    """The control: what is not settled has to be lost, or these tests cannot see a loss."""
    every = list(spans(records["renamed"]))
    chance = random.Random()  # noqa: S311 - any moment will do
    last = cuts(tmp_path, every, [len(every) - 1], beginning, chance)

    ((told, found),) = _compared(tmp_path, last)
    assert (told, found < told) == (TIMES, True)

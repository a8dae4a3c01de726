"""Journeys on FAT32: tests with their folders on a stick, run by Python in a guest.

What FAT alone is like stands in `inside/check_stick.py`. The others are the tests of what a stick
is for: homes, backups, exports, a sweep, bundles; but for those of things that FAT does not have.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.fat.guest import ROOT, Guest
from tests.fat.sticks import examine, make_stick

pytestmark = [pytest.mark.system("uml"), pytest.mark.timeout(600)]

LEAST = {
    "tests/fat/inside/check_stick.py": 13,
    "tests/test_whole_file.py": 10,
    "tests/store/test_away.py": 10,
    "tests/duty/test_backups.py": 15,
    "tests/duty/test_export.py": 5,
    "tests/report/test_files.py": 10,
    "tests/report/test_sending.py": 5,
    "tests/exchange/test_sweep.py": 10,
    "tests/exchange/test_bundle.py": 10,
    "tests/exchange/test_consolidating.py": 12,
    "tests/exchange/test_board.py": 10,
    "tests/exchange/test_receipts.py": 2,
}
"""Files of tests, and how many of each have to pass."""

NOT_ON_FAT = (
    "tests/test_whole_file.py::test_a_link_is_followed",
    "tests/test_whole_file.py::test_no_other_link_is_followed",
    "tests/test_whole_file.py::test_a_pipe_is_written_to_and_stays_a_pipe",
    "tests/duty/test_backups.py::test_a_folder_that_does_not_open_is_told",
    "tests/store/test_away.py::test_a_book_that_is_nowhere_to_be_carried",
    "tests/exchange/test_consolidating.py::test_links_and_pipes_in_a_folder",
    "tests/exchange/test_sweep.py::test_a_result_that_leads_elsewhere_takes_nothing_along",
    "tests/exchange/test_sweep.py::test_a_list_that_leads_elsewhere_is_refused",
    "tests/exchange/test_sweep.py::test_replaced_results_go_nowhere_else",
    "tests/duty/test_backups.py::test_whoever_may_read_the_book_may_read_its_copies",
    # Two computers of one account: on a stick the key stays with the account.
    "tests/exchange/test_receipts.py::test_receipts_go_back",
    # Two windows on one book: on a stick the second is refused.
    "tests/duty/test_backups.py::test_a_book_that_another_program_has_open_is_not_exchanged",
)
"""What needs links, pipes, rights, or a disk that does not move."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Give for each file of tests what became of each of them, in words."""
    folder = tmp_path_factory.mktemp("journeys")
    stick, small = make_stick(folder / "stick"), make_stick(folder / "small", 64, 1)
    left_out = [f"--deselect={each}" for each in NOT_ON_FAT]
    words = ("/dev/ubda", "/dev/ubdb", "report.xml", *left_out, *LEAST)
    with Guest(folder, "checking", *words, disks=[stick, small]) as guest:
        guest.said()
    for each in (stick, small):
        examine(each)
    found: dict[str, list[str]] = {name: [] for name in LEAST}
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):  # noqa: S314 - written by pytest
        bad = [each.get("message") or "" for each in case if each.tag in ("failure", "error")]
        words_of_it = f"{case.get('name')}: {'; '.join(bad)}" if bad else ""
        found[case.get("file") or ""].append(words_of_it)
    return found


@pytest.mark.parametrize("name", LEAST)
def test_journeys_on_a_stick(outcomes: dict[str, list[str]], name: str) -> None:
    assert [each for each in outcomes[name] if each] == []
    assert len(outcomes[name]) >= LEAST[name]


def test_every_test_that_is_left_out_is_there() -> None:
    for each in NOT_ON_FAT:
        file, _, name = each.partition("::")
        assert f"def {name}(" in Path(ROOT, file).read_text("utf-8")

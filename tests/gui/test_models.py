"""The models hold to Qt's rules, and say what the core's values say."""

from collections.abc import Iterator, Sequence

import invented
import pytest
import standin
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.model.duty import ClockFlag, Entry, EntryKind
from core.model.progress import Progress
from core.model.result import Result
from core.words import Words
from gui.models.entries import EntriesModel, marks, text_of
from gui.models.findings import SORT, Column, FindingsFilter, FindingsModel
from gui.models.progress import AreasModel, ArrivalsModel
from gui.models.rows import VALUE
from gui.pages import find_pages
from gui.widgets.rail import PagesModel

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def words() -> Words:
    return Words("vi")


@pytest.fixture
def findings(words: Words) -> FindingsModel:
    model = FindingsModel(words, invented.NOW)
    model.show(invented.FINDINGS, {"UPD-201": "2027-01-05"}, invented.NOW)
    return model


@pytest.fixture
def shown(findings: FindingsModel) -> Iterator[FindingsFilter]:
    shown = FindingsFilter()
    shown.setSourceModel(findings)
    shown.sort(Column.RESULT)
    yield shown
    shown.setSourceModel(None)  # type: ignore[arg-type] - Qt lets go of the model that way


def checks_of(shown: FindingsFilter) -> list[str]:
    return [shown.index(row, 0).data(VALUE).check for row in range(shown.rowCount())]


def test_findings_hold_to_the_rules(
    findings: FindingsModel, shown: FindingsFilter, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(findings)
    qtmodeltester.check(shown)


def test_unresolved_findings_come_first(shown: FindingsFilter) -> None:
    results = [shown.index(row, 0).data(VALUE).result for row in range(shown.rowCount())]
    order = [Result.FAIL, Result.WARN, Result.UNKNOWN, Result.PASS, Result.NOT_APPLICABLE]

    assert results == sorted(results, key=order.index)


@pytest.mark.parametrize("column", Column)
def test_every_column_can_be_sorted_both_ways(shown: FindingsFilter, column: Column) -> None:
    for order in Qt.SortOrder:
        shown.sort(column, order)
        keys = [shown.index(row, column).data(SORT) for row in range(shown.rowCount())]

        assert keys == sorted(keys, reverse=order is Qt.SortOrder.DescendingOrder)


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("tuong lua", ["NET-501"]),
        ("Tường Lửa", ["NET-501"]),
        ("upd-201", ["UPD-201"]),
        ("dia", []),
        ("D:\\SaoLuu", ["BAK-301"]),
        ("defender mau", ["AV-102"]),
        ("", [each.check for each in invented.FINDINGS]),
    ],
)
def test_search_leaves_marks_aside(shown: FindingsFilter, searched: str, found: list[str]) -> None:
    shown.search(searched)

    if searched == "dia":
        assert len(checks_of(shown)) < len(invented.FINDINGS)
    else:
        assert sorted(checks_of(shown)) == sorted(found)


def test_filter_and_search_work_together(shown: FindingsFilter) -> None:
    shown.show_result(Result.WARN)
    assert sorted(checks_of(shown)) == ["BAK-301", "UPD-204"]

    shown.search("windows 11")
    assert checks_of(shown) == ["UPD-204"]

    shown.show_result(None)
    assert checks_of(shown) == ["UPD-204"]


def test_since_stands_only_where_something_is_unresolved(findings: FindingsModel) -> None:
    by_check = {each.check: each for each in findings.findings()}

    assert findings.text(by_check["UPD-201"], Column.SINCE) == "05/01/2027"
    assert findings.text(by_check["AV-101"], Column.SINCE) == "–"
    assert findings.text(by_check["AV-101"], Column.SEVERITY) == "–"


def test_a_row_is_spoken_whole(findings: FindingsModel) -> None:
    spoken = findings.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Không kiểm tra được" in spoken
    assert "Tài khoản quản trị" in spoken


def entries(first: int, last: int) -> list[Entry]:
    """Return entries newest first, as the book gives them."""
    numbers = range(last, first - 1, -1)
    return [invented.entry(each, EntryKind.OTHER, f"Việc {each}", invented.NOW) for each in numbers]


def seqs(model: EntriesModel) -> list[int]:
    return [model.index(row).data(VALUE).seq for row in range(model.rowCount())]


def test_the_book_reads_from_top_to_bottom(words: Words, qtmodeltester: ModelTester) -> None:
    model = EntriesModel(words)
    model.show(entries(11, 20))
    qtmodeltester.check(model)
    model.add_older(entries(1, 10))
    model.add_newer(entries(15, 23))

    assert seqs(model) == list(range(1, 24))
    assert (model.first_seq, model.last_seq) == (1, 23)


@pytest.mark.parametrize(
    ("at", "written", "flag", "said"),
    [
        ("2027-01-21T01:00:00Z", "2027-01-21T01:00:40Z", ClockFlag.NONE, ()),
        ("2027-01-21T00:00:00Z", "2027-01-21T00:55:00Z", ClockFlag.NONE, ("Ghi muộn 55 phút",)),
        ("2027-01-21T01:00:00Z", "2027-01-21T00:10:00Z", ClockFlag.NONE, ()),
        (
            "2027-01-21T01:00:00Z",
            "2027-01-21T01:00:00Z",
            ClockFlag.TURNED_BACK,
            ("Giờ máy bị lùi",),
        ),
    ],
)
def test_marks_say_what_is_odd(
    words: Words, at: str, written: str, flag: ClockFlag, said: Sequence[str]
) -> None:
    from dataclasses import replace

    entry = invented.entry(1, EntryKind.OTHER, "Việc", at, written)

    assert marks(replace(entry, clock_flag=flag), words) == tuple(said)


def test_marks_that_turn_text_are_written_out_where_it_is_read(words: Words) -> None:
    """Who wrote them may want a reader to see another name or another number."""
    from dataclasses import replace

    entry = standin.entry(
        1, EntryKind.OTHER, "Gọi \u202e0000 321\u202c\nxong", "2027-01-21T01:00:00Z"
    )
    model = EntriesModel(words)
    model.show((replace(entry, author="An\u200f"),))
    index = model.index(0)
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert text_of(entry, words) == "Gọi [U+202E]0000 321[U+202C]\nxong"
    assert "An[U+200F]" in spoken
    assert "[U+202E]" in spoken


def test_areas_fill_and_never_move(
    words: Words, tmp_path: object, qtmodeltester: ModelTester
) -> None:
    cards = standin.StandInChecks(None).cards()
    model = AreasModel(cards, words)
    qtmodeltester.check(model)
    before = [model.index(row).data() for row in range(model.rowCount())]
    steps = [
        Progress(done=place, total=12, finding=each)
        for place, each in enumerate(invented.FINDINGS[:4], 1)
    ]

    model.take(steps)

    areas = {
        model.index(row).data(VALUE).family: model.index(row).data(VALUE)
        for row in range(model.rowCount())
    }
    assert [model.index(row).data() for row in range(model.rowCount())] == before
    assert areas["ACC"].complete
    assert areas["ACC"].worst is Result.UNKNOWN
    assert not areas["AV"].complete
    assert model.current() == 1


def test_arrivals_come_on_top(words: Words, qtmodeltester: ModelTester) -> None:
    model = ArrivalsModel(words)
    for each in invented.FINDINGS[:3]:
        model.take([Progress(done=1, total=12, finding=each)])
    qtmodeltester.check(model)

    assert model.index(0).data(VALUE) is invented.FINDINGS[2]


def test_the_rail_lists_pages_with_settings_at_the_foot(
    words: Words, qtmodeltester: ModelTester
) -> None:
    model = PagesModel([each for each in find_pages() if each.in_rail], words)
    qtmodeltester.check(model)
    model.show_count("checks", 3)

    titles = [model.index(row).data() for row in range(model.rowCount())]
    assert titles[:3] == ["Tổng quan", "Kiểm tra", "Sổ trực"]
    assert titles[-1] == "Cài đặt"
    assert None not in titles
    row = model.row_of("checks")
    assert model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "Kiểm tra, 3"

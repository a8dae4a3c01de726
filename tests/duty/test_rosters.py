"""Rosters: made from the calendar, filled, changed, swapped with a trace, taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from core.campaign.tet_window import next_tet_window
from core.duty.book import DutyBook
from core.duty.people import People
from core.duty.rosters import LINES, Rosters
from core.model.change import Change, Kind
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.roster import NewSwap, Role, Roster, RosterLine
from core.store.store import Store
from core.words import Words
from tests.duty.rostering import DINH, DU, MAU, NHAP, PERSONS, tet_2027

NIGHT = ("2027-02-08", 3)


@dataclass
class Office:
    """An office with six persons, a duty book and rosters."""

    rosters: Rosters
    book: DutyBook

    def roster(self, number: int = 1) -> Roster:
        """Return a roster that is there."""
        found = self.rosters.roster(number)
        assert found is not None
        return found


@pytest.fixture
def office(store: Store, book: DutyBook) -> Office:
    People(lambda: store).add(*PERSONS)
    rosters = Rosters(lambda: store, lambda: Words("vi"), book.add, next_tet_window)
    return Office(rosters, book)


def undo(change: Change) -> Change:
    """Take a change back."""
    assert change.undo is not None
    return change.undo.act()


def test_a_first_roster_is_proposed_from_the_calendar(office: Office) -> None:
    proposed = office.rosters.proposed(date(2019, 1, 20))

    assert (proposed.first, proposed.last) == ("2019-02-03", "2019-02-09")
    assert proposed.title == "Tết Nguyên đán Kỷ Hợi 2019"
    assert proposed.lines == LINES
    assert len(proposed.days) == 7


def test_the_next_roster_keeps_the_lines_of_the_last_one(office: Office) -> None:
    lines = (*LINES, RosterLine(line=5, role=Role.GUARD, title="Bảo vệ cổng"))
    office.rosters.make(replace(tet_2027(), lines=lines))

    assert office.rosters.proposed(date(2027, 3, 1)).lines == lines


def test_a_roster_is_kept_as_it_was_made(office: Office) -> None:
    change = office.rosters.make(tet_2027())

    assert change.kinds == {Kind.ROSTER}
    assert office.roster() == replace(tet_2027(), number=1)
    assert office.rosters.cards()[0].title == "Tết Nguyên đán Đinh Mùi 2027"

    back = undo(change)
    assert office.rosters.cards() == ()
    undo(back)
    assert office.roster() == replace(tet_2027(), number=1)


def test_a_cell_is_filled_and_taken_back(office: Office) -> None:
    office.rosters.make(tet_2027())
    change = office.rosters.assign(1, NIGHT, (DINH, NHAP, DINH))
    assert office.roster().at(*NIGHT) == (DINH, NHAP)
    undo(change)
    assert office.roster().at(*NIGHT) == ()
    emptied = office.rosters.assign(1, ("2027-02-05", 3), ())
    assert office.roster().at("2027-02-05", 3) == ()
    undo(emptied)
    assert office.roster() == replace(tet_2027(), number=1)


def test_a_shorter_roster_drops_what_falls_out_and_gives_it_back(office: Office) -> None:
    office.rosters.make(tet_2027())
    before = office.roster()
    change = office.rosters.change(replace(before, last="2027-02-08", lines=LINES[:3]))

    after = office.roster()
    assert all(day <= "2027-02-08" and line < 4 for day, line in after.people)
    assert after.notes == {}
    undo(change)
    assert office.roster() == before


def test_a_swap_stands_in_the_duty_book(office: Office) -> None:
    office.rosters.make(tet_2027())
    new = NewSwap(
        roster=1,
        cell=("2027-02-05", 3),
        leaves=DU,
        comes=DINH,
        reason="con ốm",
        approver="Trần Văn Thử",
    )
    change = office.rosters.swap(new)

    entry = office.book.page(None, 1)[0]
    assert change.kinds == {Kind.ROSTER, Kind.DUTY}
    assert entry.kind is EntryKind.SHIFT_SWAP
    assert entry.text == (
        "Đổi người trực: Đặng Văn Giả Định trực thay Lê Thị Ví Dụ, Trực kỹ thuật,"
        " 19:00 ngày 05/02/2027 đến 07:00 ngày 06/02/2027. Lý do: con ốm."
        " Người duyệt: Trần Văn Thử."
    )
    assert entry.about["told"] == "Trần Văn Thử"
    assert office.roster().at("2027-02-05", 3) == (DINH,)
    (swap,) = office.roster().swaps
    assert (swap.before, swap.after, swap.entry) == ((DU,), (DINH,), entry.seq)

    undo(change)

    assert office.roster().people == tet_2027().people
    assert [each.after for each in office.roster().swaps] == [(DINH,), (DU,)], "nothing is hidden"
    assert "bỏ lần đổi đã ghi ở mục số 2" in office.book.page(None, 1)[0].text


def test_two_persons_exchange_their_shifts(office: Office) -> None:
    office.rosters.make(tet_2027())
    one, other = ("2027-02-05", 3), ("2027-02-05", 2)
    change = office.rosters.swap(
        NewSwap(
            roster=1,
            cell=one,
            leaves=DU,
            comes=MAU,
            other=other,
            reason="việc nhà",
            approver="Trần Văn Thử",
        )
    )

    assert (office.roster().at(*one), office.roster().at(*other)) == ((MAU,), (DU,))
    assert len(office.roster().swaps) == 2
    assert "Đổi ca" in office.book.page(None, 1)[0].text
    undo(change)
    assert office.roster().people == tet_2027().people


def swap_of(**other: object) -> Callable[[Rosters], Change]:
    """Return a swap that is right but for what is given."""
    new = NewSwap(
        roster=1, cell=("2027-02-05", 3), leaves=DU, comes=DINH, reason="ốm", approver="Thử"
    )
    return lambda rosters: rosters.swap(replace(new, **other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (swap_of(reason=" "), "swap_incomplete"),
        (swap_of(approver=""), "swap_incomplete"),
        (swap_of(leaves=MAU), "swap_wrong"),
        (swap_of(comes=DU), "swap_wrong"),
        (swap_of(comes=0), "swap_wrong"),
        (swap_of(cell=("2027-02-11", 3)), "roster_no_cell"),
        (swap_of(roster=4), "roster_unknown"),
        (lambda rosters: rosters.assign(1, ("2027-02-05", 9), (DU,)), "roster_no_cell"),
        (lambda rosters: rosters.assign(4, NIGHT, (DU,)), "roster_unknown"),
        (lambda rosters: rosters.remove(4), "roster_unknown"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    office: Office, wrong: Callable[[Rosters], Change], key: str
) -> None:
    office.rosters.make(tet_2027())
    entries = office.book.count()

    with pytest.raises(KnownError) as refusal:
        wrong(office.rosters)

    assert refusal.value.key == key
    assert office.roster() == replace(tet_2027(), number=1)
    assert office.book.count() == entries


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"last": "2027-02-04"}, "roster_days"),
        ({"last": "2027-12-31"}, "roster_days"),
        ({"first": "05/02/2027"}, "roster_days"),
        ({"first": "1899-02-05", "last": "1899-02-06"}, "roster_days"),
        ({"lines": ()}, "roster_no_lines"),
        ({"lines": (LINES[0], LINES[0])}, "roster_no_lines"),
        ({"lines": (replace(LINES[0], starts="7:00"),)}, "roster_time"),
        ({"lines": (replace(LINES[0], ends="24:00"),)}, "roster_time"),
    ],
)
def test_a_roster_with_a_mistake_is_not_made(
    office: Office, changed: dict[str, object], key: str
) -> None:
    with pytest.raises(KnownError) as refusal:
        office.rosters.make(replace(tet_2027(), **changed))  # type: ignore[arg-type]

    assert refusal.value.key == key
    assert office.rosters.cards() == ()


def test_who_is_on_duty_now(office: Office) -> None:
    office.rosters.make(tet_2027())

    def on_duty(now: str) -> list[tuple[int, tuple[int, ...]]]:
        return [(each.line.line, each.people) for each in office.rosters.on_duty(now)]

    assert on_duty("2027-02-05T11:59:59Z") == [(1, (1,)), (2, (MAU,)), (4, (NHAP,))]
    assert on_duty("2027-02-05T12:00:00Z") == [(1, (1,)), (4, (NHAP,)), (3, (DU,))]
    assert on_duty("2027-02-04T23:59:59Z") == []
    assert on_duty("2027-02-11T00:00:00Z") == []
    planned = office.rosters.planned("2027-02-08T12:00:00Z", "2027-02-08T12:00:01Z")
    assert [each.people for each in planned if each.line.line == 3] == [()], "a gap is a shift too"


def test_the_roster_at_hand_is_that_of_the_day_else_the_next(office: Office) -> None:
    assert office.rosters.at_hand(date(2027, 1, 1)) is None
    office.rosters.make(tet_2027())
    office.rosters.make(replace(tet_2027(), first="2027-04-30", last="2027-05-03", title="Lễ"))

    def title(day: date) -> str:
        found = office.rosters.at_hand(day)
        return "" if found is None else found.title

    assert title(date(2027, 1, 1)) == tet_2027().title
    assert title(date(2027, 2, 10)) == tet_2027().title
    assert title(date(2027, 2, 11)) == "Lễ"
    assert title(date(2028, 1, 1)) == "Lễ"

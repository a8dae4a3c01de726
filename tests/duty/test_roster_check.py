"""What the roster is told it lacks: gaps, two places at once, more than 24 hours, no leader."""

from dataclasses import replace

from core.duty.planned import shifts_of
from core.duty.roster_check import loads_of, problems_of
from core.duty.rosters import LINES
from core.model.roster import Problem, ProblemKind, Role, Roster, RosterLine
from tests.duty.rostering import DINH, DU, LEADER, MAU, NHAP, tet_2027

NIGHT = ("2027-02-08", 3)


def kinds(roster: Roster) -> list[ProblemKind]:
    """Return the kinds of what is wrong, in the order told."""
    return [each.kind for each in problems_of(roster)]


def whole() -> Roster:
    """Return the roster with its two mistakes mended."""
    roster = tet_2027()
    return replace(roster, people={**roster.people, NIGHT: (DINH,), ("2027-02-07", 2): (DINH,)})


def test_the_two_mistakes_are_found_and_named() -> None:
    gap, long = problems_of(tet_2027())

    assert gap == Problem(
        kind=ProblemKind.GAP,
        starts="2027-02-08T12:00:00Z",
        ends="2027-02-09T00:00:00Z",
        cells=(NIGHT,),
        hours=12,
        role=Role.TECHNICIAN,
    )
    assert gap.is_serious
    assert (long.kind, long.person, long.hours) == (ProblemKind.TOO_LONG, DU, 36)
    assert long.cells == (("2027-02-06", 3), ("2027-02-07", 2), ("2027-02-07", 3))
    assert not long.is_serious


def test_a_whole_roster_has_nothing_to_see_to() -> None:
    roster = whole()
    standby = {**roster.people, ("2027-02-08", 4): (NHAP,)}

    assert problems_of(replace(roster, people=standby)) == ()


def test_standing_by_and_being_on_duty_at_once_is_two_places() -> None:
    overlap = problems_of(whole())[0]

    assert (overlap.kind, overlap.person) == (ProblemKind.OVERLAP, DINH)
    assert overlap.cells == (("2027-02-08", 4), NIGHT)
    assert (overlap.starts, overlap.ends) == ("2027-02-08T12:00:00Z", "2027-02-09T00:00:00Z")


def test_a_day_without_leader_comes_first() -> None:
    roster = tet_2027()
    people = {cell: who for cell, who in roster.people.items() if cell != ("2027-02-10", 1)}
    found = problems_of(replace(roster, people=people))

    assert [each.kind for each in found] == [
        ProblemKind.GAP,
        ProblemKind.NO_LEADER,
        ProblemKind.TOO_LONG,
    ]
    assert found[1].cells == (("2027-02-10", 1),)


def test_a_roster_without_a_line_for_leaders_is_told_once() -> None:
    roster = whole()
    found = problems_of(replace(roster, lines=LINES[1:3]))

    assert [each.kind for each in found] == [ProblemKind.NO_LEADER]
    assert found[0].cells == ()
    assert (found[0].starts, found[0].ends) == ("2027-02-05T00:00:00Z", "2027-02-11T00:00:00Z")


def test_hours_between_lines_are_a_gap_told_once() -> None:
    """Nobody notices a quarter of an hour between two shifts until it is needed."""
    roster = whole()
    lines = (LINES[0], replace(LINES[1], ends="18:45"), LINES[2])
    found = problems_of(replace(roster, lines=lines))

    assert [each.kind for each in found] == [ProblemKind.GAP]
    assert (found[0].starts, found[0].ends) == ("2027-02-05T11:45:00Z", "2027-02-05T12:00:00Z")


def test_an_empty_second_place_is_no_gap() -> None:
    roster = whole()
    second = RosterLine(line=5, role=Role.TECHNICIAN, ends="19:00", title="Người thứ hai")

    assert kinds(replace(roster, lines=(*LINES[:3], second))) == []


def test_exactly_24_hours_are_allowed_and_a_break_starts_anew() -> None:
    roster = whole()
    people = {**roster.people, ("2027-02-05", 3): (MAU,), ("2027-02-06", 3): (MAU,)}
    day = replace(roster, people=people, lines=LINES[:3])

    assert kinds(day) == []
    longer = replace(day, people={**people, ("2027-02-06", 2): (MAU,)})
    assert [(each.kind, each.hours) for each in problems_of(longer)] == [(ProblemKind.TOO_LONG, 48)]


def test_leaders_on_call_do_not_work_for_days() -> None:
    assert all(each.person != LEADER for each in problems_of(tet_2027()))


def test_hours_are_counted_for_those_at_work() -> None:
    loads = {each.person: (each.hours, each.shifts) for each in loads_of(tet_2027())}

    assert loads == {DU: (60, 5), MAU: (48, 4), NHAP: (24, 2)}


def test_a_shift_that_ends_on_the_next_day_is_one_shift() -> None:
    night = next(each for each in shifts_of(tet_2027()) if each.line.line == 3)

    assert (night.day, night.starts, night.ends, night.people) == (
        "2027-02-05",
        "2027-02-05T12:00:00Z",
        "2027-02-06T00:00:00Z",
        (DU,),
    )

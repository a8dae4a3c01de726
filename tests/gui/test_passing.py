"""What time brings to a window that stays open: minutes, days, and what other programs write."""

import pytest
import standin
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.change import Change, Kind
from core.model.new_entry import NewEntry
from gui.face import Face
from gui.pages.overview.verdict import VerdictCard
from gui.passing import Passing
from gui.widgets.status_line import StatusLine
from gui.widgets.text import Prose

LATER, NEXT_DAY = "2027-01-21T05:41:00Z", "2027-01-21T17:41:00Z"
"""Four hours later, and after midnight in Vietnam."""


@pytest.fixture
def passing(face: Face, house: standin.StandInHouse) -> Passing:
    """Time that passes over a window, once looked at."""
    house.stamp = lambda: 1  # type: ignore[attr-defined]
    passing = Passing(face.desk)
    face.desk.errands.settle()
    return passing


def look(passing: Passing, face: Face) -> None:
    """Let a minute pass."""
    passing.look()
    face.desk.errands.settle()


def told(face: Face) -> tuple[list[str], list[str]]:
    """Return what the verdict card and the status line say."""
    card = face.window.page("overview").findChild(VerdictCard)
    line = face.window.findChild(StatusLine)
    assert card is not None
    assert line is not None
    return ([each.text() for each in part.findChildren(Prose)] for part in (card, line))  # type: ignore[return-value]


def test_how_long_ago_a_run_was_is_told_anew_and_nothing_else_is_built(
    passing: Passing, face: Face, house: standin.StandInHouse
) -> None:
    card = face.window.page("overview").findChild(VerdictCard)
    run = house.checks.latest()
    assert run is not None
    face.desk.now = lambda: LATER

    look(passing, face)

    on_card, on_line = told(face)
    ago = house.words.ago(run.ended, LATER)
    assert any(ago in each for each in on_card)
    assert any(ago in each for each in on_line)
    assert face.window.page("overview").findChild(VerdictCard) is card


def test_another_day_is_told_on_every_page(passing: Passing, face: Face) -> None:
    heard: list[Change] = []
    face.desk.changed.connect(heard.append)
    face.desk.now = lambda: NEXT_DAY

    look(passing, face)

    assert heard == [Change(frozenset(Kind))]
    assert "22/01/2027" in face.window.page("overview")._soft.text()


def test_what_another_program_wrote_is_shown_and_what_was_done_here_can_still_be_undone(
    office_face: Face, office: House, qtbot: QtBot
) -> None:
    desk, heard = office_face.desk, list[Change]()
    passing = Passing(desk)
    desk.errands.settle()
    desk.changed.connect(heard.append)
    desk.do(lambda: office.settings.change(office.settings.read()._replace(keeper="Văn thư")))
    desk.errands.settle()
    undo, before = desk.undo, len(heard)
    assert undo is not None

    look(passing, office_face)
    assert len(heard) == before, "what this window does is no news"

    other = House.open(office.home)
    other.duty.add_entry(NewEntry(text="Ghi bằng lệnh, ở cửa sổ khác."))
    other.close()
    look(passing, office_face)

    assert heard[before:] == [Change(frozenset(Kind))]
    assert desk.undo is undo
    assert "Ghi bằng lệnh, ở cửa sổ khác." in [each.text for each in office.duty.page(limit=3)]


def test_time_is_looked_at_every_minute(passing: Passing) -> None:
    assert passing._timer.isActive()
    assert passing._timer.interval() == 60_000

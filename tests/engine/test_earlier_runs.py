"""What earlier runs tell: the last one before Tết, and what was left to do in each week."""

from types import SimpleNamespace

import pytest

from core.campaign.tet_window import last_tet_window
from core.engine.port import Checks
from core.model.errors import Exit, KnownError


def card(run_id, ended, machine="PM-1", partial=False, left=0):
    return SimpleNamespace(
        id=run_id, ended=ended, machine=machine, partial=partial, open_items=left
    )


def checks_of(monkeypatch, now, *cards):
    monkeypatch.setattr("core.engine.clock.now_text", lambda: now)
    runs = SimpleNamespace(
        latest=lambda asset_id=None, whole_only=True: next(iter(cards), None),
        cards=lambda limit: cards[:limit],
    )
    nothing = SimpleNamespace()
    return Checks(
        command=(),
        store=lambda: SimpleNamespace(runs=runs),
        settings=nothing,
        waivers=tuple,
        last_entry_at=str,
        words=lambda: nothing,
        packs=lambda: nothing,
        last_tet=last_tet_window,
    )


CARDS = (
    card("after", "2027-02-12T09:00:00+07:00"),
    card("during", "2027-02-06T09:00:00+07:00"),
    card("first-day", "2027-02-05T00:00:00+07:00"),
    card("other", "2027-02-04T20:00:00+07:00", machine="PM-2"),
    card("partial", "2027-02-04T19:00:00+07:00", partial=True),
    card("eve", "2027-02-04T16:30:00Z"),
    card("old", "2027-01-04T09:00:00+07:00"),
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-02-12T03:00:00Z", "eve"),
        ("2027-06-01T03:00:00Z", "eve"),
        ("2027-02-06T03:00:00Z", "eve"),
    ],
)
def test_the_last_whole_run_of_this_machine_before_the_holiday(monkeypatch, now, expected):
    found = checks_of(monkeypatch, now, *CARDS).before_holiday()
    assert found.id == expected


def test_another_machine_is_asked_for_by_name(monkeypatch):
    checks = checks_of(monkeypatch, "2027-02-12T03:00:00Z", *CARDS)
    assert checks.before_holiday("PM-2").id == "other"


def test_without_one_it_is_said(monkeypatch):
    checks = checks_of(monkeypatch, "2027-02-12T03:00:00Z", CARDS[0])
    assert checks.before_holiday() is None
    with pytest.raises(KnownError) as raised:
        checks.run_of("tet")
    assert (raised.value.key, raised.value.status) == ("no_run_before_tet", Exit.USAGE)


def test_without_any_run_too(monkeypatch):
    assert checks_of(monkeypatch, "2027-02-12T03:00:00Z").before_holiday() is None


def test_the_last_whole_run_of_each_week_of_this_machine(monkeypatch):
    cards = (
        card("of a clock ahead", "2027-02-13T03:00:00Z", left=90),
        card("now", "2027-02-12T03:00:00Z", left=3),
        card("other", "2027-02-11T03:00:00Z", machine="PM-2", left=70),
        card("earlier this week", "2027-02-05T03:00:01Z", left=80),
        card("last of its week", "2027-02-05T03:00:00Z", left=5),
        card("partial", "2027-01-25T03:00:00Z", partial=True, left=1),
        card("other", "2027-01-24T03:00:00Z", machine="PM-2", left=70),
        card("first that counts", "2027-01-15T03:00:01Z", left=0),
        card("too old", "2027-01-15T03:00:00Z", left=60),
    )
    trend = checks_of(monkeypatch, "2027-02-12T03:00:00Z", *cards).trend(4)
    assert trend == (0, None, 5, 3)


def test_without_runs_nothing_is_told_of_any_week(monkeypatch):
    assert checks_of(monkeypatch, "2027-02-12T03:00:00Z").trend(3) == (None,) * 3

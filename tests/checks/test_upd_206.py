"""UPD-206: holes under attack, by revision, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.builds import BuildRow, BuildTable, BuildUpdate, ExploitedTable
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs
from core.words import Words

UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def said(judgement):
    return judgement.message.key, judgement.message.args


@pytest.mark.parametrize(
    ("revision", "key", "holes"),
    [
        (7840, "pass.closed", None),
        (7839, "fail.open", ("CVE-2027-3",)),
        (7500, "fail.open", ("CVE-2027-3", "CVE-2026-2")),
        (1, "fail.open", ("CVE-2027-3", "CVE-2026-1", "CVE-2026-2")),
    ],
)
def test_revisions(judge, windows, revision, key, holes):
    found, args = said(judge("UPD-206", windows, windows.machine(revision=revision)))
    assert (found, args.get("holes")) == (key, holes)


@pytest.mark.parametrize("field", ["build", "revision", "server"])
def test_what_was_not_read_is_unknown(judge, windows, field):
    machine = windows.machine(**{field: UNREAD})
    assert said(judge("UPD-206", windows, machine))[0] == "unknown.no_right"


def test_a_build_without_holes_or_updates_is_unknown(judge, windows):
    assert said(judge("UPD-206", windows, windows.machine(build=29999)))[0] == "unknown.not_listed"
    empty = BuildTable(pack_date="2027-01-14", rows=())
    assert said(judge("UPD-206", windows, empty))[0] == "unknown.not_listed"


def holes_of(windows):
    return next(each for each in windows.tables() if isinstance(each, ExploitedTable))


def test_on_an_old_list_a_pass_is_a_warning_a_fail_stays_and_the_rest_is_stale(judge, windows):
    old = replace(holes_of(windows), pack_date="2026-11-01")
    assert said(judge("UPD-206", windows, old))[0] == "warn.table_old"
    assert said(judge("UPD-206", windows, windows.machine(revision=1), old))[0] == "fail.open"
    strange = windows.machine(build=29999)
    judgement = judge("UPD-206", windows, strange, old)
    assert said(judgement)[0] == "unknown.stale"
    assert judgement.reason is UnknownCode.STALE


def test_a_hole_whose_update_is_not_in_the_table_yet_is_no_pass(judge, windows):
    holes = holes_of(windows)
    newest = replace(holes.rows[0], cve="CVE-2027-9", fixed="2099-01-13")
    more = replace(holes, rows=(*holes.rows, newest))
    assert said(judge("UPD-206", windows, windows.machine(revision=7840), more)) == (
        "unknown.gap",
        {"build": str(windows.machine().build), "names": ("CVE-2027-9",)},
    )
    assert said(judge("UPD-206", windows, windows.machine(revision=1), more))[0] == "fail.open"


def test_every_hole_of_the_pack_has_an_update_that_closes_it():
    tables, _ = read_packs((ExploitedTable, BuildTable))
    holes = next(each for each in tables if isinstance(each, ExploitedTable))
    builds = next(each for each in tables if isinstance(each, BuildTable))
    assert len(holes.rows) > 25
    assert len({each.cve for each in holes.rows}) == len(holes.rows)
    for hole in holes.rows:
        for release in hole.releases:
            updates = builds.updates_of(release, server=False)
            assert any(each.day >= hole.fixed for each in updates), (hole.cve, release)


@pytest.mark.parametrize(
    ("revision", "key"),
    [
        (100, "fail.open"),
        (110, "unknown.gap"),
        (119, "unknown.gap"),
        (120, "pass.closed"),
    ],
)
def test_a_month_that_the_table_lacks_is_no_proof_of_a_hole(judge, windows, revision, key):
    """A machine patched in a month that nobody listed was told of an open hole once."""
    updates = tuple(
        BuildUpdate(day=day, revision=number)
        for day, number in (("2026-11-10", 100), ("2027-01-12", 120))
    )
    builds = BuildTable(pack_date="2027-01-14", rows=(BuildRow(release="26200", updates=updates),))
    hole = replace(holes_of(windows).rows[0], fixed="2026-12-08", releases=("26200",))
    holes = replace(holes_of(windows), rows=(hole,))
    machine = windows.machine(revision=revision)
    assert said(judge("UPD-206", windows, machine, builds, holes))[0] == key


def test_the_sentence_counts_as_many_holes_as_it_leaves_unnamed(judge, windows):
    hole = replace(holes_of(windows).rows[0], releases=("26200",))
    many = tuple(replace(hole, cve=f"CVE-2027-{number:04}") for number in range(9))
    judgement = judge(
        "UPD-206", windows, windows.machine(revision=1), replace(holes_of(windows), rows=many)
    )
    told = Words("vi").say("checks.UPD-206.fail.open", judgement.message.args)
    assert "còn 9 lỗ hổng" in told
    assert "và 6 mục khác" in told

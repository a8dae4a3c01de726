"""UPD-205: builds, revisions and tables, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.builds import BuildRow, BuildTable, BuildUpdate
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs

UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def said(judgement):
    return judgement.message.key, judgement.message.args


@pytest.mark.parametrize(
    ("revision", "key", "count"),
    [
        (7840, "pass.current", None),
        (9999, "pass.current", None),
        (7700, "pass.just_out", None),
        (7699, "warn.behind", 2),
        (7500, "warn.behind", 2),
        (7499, "fail.behind", 3),
        (0, "fail.behind", 3),
    ],
)
def test_revisions(judge, windows, revision, key, count):
    found, args = said(judge("UPD-205", windows, windows.machine(revision=revision)))
    assert (found, args.get("count")) == (key, count)


def test_a_clock_set_back_makes_no_update_new(judge, windows):
    """The oldest missing update came out after the day that the clock tells."""
    machine = windows.machine(revision=7499)
    back = replace(machine, origin=replace(machine.origin, at="2020-01-01T02:00:00Z"))
    assert said(judge("UPD-205", windows, back))[0] == "unknown.malformed"


@pytest.mark.parametrize("field", ["build", "revision", "server"])
def test_what_was_not_read_is_unknown(judge, windows, field):
    machine = windows.machine(**{field: UNREAD})
    assert said(judge("UPD-205", windows, machine))[0] == "unknown.no_right"


def test_a_build_that_is_not_listed_is_unknown(judge, windows):
    machine = windows.machine(build=29999)
    assert said(judge("UPD-205", windows, machine))[0] == "unknown.not_listed"


def test_servers_of_a_build_may_have_updates_of_their_own(judge, windows):
    client, server = (
        BuildRow(
            release="26200",
            server=server,
            updates=(BuildUpdate(day="2026-10-13", revision=revision),),
        )
        for server, revision in ((False, 7840), (True, 32000))
    )
    table = BuildTable(pack_date="2027-01-14", rows=(client, server))
    assert said(judge("UPD-205", windows, table))[0] == "pass.current"
    machine = windows.machine(server=True)
    assert said(judge("UPD-205", windows, machine, table))[0] == "fail.behind"


@pytest.mark.parametrize(
    ("changes", "revision", "key"),
    [
        ({"pack_date": "2026-12-01"}, 7840, "warn.table_old"),
        ({"expires": "2027-01-19"}, 7840, "warn.table_old"),
        ({"expires": "2027-01-20"}, 7840, "pass.current"),
        ({"pack_date": "2026-12-01"}, 0, "fail.behind"),
    ],
)
def test_a_pass_on_an_old_table_is_a_warning_and_a_fail_stays(
    judge, windows, changes, revision, key
):
    table = next(each for each in windows.tables() if isinstance(each, BuildTable))
    machine = windows.machine(revision=revision)
    assert said(judge("UPD-205", windows, machine, replace(table, **changes)))[0] == key


def test_the_builds_that_offices_have_are_in_the_pack():
    (table,), _ = read_packs((BuildTable,))
    assert isinstance(table, BuildTable)
    for release in ("17763", "19044", "19045", "20348", "22631", "26100", "26200"):
        assert len(table.updates_of(release, server=False)) > 5
    assert table.updates_of("26100", server=True)[-1].revision > 32_000
    assert table.updates_of("26100", server=False)[-1].revision < 32_000

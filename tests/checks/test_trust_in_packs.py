"""What rests on a pack that is old, lost or empty is never a plain pass, in any check."""

from dataclasses import replace

import pytest

from core.checks.catalogue import catalogue
from core.model.browsers import BrowserTable
from core.model.builds import BuildTable
from core.model.result import Result
from core.model.software import SoftwareKind, SoftwareTable
from core.probes.software.facts import Program, SoftwareFacts

RESTING = [(each.id, os) for each in catalogue().values() if each.tables for os in each.os]
LONG_AGO = {"pack_date": "2019-01-02", "expires": "2019-02-03"}


def table_of(sample, kind):
    return next(each for each in sample.tables() if isinstance(each, kind))


@pytest.fixture
def sample(request, linux, windows):
    return {"linux": linux, "windows": windows}[request.param]


@pytest.mark.parametrize(("check", "sample"), RESTING, indirect=["sample"])
def test_what_rests_on_a_pack_that_stands_in_is_unknown(check, sample, judge):
    before = judge(check, sample)
    tables = [replace(table_of(sample, kind), stands_in=True) for kind in catalogue()[check].tables]
    after = judge(check, sample, *tables)

    if before.result in (Result.PASS, Result.NOT_APPLICABLE):
        assert (after.result, after.message.key) == (Result.UNKNOWN, "unknown.pack_lost")
    else:
        assert after.result is before.result


@pytest.mark.parametrize("changes", [LONG_AGO, {"expires": "2027-01-19"}], ids=["age", "last day"])
@pytest.mark.parametrize(("check", "sample"), RESTING, indirect=["sample"])
def test_what_rests_on_an_old_pack_is_no_pass(check, sample, judge, changes):
    before = judge(check, sample)
    tables = [replace(table_of(sample, kind), **changes) for kind in catalogue()[check].tables]
    after = judge(check, sample, *tables)

    assert after.result is not Result.PASS
    if before.result not in (Result.PASS, Result.NOT_APPLICABLE):
        assert after.result is before.result


def test_only_the_newest_update_missing_is_said_on_a_fresh_table_alone(judge, windows):
    table = table_of(windows, BuildTable)
    behind = windows.machine(revision=7700)
    assert judge("UPD-205", windows, behind).message.key == "pass.just_out"
    past = replace(table, expires="2027-01-19")
    assert judge("UPD-205", windows, behind, past).message.key == "warn.behind"
    lost = replace(table, stands_in=True)
    assert judge("UPD-205", windows, behind, lost).message.key == "unknown.pack_lost"


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        ("NET-506", SoftwareKind.REMOTE_CONTROL),
        ("SYS-802", SoftwareKind.UNWANTED),
        ("UPD-208", SoftwareKind.OUTDATED),
    ],
)
def test_a_pack_without_a_row_for_a_check_lets_nothing_pass(judge, windows, check, kind):
    table = table_of(windows, SoftwareTable)
    others = tuple(row for row in table.rows if row.kind is not kind)
    assert others
    assert len(others) < len(table.rows)
    judged = judge(check, windows, replace(table, rows=others))
    assert judged.message.key == "unknown.no_table"


def test_a_browser_in_a_gap_of_the_table_is_not_taken_for_the_latest(judge, windows):
    table = table_of(windows, BrowserTable)
    chrome = next(row for row in table.rows if row.name == "Google Chrome")
    shorter = replace(chrome, replaced=chrome.replaced[:-2])
    version = chrome.replaced[-1].version
    software = next(each for each in windows.all() if isinstance(each, SoftwareFacts))
    found = replace(software, programs=(Program(name="Google Chrome", version=f"{version}.0"),))
    assert judge("UPD-207", windows, found, replace(table, rows=(shorter,))).message.key == (
        "unknown.not_listed"
    )
    empty = replace(table, rows=())
    assert judge("UPD-207", windows, found, empty).message.key == "unknown.no_table"

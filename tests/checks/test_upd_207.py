"""UPD-207: browsers by name and version, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.browsers import BrowserTable
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs
from core.probes.software.facts import Program, SoftwareFacts

SPARED = {
    os: {"running": "what is installed counts", "version": "judged only of what the table knows"}
    for os in ("windows", "linux")
}


def software_of(sample):
    return next(each for each in sample.all() if isinstance(each, SoftwareFacts))


def with_programs(sample, *programs):
    named = tuple(Program(name=name, version=version) for name, version in programs)
    return replace(software_of(sample), programs=named)


@pytest.mark.parametrize(
    ("name", "version", "key"),
    [
        ("Google Chrome", "158.0.7000.1", "pass.current"),
        ("Google Chrome", "170.0", "pass.current"),
        ("Google Chrome", "157.0.1", "pass.current"),
        ("Google Chrome", "156.0.1", "warn.old"),
        ("Google Chrome", "155.0.1", "warn.old"),
        ("Google Chrome", "139.0.1", "fail.old"),
        ("google chrome", "67.208.1", "fail.old"),
        ("Google Chrome", "", "unknown.no_version"),
        ("Google Chrome", "mới", "unknown.no_version"),
        ("Mozilla Firefox (x64 vi)", "157.0.1", "pass.current"),
        ("Mozilla Firefox ESR (x64 vi)", "153.2.0", "pass.current"),
        ("Mozilla Firefox 140.5.0 ESR (x64 vi)", "140.5.0", "fail.old"),
        ("Google Chrome Update Helper", "1.3.36", "not_applicable.no_browser"),
        ("Trình duyệt lạ", "1.0", "not_applicable.no_browser"),
        ("chromium", "139.0.1-1~deb12u1", "fail.old"),
        ("firefox-esr", "140.5.0esr-1~deb12u1", "fail.old"),
        ("firefox", "1:1snap1-0ubuntu5", "not_applicable.no_browser"),
        ("chromium-browser", "1:85.0.4183.83-0ubuntu2.22.04.1", "not_applicable.no_browser"),
        ("firefox", "139.0.4-1", "warn.old"),
        ("firefox", "157.0-1", "pass.current"),
        ("firefox", "140.5.0esr-1", "not_applicable.no_browser"),
    ],
)
def test_versions(judge, windows, name, version, key):
    judgement = judge("UPD-207", windows, with_programs(windows, (name, version)))
    assert judgement.message.key == key


def test_the_worst_browser_speaks(judge, windows):
    found = with_programs(
        windows, ("Google Chrome", "158.0"), ("Mozilla Firefox (x64 vi)", "100.0")
    )
    judgement = judge("UPD-207", windows, found)
    assert judgement.message.key == "warn.old"
    assert judgement.message.args["product"] == "Mozilla Firefox"


@pytest.mark.parametrize("code", UnknownCode)
def test_an_unread_list_is_unknown(judge, linux, code):
    unread = replace(software_of(linux), programs=Unknown(code, "12"))
    assert judge("UPD-207", linux, unread).reason is code


def test_on_an_old_table_a_pass_is_a_warning_and_a_fail_stays(judge, windows):
    table = next(each for each in windows.tables() if isinstance(each, BrowserTable))
    old = replace(table, pack_date="2026-10-01")
    assert judge("UPD-207", windows, old).message.key == "warn.table_old"
    found = with_programs(windows, ("Google Chrome", "139.0"))
    assert judge("UPD-207", windows, found, old).message.key == "fail.old"


def test_versions_of_the_pack_are_in_order_and_end_before_the_latest():
    (table,), _ = read_packs((BrowserTable,))
    assert isinstance(table, BrowserTable)
    assert len(table.rows) >= 4
    for row in table.rows:
        assert row.titles or row.packages
        assert max(each.version for each in row.replaced) < row.latest

"""UPD-204: releases, editions and tables, and what must be said about them."""

import pytest

from core.model.support import SupportRow, SupportTable
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.fixture
def built_in():
    (table,), _ = read_packs((SupportTable,))
    return table


DEBIAN = [
    ("13", "pass.supported"),
    ("12", "pass.supported"),
    ("11", "fail.ended"),
    ("14", "unknown.newer_than_data"),
    ("sid", "unknown.not_listed"),
    ("9.5", "unknown.not_listed"),
]


@pytest.mark.parametrize(("release", "key"), DEBIAN)
def test_releases_of_debian(linux, judge, built_in, release, key):
    machine = linux.machine(os_release=release)
    assert judge("UPD-204", linux, machine, built_in).message.key == key


WINDOWS = [
    ("26200", "Professional", 48, "pass.supported", "2027-10-12"),
    ("26200", "Enterprise", 4, "pass.supported", "2028-10-10"),
    ("26200", "CoreSingleLanguage", 100, "pass.supported", "2027-10-12"),
    ("26100", "Professional", 48, "fail.ended", "2026-10-13"),
    ("26100", "ProfessionalEducation", 162, "fail.ended", "2026-10-13"),
    ("26100", "Education", 121, "pass.supported", "2027-10-12"),
    ("26100", "EnterpriseS", 125, "pass.supported", "2029-10-09"),
    ("26100", "IoTEnterpriseS", 191, "pass.supported", "2034-10-10"),
    ("26100", "ServerStandard", 7, "pass.supported", "2034-11-14"),
    ("22631", "Enterprise", 4, "fail.ended", "2026-11-10"),
    ("19044", "EnterpriseS", 125, "fail.ended", "2027-01-12"),
    ("19044", "IoTEnterpriseS", 191, "pass.supported", "2032-01-13"),
    ("19044", "Professional", 48, "fail.ended", "2023-06-13"),
    ("19044", "Professional", "unread", "unknown.crashed", None),
    ("26100", "unread", 48, "unknown.crashed", None),
    ("26200", "unread", 48, "pass.supported", None),
    ("22000", "unread", 48, "fail.ended", None),
    ("29999", "Professional", 48, "unknown.newer_than_data", None),
    ("26201", "Professional", 48, "unknown.not_listed", None),
]


@pytest.mark.parametrize(("build", "edition", "sku", "key", "date"), WINDOWS)
def test_builds_of_windows(windows, judge, built_in, build, edition, sku, key, date):
    machine = windows.machine(
        os_release=build,
        edition=unread("crashed") if edition == "unread" else edition,
        sku=unread("crashed") if sku == "unread" else sku,
    )
    judgement = judge("UPD-204", windows, machine, built_in)
    assert judgement.message.key == key
    assert date is None or judgement.message.args["date"] == date


@pytest.mark.parametrize(
    ("years", "revision", "key"),
    [
        (2, 6457, "pass.extended"),
        (2, 6456, "warn.extended_unproven"),
        (2, unread("crashed"), "unknown.crashed"),
        (1, 7000, "fail.extended_ended"),
        (0, 7000, "fail.ended"),
        (unread("no_right"), 7000, "unknown.no_right"),
    ],
)
def test_extended_updates_of_windows_10(windows, judge, built_in, years, revision, key):
    machine = windows.machine(os_release="19045", extended_years=years, revision=revision)
    judgement = judge("UPD-204", windows, machine, built_in)
    assert judgement.message.key == key
    if key == "pass.extended":
        assert judgement.message.args["date"] == "2027-10-12"
    if key == "fail.extended_ended":
        assert judgement.message.args["date"] == "2026-10-13"


def test_extended_updates_of_ubuntu(linux, judge, built_in):
    machine = linux.machine(os_id="ubuntu", os_release="20.04", extended_years=1)
    assert judge("UPD-204", linux, machine, built_in).message.key == "pass.extended"
    machine = linux.machine(os_id="ubuntu", os_release="20.04", extended_years=0)
    assert judge("UPD-204", linux, machine, built_in).message.key == "fail.ended"


def test_a_pass_that_rests_on_an_old_table_becomes_a_warning(linux, judge):
    table = linux.table(pack_date="2026-01-01")
    judgement = judge("UPD-204", linux, table)
    assert judgement.message.key == "warn.table_old"
    assert judgement.message.args["days"] == 384


def test_a_fail_by_an_old_table_stays(linux, judge):
    row = SupportRow(os="debian", release="13", name="Debian", ends="2026-01-01", source="x")
    judgement = judge("UPD-204", linux, linux.table(row, pack_date="2024-01-01"))
    assert judgement.message.key == "fail.ended"


def test_what_an_old_table_does_not_list_is_stale(linux, judge):
    table = linux.table(pack_date="2026-01-01")
    judgement = judge("UPD-204", linux, linux.machine(os_release="14"), table)
    assert (judgement.message.key, judgement.reason) == ("unknown.stale", "stale")


@pytest.mark.parametrize(
    ("ends", "key"),
    [
        ("2027-07-19", "warn.soon"),
        ("2027-07-20", "pass.supported"),
        ("2027-01-20", "warn.soon"),
        ("2027-01-19", "fail.ended"),
        ("so soon", "unknown.malformed"),
    ],
)
def test_the_days_before_the_end(linux, judge, ends, key):
    row = SupportRow(os="debian", release="13", name="Debian", ends=ends, source="x")
    assert judge("UPD-204", linux, linux.table(row)).message.key == key


def test_the_day_that_os_release_names_counts_where_the_table_is_silent(linux, judge):
    machine = linux.machine(os_id="fedora", os_release="42", support_ends="2027-12-01")
    judgement = judge("UPD-204", linux, machine, linux.table(pack_date="2020-01-01"))
    assert judgement.message.key == "pass.supported"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"os_id": unread("crashed")}, "unknown.crashed"),
        ({"os_release": unread("not_found")}, "unknown.not_found"),
        ({"os_id": "arch"}, "unknown.not_listed"),
        ({"os_name": unread("crashed")}, "pass.supported"),
    ],
)
def test_unread_and_foreign_systems(linux, judge, changes, key):
    assert judge("UPD-204", linux, linux.machine(**changes)).message.key == key

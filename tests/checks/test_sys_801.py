"""SYS-801: clocks and what must be said about them."""

import pytest

from core.model.unknown import Unknown, UnknownCode


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.sane"),
        ({"now": "2026-01-01T00:00:00Z"}, "fail.too_early"),
        ({"now": "2026-01-01T00:00:00Z", "zone": unread("crashed")}, "fail.too_early"),
        ({"now": unread("crashed")}, "unknown.crashed"),
        ({"now": "sáng nay"}, "unknown.malformed"),
        ({"newest_file_at": "2027-01-20T03:05:59Z"}, "pass.sane"),
        ({"newest_file_at": "2027-01-20T03:06:00Z"}, "fail.drift"),
        (
            {"newest_file_at": "2027-03-20T03:06:00Z", "newest_file": unread("crashed")},
            "fail.drift",
        ),
        ({"newest_file_at": unread("not_found")}, "unknown.no_reference"),
        ({"newest_file_at": unread("not_found"), "synchronises": False}, "unknown.no_reference"),
        ({"newest_file_at": "0000"}, "unknown.no_reference"),
        ({"offset_minutes": 0, "zone": "Etc/UTC"}, "warn.zone"),
        ({"offset_minutes": -210, "zone": unread("malformed")}, "warn.zone"),
        ({"offset_minutes": unread("malformed")}, "unknown.malformed"),
        ({"synchronises": False}, "warn.no_sync"),
        ({"synchronised": False}, "pass.sane"),
        ({"synchronised": unread("crashed")}, "pass.sane"),
        ({"synchronises": unread("crashed")}, "unknown.crashed"),
        ({"synchronises": unread("timed_out")}, "unknown.timed_out_unsaid"),
        ({"service_off": "chronyd"}, "unknown.time_service_off"),
        ({"service_off": "chronyd", "synchronises": unread("crashed")}, "unknown.time_service_off"),
        ({"service_off": "chronyd", "offset_minutes": 0}, "warn.zone"),
        ({"service_off": unread("crashed")}, "unknown.crashed"),
        ({"offset_minutes": unread("service_off")}, "unknown.service_off_unsaid"),
    ],
)
def test_clocks(linux, judge, changes, key):
    assert judge("SYS-801", linux, linux.clock(**changes)).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"last_entry_at": "2027-01-20T02:00:00Z"}, "pass.sane"),
        ({"last_entry_at": "2027-01-20T03:05:00Z"}, "pass.sane"),
        ({"last_entry_at": "2027-01-20T03:30:00Z"}, "warn.turned_back"),
        ({"last_entry_at": "?"}, "pass.sane"),
        ({"release_day": "2027-01-21"}, "fail.too_early"),
        ({"release_day": unread("not_found")}, "unknown.not_found"),
        ({"pack_day": "2027-01-20"}, "pass.sane"),
        ({"pack_day": "2027-01-21"}, "fail.before_pack"),
        ({"pack_day": "?"}, "pass.sane"),
    ],
)
def test_the_records_of_the_program(linux, judge, changes, key):
    assert judge("SYS-801", linux, linux.history(**changes)).message.key == key


def test_windows_names_its_own_time_service(windows, judge):
    facts = windows.clock(service_off="W32Time", synchronises=unread("service_off"))
    assert judge("SYS-801", windows, facts).message.key == "unknown.service_off"


def test_the_offset_names_a_zone_without_a_name(linux, judge):
    facts = linux.clock(offset_minutes=-210, zone=unread("malformed"))
    assert judge("SYS-801", linux, facts).message.args["zone"] == "UTC-03:30"

"""UPD-201: counts of waiting updates, the age of that knowledge, and what must be said."""

import pytest

from core.model.unknown import Unknown, UnknownCode


def unread(code):
    return Unknown(UnknownCode(code), "")


OLD = "2027-01-05T03:00:00Z"  # 15 days before the reading
AGEING = "2027-01-12T03:00:00Z"  # 8 days


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"security": 3}, "fail.security"),
        ({"security": 3, "asked_at": ""}, "fail.security_undated"),
        ({"security": 3, "asked_at": unread("no_right")}, "fail.security_undated"),
        ({"security": 3, "ordinary": unread("crashed")}, "fail.security"),
        ({"security": 3, "asked_at": OLD}, "fail.security"),
        ({"ordinary": 2}, "warn.some"),
        ({"held": 1}, "warn.some"),
        ({"ordinary": 2, "security": unread("malformed")}, "unknown.malformed"),
        ({"security": unread("not_found")}, "unknown.no_security_list"),
        ({"security": unread("not_found"), "asked_at": ""}, "unknown.never_asked"),
        ({"ordinary": unread("malformed")}, "unknown.malformed"),
        ({"ordinary": unread("malformed"), "held": 4}, "warn.some"),
        ({"held": unread("crashed")}, "unknown.crashed"),
        ({"asked_at": AGEING}, "warn.stale"),
        ({"asked_at": AGEING, "ordinary": 2}, "warn.stale"),
        ({"asked_at": OLD}, "fail.stale"),
        ({"asked_at": OLD, "security": unread("crashed")}, "fail.stale"),
        ({"asked_at": OLD, "server": "http://wsus.example"}, "fail.server_silent"),
        ({"asked_at": OLD, "server": unread("no_right")}, "fail.stale"),
        ({"asked_at": ""}, "unknown.never_asked"),
        ({"asked_at": "", "security": unread("stale")}, "unknown.never_asked"),
        ({"asked_at": unread("not_found")}, "unknown.not_found"),
        ({"asked_at": "2027-03-01T00:00:00Z"}, "unknown.malformed"),
        ({"security": unread("no_right")}, "unknown.no_right"),
    ],
)
def test_updates(linux, judge, changes, key):
    assert judge("UPD-201", linux, linux.updates(**changes)).message.key == key


@pytest.mark.parametrize(
    ("os", "changes", "key"),
    [
        ("windows", {"security": unread("timed_out")}, "unknown.timed_out"),
        ("linux", {"security": unread("timed_out")}, "unknown.timed_out_unsaid"),
        (
            "windows",
            {"security": unread("not_found"), "service_off": "wuauserv"},
            "unknown.service_off",
        ),
        ("windows", {"security": 0, "service_off": "wuauserv"}, "pass.none"),
        ("linux", {"security": unread("service_off")}, "unknown.service_off_unsaid"),
    ],
)
def test_reasons_speak_of_the_right_system(request, judge, os, changes, key):
    sample = request.getfixturevalue(os)
    assert judge("UPD-201", sample, sample.updates(**changes)).message.key == key


def test_ordinary_and_held_are_counted_together(linux, judge):
    assert judge("UPD-201", linux, linux.updates(ordinary=2, held=3)).message.args["count"] == 5


def test_a_fail_keeps_the_other_findings_as_evidence(linux, judge):
    judgement = judge("UPD-201", linux, linux.updates(security=1, ordinary=4, asked_at=OLD))
    seen = {each.what: each.value for each in judgement.evidence}
    assert (seen["security"], seen["ordinary"], seen["asked_at"]) == (1, 4, OLD)

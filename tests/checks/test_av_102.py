"""AV-102: ages of definitions and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import Protection

UNREAD = Unknown(UnknownCode.NOT_SUPPORTED, "")


def unread(code):
    return Unknown(UnknownCode(code), "12")


@pytest.mark.parametrize(
    ("products", "key"),
    [
        ([{}], "pass.fresh"),
        ([{"definitions_at": "2027-01-17T10:00:00Z"}], "pass.fresh"),
        ([{"definitions_at": "2027-01-16T10:00:00Z"}], "warn.old"),
        ([{"definitions_at": "2027-01-13T10:00:00Z"}], "warn.old"),
        ([{"definitions_at": "2027-01-12T10:00:00Z"}], "fail.old"),
        ([{"definitions_at": ""}], "fail.never"),
        ([{"definitions_old": True}], "fail.reported_old"),
        ([{"definitions_at": UNREAD, "definitions_old": True}], "fail.reported_old"),
        ([{"definitions_at": UNREAD, "definitions_old": False}], "unknown.no_date"),
        ([{"definitions_at": unread("not_found")}], "unknown.no_date"),
        ([{"definitions_at": unread("malformed")}], "unknown.damaged"),
        ([{"definitions_at": unread("unreadable")}], "unknown.damaged"),
        ([{"definitions_at": unread("no_right")}], "unknown.no_right"),
        ([{"definitions_at": unread("timed_out")}], "unknown.timed_out"),
        ([{"definitions_at": "2027-02-01T00:00:00Z"}], "unknown.future"),
        ([{"definitions_at": "hôm qua"}], "unknown.malformed"),
        ([{"protection": Protection.OFF, "definitions_at": "2026-01-01"}], "fail.old"),
        ([{}, {"protection": Protection.OFF, "definitions_at": "2026-01-01"}], "pass.fresh"),
        ([{}, {"protection": UNREAD, "definitions_at": "2026-01-01"}], "unknown.not_supported"),
        ([{}, {"protection": UNREAD}], "pass.fresh"),
        ([], "not_applicable.no_antivirus"),
    ],
)
def test_definitions(windows, judge, products, key):
    listed = tuple(windows.product(**each) for each in products)
    facts = replace(windows.antivirus(), products=listed)
    assert judge("AV-102", windows, facts).message.key == key


def test_an_unread_list_is_unknown(linux, judge):
    facts = replace(linux.antivirus(), products=unread("crashed"))
    assert judge("AV-102", linux, facts).message.key == "unknown.crashed"


def test_age_counts_from_the_moment_of_reading(linux, judge):
    facts = linux.antivirus(linux.product(definitions_at="2020-01-01T00:00:00Z"))
    early = replace(facts, origin=replace(facts.origin, at="2020-01-02T00:00:00Z"))
    assert judge("AV-102", linux, early).message.key == "pass.fresh"


def test_limits_come_from_the_parameters(linux, judge):
    facts = linux.antivirus(linux.product(definitions_at="2027-01-17T10:00:00Z"))
    peak = {"warn_days": 1, "fail_days": 2}
    assert judge("AV-102", linux, facts, params=peak).message.args["limit"] == 2
    assert judge("AV-102", linux, facts, params=peak).message.key == "fail.old"

"""BAK-301: what lies in the declared places and what must be said about it."""

from dataclasses import replace

import pytest

from core.checks.catalogue import catalogue
from core.model.history import PlaceSeen
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import Medium, Presence

OTHERS = {
    name: "a matter of another check" for name in ("medium", "free", "total", "days", "strange")
}
SPARED = {"windows": OTHERS, "linux": OTHERS}


def unread(code):
    return Unknown(UnknownCode(code), "")


FUTURE = "2030-01-01T00:00:00Z"
OLD = "2027-01-05T00:00:00Z"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.fresh"),
        ({"newest_at": "2027-01-13T00:00:00Z"}, "pass.fresh"),
        ({"newest_at": "2027-01-12T00:00:00Z"}, "warn.aging"),
        ({"newest_at": OLD}, "fail.old"),
        ({"newest_at": OLD, "same_disk": True}, "fail.old"),
        ({"newest_at": OLD, "same_disk": unread("crashed")}, "fail.old"),
        (
            {"newest_at": "2027-01-12T00:00:00Z", "same_disk": unread("no_right")},
            "unknown.no_right",
        ),
        ({"same_disk": True}, "fail.same_disk"),
        ({"medium": Medium.MEMORY, "same_disk": False}, "fail.memory"),
        ({"medium": unread("not_supported")}, "pass.fresh"),
        ({"same_disk": True, "newest_at": unread("crashed")}, "fail.same_disk"),
        ({"same_disk": True, "complete": False}, "fail.same_disk"),
        ({"same_disk": unread("timed_out")}, "unknown.timed_out_unsaid"),
        ({"files": 0, "empty_files": 3, "newest_at": ""}, "fail.empty"),
        ({"damaged": "2027-01-18.zip"}, "fail.damaged"),
        ({"damaged": "2027-01-18.zip", "complete": False}, "unknown.timed_out"),
        ({"damaged": unread("timed_out")}, "unknown.timed_out"),
        ({"future_at": FUTURE}, "warn.future"),
        ({"future_at": FUTURE, "newest_at": ""}, "unknown.only_future"),
        ({"future_at": unread("crashed")}, "unknown.crashed"),
        ({"future_at": unread("crashed"), "newest_at": OLD}, "fail.old"),
        ({"newest_at": unread("no_right")}, "unknown.unreachable"),
        ({"newest_at": "gần đây"}, "unknown.malformed"),
        ({"files": unread("no_right")}, "unknown.unreachable"),
        ({"complete": False}, "unknown.timed_out"),
        ({"complete": unread("crashed")}, "unknown.unreachable"),
        ({"presence": unread("no_right")}, "unknown.unreachable"),
        ({"presence": unread("timed_out")}, "unknown.timed_out"),
        ({"presence": Presence.ABSENT}, "unknown.absent_unseen"),
    ],
)
def test_a_place(linux, judge, changes, key):
    facts = linux.backup(linux.place(**changes)), linux.history(places=())
    assert judge("BAK-301", linux, *facts).message.key == key


@pytest.mark.parametrize(
    ("seen_at", "key"),
    [
        ("2027-01-18T00:00:00Z", "unknown.absent"),
        ("2027-01-06T00:00:00Z", "unknown.absent"),
        ("2027-01-05T00:00:00Z", "fail.absent_long"),
        ("2029-01-05T00:00:00Z", "unknown.malformed"),
    ],
)
def test_a_medium_that_is_not_plugged_in(linux, judge, seen_at, key):
    seen = PlaceSeen(place="/srv/backup", seen_at=seen_at, newest_at=seen_at)
    facts = linux.backup(linux.place(presence=Presence.ABSENT))
    judgement = judge("BAK-301", linux, facts, linux.history(places=(seen,)))
    assert judgement.message.key == key


def test_records_of_another_place_do_not_count(linux, judge):
    seen = PlaceSeen(place="/mnt/usb", seen_at=linux.now, newest_at=linux.now)
    facts = linux.backup(linux.place(presence=Presence.ABSENT))
    judgement = judge("BAK-301", linux, facts, linux.history(places=(seen,)))
    assert judgement.message.key == "unknown.absent_unseen"


@pytest.mark.parametrize(
    ("places", "key"),
    [
        (unread("not_declared"), "unknown.not_declared"),
        ((), "unknown.not_declared"),
        (unread("crashed"), "unknown.crashed"),
        (unread("timed_out"), "unknown.timed_out_unsaid"),
    ],
)
def test_without_places_nothing_is_known(linux, judge, places, key):
    facts = replace(linux.backup(), places=places)
    assert judge("BAK-301", linux, facts).message.key == key


def test_the_worst_place_speaks_and_all_are_evidence(linux, judge):
    old = linux.place(place="/mnt/nas", newest_at=OLD)
    judgement = judge("BAK-301", linux, linux.backup(linux.place(), old))
    assert judgement.message.key == "fail.old"
    assert judgement.message.args["place"] == "/mnt/nas"
    assert {"newest_at:/srv/backup", "newest_at:/mnt/nas"} <= {
        each.what for each in judgement.evidence
    }


def test_the_declared_places_are_asked_for():
    check = catalogue()["BAK-301"]
    assert check.ask(check.params(places=("/a", "/b"))).places == ("/a", "/b")

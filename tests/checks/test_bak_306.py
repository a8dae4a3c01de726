"""BAK-306: room for the next backup."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import Medium, Presence

FIELDS = {
    name: "what lies in a place is a matter of other checks"
    for name in (
        "files", "empty_files", "newest", "newest_at", "damaged", "future_at", "same_disk",
        "complete", "days", "strange",
    )
}  # fmt: skip
SPARED = {"windows": FIELDS, "linux": FIELDS}


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.room"),
        ({"free": 100_000}, "pass.room"),
        ({"free": 99_000}, "warn.filling"),
        ({"free": 30_000}, "warn.filling"),
        ({"free": 29_000}, "fail.full"),
        ({"free": 499, "total": 1000}, "fail.full"),
        ({"free": 0}, "fail.full"),
        ({"free": 10, "total": 0}, "unknown.unreachable"),
        ({"free": 2_000_000}, "unknown.unreachable"),
        ({"medium": Medium.MEMORY}, "fail.memory"),
        ({"medium": unread("crashed")}, "unknown.unreachable"),
        ({"free": unread("crashed")}, "unknown.unreachable"),
        ({"total": unread("no_right")}, "unknown.unreachable"),
        ({"presence": Presence.ABSENT}, "not_applicable.absent"),
        ({"presence": unread("no_right")}, "unknown.unreachable"),
    ],
)
def test_a_place(linux, judge, changes, key):
    assert judge("BAK-306", linux, linux.backup(linux.place(**changes))).message.key == key


def test_the_fullest_place_speaks(linux, judge):
    full = linux.place(place="/mnt/nas", free=100)
    judgement = judge("BAK-306", linux, linux.backup(linux.place(), full))
    assert judgement.message.args["place"] == "/mnt/nas"


@pytest.mark.parametrize("places", [(), unread("not_declared")])
def test_without_places_nothing_is_known(linux, judge, places):
    facts = replace(linux.backup(), places=places)
    assert judge("BAK-306", linux, facts).message.key == "not_applicable.not_declared"

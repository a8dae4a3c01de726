"""BAK-303: whether one backup is kept apart."""

from dataclasses import replace
from typing import ClassVar

import pytest

from core.model.history import PlaceSeen
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import Medium, Presence

FIELDS = {
    name: "what lies in a place is a matter of other checks"
    for name in (
        "files", "empty_files", "newest", "newest_at", "damaged", "future_at", "same_disk",
        "complete", "free", "total", "days", "strange",
    )
}  # fmt: skip
APART = {"presence": "the program's own record of the medium suffices"}
SPARED = {"windows": FIELDS | APART, "linux": FIELDS | APART}


def unread(code):
    return Unknown(UnknownCode(code), "")


def record(place="/srv/backup", absent_at="", lay_on="removable"):
    at = "2027-01-18T00:00:00Z"
    return PlaceSeen(place=place, seen_at=at, newest_at=at, absent_at=absent_at, lay_on=lay_on)


PULLED_OUT = "2027-01-12T00:00:00Z"


@pytest.mark.parametrize(
    ("changes", "records", "key"),
    [
        ({}, (record(absent_at="2027-01-12T00:00:00Z"),), "pass.apart"),
        ({}, (record(absent_at="2026-12-20T00:00:00Z"),), "pass.apart"),
        ({}, (record(absent_at="2026-12-19T00:00:00Z"),), "warn.plugged_in"),
        ({}, (record(absent_at="2029-01-01T00:00:00Z"),), "warn.plugged_in"),
        ({}, (record(),), "warn.plugged_in"),
        ({}, (), "unknown.first_look"),
        ({}, (record("/mnt/other", "2027-01-12T00:00:00Z"),), "unknown.first_look"),
        ({"presence": Presence.ABSENT}, (record(),), "pass.apart"),
        ({"presence": Presence.ABSENT}, (), "unknown.absent_unseen"),
        ({"presence": Presence.ABSENT}, (record(lay_on=""),), "unknown.absent_kind"),
        ({"presence": Presence.ABSENT}, (record(lay_on="fixed"),), "fail.inside"),
        ({"presence": Presence.ABSENT}, (record(lay_on="memory"),), "fail.inside"),
        ({"presence": Presence.ABSENT}, (record(lay_on="network"),), "pass.apart"),
        ({"medium": Medium.FIXED}, (record(absent_at=PULLED_OUT),), "fail.inside"),
        ({"medium": Medium.MEMORY}, (record(absent_at=PULLED_OUT),), "fail.inside"),
        ({"medium": Medium.NETWORK}, (record(absent_at=PULLED_OUT),), "pass.apart"),
        ({"medium": unread("crashed")}, (record(absent_at=PULLED_OUT),), "unknown.unreachable"),
        ({"presence": unread("no_right")}, (record(absent_at=PULLED_OUT),), "pass.apart"),
        ({"medium": Medium.NETWORK}, (record(),), "warn.attached"),
        ({"medium": Medium.FIXED}, (record(),), "fail.inside"),
        ({"medium": Medium.MEMORY}, (), "fail.inside"),
        ({"medium": unread("crashed")}, (record(),), "unknown.unreachable"),
        ({"presence": unread("no_right")}, (record(),), "unknown.unreachable"),
    ],
)
def test_a_place(linux, judge, changes, records, key):
    facts = linux.backup(linux.place(**changes))
    judgement = judge("BAK-303", linux, facts, linux.history(places=records))
    assert judgement.message.key == key


def test_one_place_apart_is_enough(linux, judge):
    inside = linux.place(medium=Medium.FIXED)
    usb = linux.place(place="/media/an/USB", presence=Presence.ABSENT)
    facts, seen = linux.backup(inside, usb), linux.history(places=(record("/media/an/USB"),))
    judgement = judge("BAK-303", linux, facts, seen)
    assert judgement.message.key == "pass.apart"
    assert judgement.message.args["place"] == "/media/an/USB"


def test_a_disk_inside_beside_a_share_is_attached(linux, judge):
    places = (linux.place(medium=Medium.FIXED), linux.place(place="/nas", medium=Medium.NETWORK))
    judgement = judge("BAK-303", linux, linux.backup(*places), linux.history(places=()))
    assert judgement.message.key == "warn.attached"


def test_the_office_names_a_server_that_keeps_old_states(linux, judge):
    facts = linux.backup(linux.place(place="/nas", medium=Medium.NETWORK))
    apart = {"apart": ("/nas",)}
    assert judge("BAK-303", linux, facts, params=apart).message.key == "pass.apart"


@pytest.mark.parametrize("places", [(), unread("not_declared")])
def test_without_places_nothing_is_known(linux, judge, places):
    facts = replace(linux.backup(), places=places)
    assert judge("BAK-303", linux, facts).message.key == "not_applicable.not_declared"


def test_what_a_medium_was_is_known_while_it_is_away(linux):
    from core.engine.remembering import remember

    class First:
        facts: ClassVar = {"backup": linux.backup(linux.place(medium=Medium.FIXED))}
        ended = linux.now

    class Second:
        facts: ClassVar = {
            "backup": linux.backup(
                linux.place(presence=Presence.ABSENT, medium=unread("not_found"))
            ),
            "history": remember(First, "", linux.now),
        }
        ended = linux.now

    (kept,) = remember(Second, "", linux.now).places
    assert (kept.lay_on, kept.absent_at) == ("fixed", linux.now)


def test_a_copy_that_fell_into_the_folder_of_a_medium_is_inside(linux, judge):
    from core.engine.remembering import remember

    class Last:
        facts: ClassVar = {
            "backup": linux.backup(linux.place(medium=Medium.FIXED)),
            "history": linux.history(places=(record(absent_at=PULLED_OUT),)),
        }
        ended = linux.now

    away = linux.backup(linux.place(presence=Presence.ABSENT))
    for now in (Last.facts["backup"], away):
        judgement = judge("BAK-303", linux, now, remember(Last, "", linux.now))
        assert judgement.message.key == "fail.inside"

"""BAK-305: how many generations are kept."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import Presence

FIELDS = {
    name: "not asked"
    for name in (
        "empty_files", "newest", "newest_at", "damaged", "future_at", "same_disk", "medium",
        "free", "total", "strange",
    )
}  # fmt: skip
SPARED = {"windows": FIELDS, "linux": FIELDS}


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.several"),
        ({"days": ("2027-01-18", "2020-01-01")}, "pass.several"),
        ({"days": ("2027-01-18", "2020-01-01"), "complete": False}, "pass.several"),
        ({"days": ("2027-01-18",)}, "warn.few"),
        ({"days": ("2027-01-18",), "complete": False}, "unknown.timed_out"),
        ({"days": (), "files": 0}, "fail.empty"),
        ({"days": (), "files": 3}, "warn.few"),
        ({"days": unread("crashed")}, "unknown.unreachable"),
        ({"files": unread("crashed")}, "unknown.unreachable"),
        ({"complete": unread("no_right")}, "unknown.unreachable"),
        ({"presence": Presence.ABSENT}, "not_applicable.absent"),
        ({"presence": unread("no_right")}, "unknown.unreachable"),
    ],
)
def test_a_place(linux, judge, changes, key):
    assert judge("BAK-305", linux, linux.backup(linux.place(**changes))).message.key == key


def test_more_may_be_asked_for(linux, judge):
    assert judge("BAK-305", linux, params={"fewest": 4}).message.key == "warn.few"


@pytest.mark.parametrize("places", [(), unread("not_declared")])
def test_without_places_nothing_is_known(linux, judge, places):
    facts = replace(linux.backup(), places=places)
    assert judge("BAK-305", linux, facts).message.key == "not_applicable.not_declared"

"""BAK-302: gaps between the days with backups."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import Presence

FIELDS = {
    "files": "BAK-301 counts them",
    "empty_files": "never counted",
    "newest": "only a name",
    "newest_at": "a matter of BAK-301",
    "damaged": "a matter of BAK-301",
    "future_at": "a matter of BAK-301",
    "same_disk": "a matter of BAK-301",
    "medium": "a matter of BAK-303",
    "free": "a matter of BAK-306",
    "total": "a matter of BAK-306",
    "strange": "a matter of MAL-612",
}
SPARED = {"windows": FIELDS, "linux": FIELDS}


def unread(code):
    return Unknown(UnknownCode(code), "")


def every(step, count=5, last=18):
    """Return days so many days apart, the last in January 2027."""
    from datetime import date, timedelta

    return tuple(
        (date(2027, 1, last) - timedelta(days=step * each)).isoformat() for each in range(count)
    )


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.steady"),
        ({"days": every(7)}, "pass.steady"),
        ({"days": every(8)}, "pass.steady"),
        ({"days": every(9)}, "warn.gap"),
        ({"days": every(14)}, "warn.gap"),
        ({"days": every(15)}, "fail.gap"),
        ({"days": (*every(1, 10), "2026-12-10")}, "fail.gap"),
        ({"days": ("2027-01-18",)}, "unknown.too_few"),
        ({"days": ()}, "unknown.too_few"),
        ({"days": ("2027-01-18", "2025-01-01")}, "fail.gap"),
        ({"days": ("2027-01-18", "2027-01-17", "2025-01-01", "2024-01-01")}, "fail.gap"),
        ({"days": ("2052-01-01", "2027-01-18")}, "unknown.too_few"),
        ({"days": ("hôm qua",)}, "unknown.malformed"),
        ({"days": unread("crashed")}, "unknown.unreachable"),
        ({"complete": False}, "unknown.timed_out"),
        ({"complete": unread("no_right")}, "unknown.unreachable"),
        ({"presence": Presence.ABSENT}, "not_applicable.absent"),
        ({"presence": unread("no_right")}, "unknown.unreachable"),
    ],
)
def test_a_place(linux, judge, changes, key):
    assert judge("BAK-302", linux, linux.backup(linux.place(**changes))).message.key == key


def test_a_daily_rhythm(linux, judge):
    daily = {"every_days": 1}
    kept = linux.backup(linux.place(days=every(1, 30, last=20)))
    missed = linux.backup(linux.place(days=every(2, 15, last=20)))
    sparse = linux.backup(linux.place(days=every(3, 10, last=20)))
    assert judge("BAK-302", linux, kept, params=daily).message.key == "pass.steady"
    assert judge("BAK-302", linux, missed, params=daily).message.key == "pass.steady"
    assert judge("BAK-302", linux, sparse, params=daily).message.key == "fail.gap"


@pytest.mark.parametrize("places", [(), unread("not_declared")])
def test_without_places_nothing_is_known(linux, judge, places):
    facts = replace(linux.backup(), places=places)
    assert judge("BAK-302", linux, facts).message.key == "not_applicable.not_declared"

"""AV-109: times without protection, and what must be said about them."""

from dataclasses import replace

import pytest

from core.checks.av_109 import Params
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.antivirus_events.facts import AntivirusEventsFacts

SPARED = {
    "windows": {
        "detections": "a matter of AV-104",
        "handled": "a matter of AV-104",
        "at": "a matter of AV-104",
        "scanned_at": "not asked",
        "cleaning": "not asked",
        "exclusions": "not asked",
        "tamper_protected": "not asked",
        "switched_off": "matters only where protection was turned off last",
    }
}
DAY, NEXT, LATER = "2027-01-15T01:00:00Z", "2027-01-15T09:00:00Z", "2027-01-17T01:00:00Z"


def unread(code="no_right"):
    return Unknown(UnknownCode(code), "")


def of(sample, kind, **changes):
    return replace(next(each for each in sample.all() if isinstance(each, kind)), **changes)


@pytest.mark.parametrize(
    ("log", "care", "key"),
    [
        ({}, {}, "pass.none"),
        ({"since": "2027-01-19T00:00:00Z"}, {}, "pass.none_since"),
        ({"turned_off": (DAY,), "turned_on": (NEXT,)}, {}, "warn.was_off"),
        ({"turned_off": (DAY,), "turned_on": (LATER,)}, {}, "fail.long"),
        ({"turned_off": (DAY,)}, {}, "warn.was_off"),
        ({"turned_off": (DAY,)}, {"switched_off": ("RealTime",)}, "fail.off"),
        ({"turned_off": (DAY,)}, {"switched_off": unread()}, "unknown.no_right"),
        (
            {"turned_off": (DAY,), "turned_on": (NEXT,)},
            {"switched_off": unread()},
            "warn.was_off",
        ),
        ({"turned_off": ("2026-12-30T01:00:00Z",)}, {"switched_off": ("x",)}, "pass.none"),
        ({"turned_off": ("odd",)}, {}, "unknown.malformed"),
        ({"turned_off": unread("service_off")}, {}, "unknown.service_off"),
        ({"turned_on": unread("timed_out")}, {}, "unknown.timed_out_unsaid"),
        ({"since": unread()}, {}, "unknown.no_right"),
        ({"turned_off": (DAY,)}, {"product": ""}, "not_applicable.silent"),
        ({}, {"product": unread()}, "unknown.no_right"),
    ],
)
def test_times_without_protection(judge, windows, log, care, key):
    facts = (of(windows, AntivirusEventsFacts, **log), of(windows, AntivirusCareFacts, **care))
    assert judge("AV-109", windows, *facts).message.key == key


def test_nobody_can_ask_for_more_than_is_read():
    with pytest.raises(ValueError, match="30"):
        Params(days=31)

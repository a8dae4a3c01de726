"""AV-107: parts of Defender, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts

OTHERS = ("scanned_at", "detections", "name", "at", "handled", "cleaning", "exclusions", "renews")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows",)}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def care_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, AntivirusCareFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.whole"),
        ({"switched_off": ("DisableRealtimeMonitoring",)}, "fail.switched_off"),
        ({"switched_off": ("x",), "tamper_protected": UNREAD}, "fail.switched_off"),
        ({"tamper_protected": False}, "warn.not_protected"),
        ({"tamper_protected": UNREAD}, "unknown.no_right"),
        ({"switched_off": UNREAD}, "unknown.no_right"),
        ({"product": "", "switched_off": UNREAD}, "not_applicable.silent"),
    ],
)
def test_parts(judge, windows, changes, key):
    assert judge("AV-107", windows, care_of(windows, **changes)).message.key == key

"""AV-103: when the antivirus last scanned, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts

OTHERS = (
    "detections",
    "name",
    "at",
    "handled",
    "cleaning",
    "exclusions",
    "switched_off",
    "tamper_protected",
    "renews",
)
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows",)}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def care_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, AntivirusCareFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.recent"),
        ({"scanned_at": "2026-12-21"}, "pass.recent"),
        ({"scanned_at": "2026-12-20"}, "warn.old"),
        ({"scanned_at": "2026-10-21"}, "fail.old"),
        ({"scanned_at": ""}, "warn.never"),
        ({"scanned_at": "2028-01-01"}, "unknown.malformed"),
        ({"scanned_at": UNREAD}, "unknown.no_right"),
        ({"product": "", "scanned_at": UNREAD}, "not_applicable.silent"),
        ({"product": UNREAD}, "unknown.no_right"),
    ],
)
def test_scans(judge, windows, changes, key):
    assert judge("AV-103", windows, care_of(windows, **changes)).message.key == key

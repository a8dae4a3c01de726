"""AV-108: what renews the definitions, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts

OTHERS = (
    "scanned_at",
    "detections",
    "name",
    "at",
    "handled",
    "cleaning",
    "exclusions",
    "switched_off",
    "tamper_protected",
)
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("linux",)}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def care_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, AntivirusCareFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.renews"),
        ({"renews": False}, "fail.by_hand"),
        ({"renews": UNREAD}, "unknown.no_right"),
        ({"product": "", "renews": UNREAD}, "not_applicable.silent"),
        ({"product": UNREAD}, "unknown.no_right"),
    ],
)
def test_renewing(judge, linux, changes, key):
    assert judge("AV-108", linux, care_of(linux, **changes)).message.key == key

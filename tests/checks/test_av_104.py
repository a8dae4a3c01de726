"""AV-104: what the antivirus found, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection

OTHERS = ("scanned_at", "name", "at", "exclusions", "switched_off", "tamper_protected", "renews")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")
SPARED["windows"] |= dict.fromkeys(("detections", "cleaning"), "each stands in for the other")
SPARED["linux"] |= {"cleaning": "ClamAV does not tell"}


def care_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, AntivirusCareFacts))
    return replace(found, **changes)


def finds(*handled, at="2027-01-10T00:00:00Z"):
    return tuple(
        Detection(name=f"virus {n}", at=at, handled=each) for n, each in enumerate(handled)
    )


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"detections": ()}, "pass.none"),
        ({"detections": finds(True, True)}, "pass.dealt_with"),
        ({"detections": finds(*[True] * 6)}, "warn.many"),
        ({"detections": finds(*[True] * 6, at="2026-10-01")}, "pass.dealt_with"),
        ({"detections": finds(*[True] * 6, at=UNREAD)}, "warn.many"),
        ({"detections": finds(True, False)}, "fail.active"),
        ({"detections": finds(UNREAD, False)}, "fail.active"),
        ({"detections": finds(UNREAD, True)}, "unknown.no_right"),
        ({"detections": UNREAD}, "pass.nothing_waits"),
        ({"detections": UNREAD, "cleaning": UNREAD}, "unknown.no_right"),
        ({"detections": UNREAD, "cleaning": True}, "fail.waits"),
        ({"detections": (), "cleaning": True}, "fail.waits"),
        ({"detections": (), "cleaning": UNREAD}, "pass.none"),
        ({"product": "", "detections": UNREAD}, "not_applicable.silent"),
    ],
)
def test_finds(judge, windows, changes, key):
    assert judge("AV-104", windows, care_of(windows, **changes)).message.key == key

"""AV-104: what the antivirus found, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection
from core.probes.antivirus_events.facts import AntivirusEventsFacts

OTHERS = (
    "since",
    "turned_off",
    "turned_on",
    "scanned_at",
    "name",
    "at",
    "exclusions",
    "switched_off",
    "tamper_protected",
    "renews",
)
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")
SPARED["windows"] |= dict.fromkeys(("detections", "cleaning"), "each stands in for the other")
SPARED["windows"] |= {"handled": "see the tables; the log has finds too, and they only stand in"}
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
        ({"detections": UNREAD}, "pass.done_in_log"),
        ({"detections": UNREAD, "cleaning": UNREAD}, "unknown.no_right"),
        ({"detections": UNREAD, "cleaning": True}, "fail.waits"),
        ({"detections": (), "cleaning": True}, "fail.waits"),
        ({"detections": (), "cleaning": UNREAD}, "pass.none"),
        ({"product": "", "detections": UNREAD}, "not_applicable.silent"),
    ],
)
def test_finds(judge, windows, changes, key):
    assert judge("AV-104", windows, care_of(windows, **changes)).message.key == key


def log_of(sample, *found, **changes):
    facts = next(each for each in sample.all() if isinstance(each, AntivirusEventsFacts))
    return replace(facts, **{"detections": found, **changes})


@pytest.mark.parametrize(
    ("found", "care", "key"),
    [
        ((), {}, "pass.none_in_log"),
        (finds(True), {}, "pass.done_in_log"),
        (finds(UNREAD), {}, "pass.done_in_log"),
        (finds(*[True] * 6), {}, "warn.many"),
        (finds(True, False), {}, "fail.active_in_log"),
        (finds(False), {"product": UNREAD, "cleaning": UNREAD}, "fail.active_in_log"),
        (finds(False), {"product": ""}, "not_applicable.silent"),
        (finds(False), {"cleaning": True}, "fail.waits"),
        (finds(False), {"detections": ()}, "pass.none"),
        (finds(True), {"cleaning": UNREAD}, "unknown.no_right"),
        ((), {"cleaning": UNREAD}, "unknown.no_right"),
        ((), {"product": UNREAD}, "unknown.no_right"),
    ],
)
def test_where_the_list_is_closed_the_log_stands_in(judge, windows, found, care, key):
    facts = care_of(windows, **{"detections": UNREAD, **care})
    assert judge("AV-104", windows, facts, log_of(windows, *found)).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"detections": UNREAD}, "pass.nothing_waits"),
        ({"since": UNREAD}, "pass.nothing_waits"),
        ({"since": "odd"}, "pass.nothing_waits"),
    ],
)
def test_where_the_log_is_closed_too(judge, windows, changes, key):
    facts = care_of(windows, detections=UNREAD)
    assert judge("AV-104", windows, facts, log_of(windows, **changes)).message.key == key

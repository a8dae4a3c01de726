"""BAK-310: restore points, and the service that they need."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupToolsFacts

FIELDS = {"tools": "a matter of other checks"} | {
    name: "a field of programs, a matter of other checks"
    for name in ("succeeded_at", "failed_at", "homes")
}
SPARED = {"windows": FIELDS}


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.on"),
        ({"restore_points": False}, "warn.off"),
        ({"shadows_off": True}, "warn.service_off"),
        ({"shadows_off": True, "restore_points": unread("crashed")}, "warn.service_off"),
        ({"shadows_off": unread("no_right")}, "unknown.no_right"),
        ({"restore_points": unread("not_supported")}, "not_applicable.server"),
        ({"restore_points": unread("crashed")}, "unknown.crashed"),
    ],
)
def test_windows(windows, judge, changes, key):
    facts = next(each for each in windows.all() if isinstance(each, BackupToolsFacts))
    assert judge("BAK-310", windows, replace(facts, **changes)).message.key == key

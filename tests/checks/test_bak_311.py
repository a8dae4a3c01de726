"""BAK-311: whether what is synchronised has another copy."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupToolsFacts, ToolKind

OF_PLACES = (
    "presence", "files", "empty_files", "newest", "newest_at", "damaged", "future_at", "same_disk",
    "complete", "medium", "free", "total", "days", "strange",
)  # fmt: skip
FIELDS = {
    "restore_points": "a matter of BAK-310",
    "shadows_off": "a matter of BAK-310",
    "succeeded_at": "OneDrive tells none",
    "failed_at": "OneDrive tells none",
    "homes": "see test_onedrive; other programs have the field too",
} | {name: "whether a declared place is any good BAK-301 says" for name in OF_PLACES}
SPARED = {"windows": FIELDS}


def unread(code):
    return Unknown(UnknownCode(code), "")


def tools(sample, **changes):
    facts = next(each for each in sample.all() if isinstance(each, BackupToolsFacts))
    (own,) = (each for each in facts.tools if each.kind is ToolKind.ONEDRIVE)
    return replace(facts, tools=(replace(own, **changes),))


@pytest.mark.parametrize(
    ("homes", "places", "key"),
    [
        (True, None, "pass.beside"),
        (True, (), "warn.only_copy"),
        (True, unread("not_declared"), "warn.only_copy"),
        (True, unread("crashed"), "unknown.crashed"),
        (True, Unknown(UnknownCode.TIMED_OUT, "within 30 s"), "unknown.timed_out"),
        (False, unread("crashed"), "pass.not_documents"),
        (False, (), "pass.not_documents"),
        (unread("no_right"), (), "unknown.no_right"),
        (unread("no_right"), None, "unknown.no_right"),
    ],
)
def test_onedrive(windows, judge, homes, places, key):
    backup = windows.backup()
    if places is not None:
        backup = replace(backup, places=places)
    assert judge("BAK-311", windows, tools(windows, homes=homes), backup).message.key == key


@pytest.mark.parametrize(
    ("found", "key"),
    [((), "not_applicable.not_used"), (unread("crashed"), "unknown.crashed")],
)
def test_without_onedrive(windows, judge, found, key):
    facts = replace(tools(windows), tools=found)
    assert judge("BAK-311", windows, facts).message.key == key

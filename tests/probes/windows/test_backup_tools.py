"""What backup programs wrote down on a described Windows."""

from collections.abc import Callable
from typing import Any

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup_tools.windows import read

HOME, SERVER = "windows-10-home-vi", "windows-server-2019"
SID = "S-1-5-21-1004336348-1177238915-682003330-1001"
SOFTWARE = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion"
HISTORY = f"registry_values(HKU, {SID}\\{SOFTWARE}\\FileHistory)"
STATUS = f"registry_values(HKLM, {SOFTWARE}\\WindowsBackup\\Status)"
ONEDRIVE = f"registry_values(HKU, {SID}\\Software\\Microsoft\\OneDrive\\Accounts\\Personal)"
CONFIG = (
    "stat(C:\\Users\\vanthu\\AppData\\Local\\Microsoft\\Windows\\FileHistory\\Configuration"
    "\\Config1.xml)"
)
# 2026-11-18T09:30:00Z as a FILETIME: hundreds of nanoseconds since 1601.
TICKS = (1_794_994_200 + 11_644_473_600) * 10_000_000


def told(machine: Callable[[str], Any], **answers: Any) -> Any:
    return read(machine(HOME).with_answers(answers), Ask())


def code(value: object) -> UnknownCode | None:
    return value.code if isinstance(value, Unknown) else None


def test_a_windows_just_installed_has_none(machine: Callable[[str], Any]) -> None:
    facts = told(machine)
    assert (facts.tools, facts.restore_points, facts.shadows_off) == ((), True, False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (TICKS, "2026-11-18T09:30:00Z"),
        ({"bytes": TICKS.to_bytes(8, "little").hex()}, "2026-11-18T09:30:00Z"),
        (0, ""),
        ({"bytes": "00" * 8}, ""),
        (2**63, UnknownCode.MALFORMED),
        ("hôm qua", UnknownCode.MALFORMED),
        (4294967295, UnknownCode.MALFORMED),
    ],
)
def test_file_history(machine: Callable[[str], Any], value: Any, expected: Any) -> None:
    (tool,) = told(machine, **{HISTORY: {"ProtectedUpToTime": value}}).tools
    assert (code(tool.succeeded_at) or tool.succeeded_at) == expected
    assert tool.name == "vanthu"


def test_file_history_that_never_ran(machine: Callable[[str], Any]) -> None:
    file = {"kind": "file", "size": 1, "modified": "2026-01-01T00:00:00Z", "mode": 0, "uid": 0,
            "device": "1"}  # fmt: skip
    (tool,) = told(machine, **{CONFIG: file}).tools
    assert tool.succeeded_at == ""


def test_file_history_that_may_not_be_read(machine: Callable[[str], Any]) -> None:
    (tool,) = told(machine, **{HISTORY: {"unknown": "no_right"}}).tools
    assert code(tool.succeeded_at) is UnknownCode.NO_RIGHT


@pytest.mark.parametrize(
    ("values", "good", "bad"),
    [
        ({"LastSuccess": TICKS}, "2026-11-18T09:30:00Z", ""),
        ({"LastResultSuccess": "2026-11-18T09:30:00Z"}, "2026-11-18T09:30:00Z", ""),
        ({"LastSuccess": TICKS, "LastFailure": TICKS + 10**9}, "2026-11-18T09:30:00Z",
         "2026-11-18T09:31:40Z"),
        ({"LastSuccessfulBackupTargetVolume": "E:"}, "", ""),
        ({}, "", ""),
        ({"LastSuccess": "không rõ"}, UnknownCode.MALFORMED, ""),
        ({"LastSuccess": "không rõ", "LastResultSuccess": TICKS}, "2026-11-18T09:30:00Z", ""),
    ],
)  # fmt: skip
def test_backup_and_restore(
    machine: Callable[[str], Any], values: Any, good: Any, bad: str
) -> None:
    (tool,) = told(machine, **{STATUS: values}).tools
    assert (code(tool.succeeded_at) or tool.succeeded_at, tool.failed_at) == (good, bad)


@pytest.mark.parametrize(("mask", "whole"), [(3584, True), (0x400, True), (0x200, False),
                                             ("x", False)])  # fmt: skip
def test_onedrive(machine: Callable[[str], Any], mask: Any, whole: bool) -> None:
    values = {"UserFolder": "C:\\Users\\vanthu\\OneDrive", "KfmFoldersProtectedNow": mask}
    (tool,) = told(machine, **{ONEDRIVE: values}).tools
    assert tool.homes is whole


def test_onedrive_that_nobody_signed_in_to(machine: Callable[[str], Any]) -> None:
    assert told(machine, **{ONEDRIVE: {"UserEmail": "x"}}).tools == ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"name": "VSS", "running": False, "enabled": False, "start": "disabled"}, True),
        ({"unknown": "not_installed"}, True),
        ({"unknown": "no_right"}, UnknownCode.NO_RIGHT),
    ],
)
def test_the_service_for_shadow_copies(
    machine: Callable[[str], Any], answer: Any, expected: Any
) -> None:
    value = told(machine, **{"service(VSS)": answer}).shadows_off
    assert (code(value) or value) == expected


def test_a_server_keeps_no_restore_points(machine: Callable[[str], Any]) -> None:
    assert code(read(machine(SERVER), Ask()).restore_points) is UnknownCode.NOT_SUPPORTED


def test_restore_points_switched_off(machine: Callable[[str], Any]) -> None:
    key = "registry_values(HKLM, SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SystemRestore)"
    assert told(machine, **{key: {"RPSessionInterval": 0}}).restore_points is False
    assert told(machine, **{key: {}}).restore_points is False
    ruled = "registry_values(HKLM, SOFTWARE\\Policies\\Microsoft\\Windows NT\\SystemRestore)"
    assert told(machine, **{ruled: {"DisableSR": 1}}).restore_points is False
    assert told(machine, **{ruled: {"DisableSR": 0}}).restore_points is True
    assert code(told(machine, **{ruled: {"DisableSR": "x"}}).restore_points) == "malformed"


SERVER_BACKUP = (
    "events(Microsoft-Windows-Backup, Microsoft-Windows-Backup 4 5 8 9 17 19 49 50 517 521 546 561)"
)


def logged(*told_of: tuple[int, str]) -> list[dict[str, Any]]:
    who = "Microsoft-Windows-Backup"
    return [{"provider": who, "id": number, "at": at, "values": {}} for number, at in told_of]


FIRST, SECOND = "2026-11-17T14:00:00Z", "2026-11-18T14:00:00Z"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (logged((4, SECOND), (4, FIRST)), (SECOND, "")),
        (logged((5, SECOND), (4, FIRST)), (FIRST, SECOND)),
        (logged((517, SECOND)), ("", SECOND)),
        ({"unknown": "no_right"}, (UnknownCode.NO_RIGHT, UnknownCode.NO_RIGHT)),
        ({"unknown": "service_off"}, (UnknownCode.SERVICE_OFF, UnknownCode.SERVICE_OFF)),
    ],
)
def test_server_backup(machine: Callable[[str], Any], events: Any, expected: Any) -> None:
    (tool,) = told(machine, **{SERVER_BACKUP: events}).tools
    at = (tool.succeeded_at, tool.failed_at)
    assert (tool.kind, tuple(code(each) or each for each in at)) == ("server_backup", expected)


@pytest.mark.parametrize(
    "events", [[], logged((4, FIRST)), logged((4, FIRST), (4, FIRST)), {"unknown": "not_found"}]
)
def test_one_image_made_once_is_no_backup_that_somebody_set_up(
    machine: Callable[[str], Any], events: Any
) -> None:
    assert told(machine, **{SERVER_BACKUP: events}).tools == ()

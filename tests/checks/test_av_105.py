"""AV-105: what the antivirus leaves out, and what must be said about it."""

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
    "switched_off",
    "tamper_protected",
    "renews",
)
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def care_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, AntivirusCareFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    "exclusion",
    [
        "Paths: C:\\",
        "Paths: c:",
        "Paths: D:\\*",
        "Paths: C:\\Users",
        "Paths: C:\\Users\\an",
        "Paths: C:\\Users\\an\\Downloads",
        "Paths: C:\\Windows\\Temp\\",
        "Paths: %TEMP%",
        "Paths: C:\\Windows",
        "Paths: *",
        "Extensions: exe",
        "Extensions: .ps1",
        "Extensions: *",
        "Processes: powershell.exe",
        "Processes: C:\\Windows\\System32\\cmd.exe",
        "ExcludePath: ^/home/",
        "ExcludePath: ^/",
        "OnAccessExcludePath: /tmp",
    ],
)
def test_wide_exceptions(judge, windows, exclusion):
    care = care_of(windows, exclusions=("Paths: C:\\KeToan", exclusion))
    judgement = judge("AV-105", windows, care)
    assert judgement.message.key == "fail.wide"
    assert judgement.message.args["names"] == (exclusion,)
    accepted = {"accepted": (exclusion,)}
    assert judge("AV-105", windows, care, params=accepted).message.key == "pass.few"


@pytest.mark.parametrize(
    "exclusion",
    [
        "Paths: C:\\KeToan\\MISA",
        "Paths: C:\\Users\\an\\KeToan",
        "Paths: C:\\Program Files\\MISA SME",
        "Extensions: mdf",
        "Processes: C:\\KeToan\\misa.exe",
        "ExcludePath: ^/home/an/mail/",
        "ExcludePath: ^/proc/",
        "OnAccessExcludePath: /var/lib/postgresql",
    ],
)
def test_narrow_exceptions(judge, windows, exclusion):
    care = care_of(windows, exclusions=(exclusion,))
    assert judge("AV-105", windows, care).message.key == "pass.few"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"exclusions": ()}, "pass.few"),
        ({"exclusions": tuple(f"Paths: C:\\x{n}" for n in range(11))}, "warn.many"),
        ({"exclusions": UNREAD}, "unknown.no_right"),
        ({"product": "", "exclusions": UNREAD}, "not_applicable.silent"),
    ],
)
def test_lists(judge, windows, changes, key):
    assert judge("AV-105", windows, care_of(windows, **changes)).message.key == key

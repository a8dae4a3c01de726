"""Windows' settings of accounts: what is set, what a missing value means, what is no value."""

from typing import Any

import pytest
from probes.windows.answers import LSA, NO_RIGHT, Told, key

WINLOGON = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
LAPS = r"SOFTWARE\Microsoft\Policies\LAPS"
GPO_LAPS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\LAPS"
OLD_LAPS = r"SOFTWARE\Policies\Microsoft Services\AdmPwd"


@pytest.mark.parametrize(
    ("values", "automatic"),
    [
        ({}, ""),
        ({"AutoAdminLogon": "0"}, ""),
        ({"AutoAdminLogon": 1, "DefaultUserName": "vanthu"}, "vanthu"),
        ({"AutoAdminLogon": "1", "DefaultUserName": "Nguyê\u0303n\u202e"}, "Nguyê\u0303n\u202e"),
        ({"AutoAdminLogon": "1"}, "?"),
        ({"AutoAdminLogon": "1", "DefaultUserName": 5}, "?"),
        ({"AutoAdminLogon": "có"}, "malformed"),
        ({"AutoAdminLogon": {"bytes": "01"}}, "malformed"),
    ],
)
def test_automatic_sign_in(told: Told, values: dict[str, Any], automatic: str) -> None:
    assert told("sign_in", "automatic", key(WINLOGON, **values)) == automatic


@pytest.mark.parametrize(
    ("names", "stored"),
    [([], False), (["Shell"], False), (["defaultPASSWORD"], True), (NO_RIGHT, "no_right")],
)
def test_a_stored_password_is_known_by_its_name_alone(told: Told, names: Any, stored: Any) -> None:
    answer = {f"registry_names(HKLM, {WINLOGON})": names}
    assert told("sign_in", "stored_password", answer) == stored


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, True),
        ({"LimitBlankPasswordUse": 1}, True),
        ({"LimitBlankPasswordUse": 0}, False),
        ({"LimitBlankPasswordUse": "x"}, "malformed"),
    ],
)
def test_empty_passwords(told: Told, values: dict[str, Any], refused: Any) -> None:
    assert told("sign_in", "empty_refused", key(LSA, **values)) == refused


@pytest.mark.parametrize(
    ("answers", "laps"),
    [
        ({}, ""),
        (key(LAPS, BackupDirectory=1), "entra"),
        (key(GPO_LAPS, BackupDirectory=2), "ad"),
        ({**key(LAPS, BackupDirectory=0), **key(GPO_LAPS, BackupDirectory=2)}, ""),
        ({**key(LAPS, PasswordAgeDays=30), **key(GPO_LAPS, BackupDirectory=2)}, ""),
        ({**key(LAPS), **key(GPO_LAPS, BackupDirectory=2)}, "ad"),
        (key(LAPS, BackupDirectory=9), "malformed"),
        (key(LAPS, BackupDirectory=[]), "malformed"),
        (key(OLD_LAPS, AdmPwdEnabled=1), "legacy"),
        (key(OLD_LAPS, AdmPwdEnabled=0), ""),
        ({f"registry_values(HKLM, {LAPS})": NO_RIGHT}, "no_right"),
    ],
)
def test_laps(told: Told, answers: dict[str, Any], laps: str) -> None:
    assert told("sign_in", "laps", answers) == laps


@pytest.mark.parametrize("field", ["min_length", "history", "max_age_days", "lockout_after"])
def test_rules_that_cannot_be_read(told: Told, field: str) -> None:
    assert told("password_rules", field, {"account_policy": NO_RIGHT}) == "no_right"


def test_rules_of_passwords(told: Told) -> None:
    rules = {"min_length": 12, "max_age_s": 0xFFFFFFFF, "history": 5, "lockout_after": 10}
    answer = {"account_policy": {**rules, "lockout_s": 900}}

    assert told("password_rules", "max_age_days", answer) == 0
    assert told("password_rules", "min_length", answer) == 12
    assert told("password_rules", "max_age_days", {}) == 42

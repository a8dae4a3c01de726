"""ACC-408: the administrator account that comes with the system."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState


def unread(code):
    return Unknown(UnknownCode(code), "")


RESTS_ON = {os: {"accounts"} for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "warn.open"),
        ({"name": "Quản trị viên"}, "warn.open"),
        ({"enabled": False}, "pass.good"),
        ({"enabled": False, "password": unread("no_right")}, "pass.good"),
        ({"enabled": unread("no_right")}, "unknown.no_right"),
        ({"password": PasswordState.LOCKED}, "warn.open"),
        ({"password": unread("no_right")}, "warn.open"),
    ],
)
def test_on_windows(windows, judge, changes, key):
    account = windows.account(**{"id": "S-1-5-21-1-2-3-500", **changes})
    assert judge("ACC-408", windows, windows.accounts(account)).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "warn.open"),
        ({"password": PasswordState.EMPTY}, "warn.open"),
        ({"password": PasswordState.LOCKED}, "pass.good"),
        ({"password": PasswordState.NEVER_SET}, "pass.good"),
        ({"password": unread("no_right")}, "unknown.no_right"),
        ({"enabled": False}, "pass.good"),
    ],
)
def test_on_linux(linux, judge, changes, key):
    account = linux.account(**{"name": "root", "id": "0", **changes})
    assert judge("ACC-408", linux, linux.accounts(account)).message.key == key


def test_a_machine_without_one(linux, judge):
    assert judge("ACC-408", linux).message.key == "pass.absent"

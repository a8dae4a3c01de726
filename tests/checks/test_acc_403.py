"""ACC-403: guests, empty passwords and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState


def unread(code):
    return Unknown(UnknownCode(code), "")


ELSEWHERE = dict.fromkeys(("enabled", "password", "password_required"), unread("not_supported"))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none_empty"),
        ({"password": PasswordState.EMPTY}, "fail.empty"),
        ({"password": PasswordState.EMPTY, "enabled": False}, "pass.none_empty"),
        ({"password": PasswordState.EMPTY, "enabled": unread("no_right")}, "unknown.no_right"),
        ({"password": PasswordState.LOCKED}, "pass.none_empty"),
        ({"password": PasswordState.NEVER_SET}, "warn.not_required"),
        ({"password": unread("no_right")}, "unknown.no_right"),
        ({"password": unread("no_right"), "password_required": False}, "unknown.no_right"),
        ({"password_required": False}, "pass.none_empty"),
        ({"guest": True}, "fail.guest"),
        ({"guest": True, "enabled": False}, "pass.none_empty"),
        ({"guest": unread("crashed")}, "unknown.crashed"),
    ],
)
def test_an_account_on_linux(linux, judge, changes, key):
    facts = linux.accounts(linux.account(), linux.clerk(**changes))
    assert judge("ACC-403", linux, facts).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.required"),
        ({"password_required": False}, "warn.not_required"),
        ({"password_required": unread("crashed")}, "unknown.crashed"),
        ({"password": unread("not_found")}, "pass.required"),
        (
            {"password": PasswordState.CLOUD, "password_required": unread("crashed")},
            "pass.required",
        ),
        ({"guest": True}, "fail.guest"),
        (ELSEWHERE, "pass.required"),
    ],
)
def test_an_account_on_windows(windows, judge, changes, key):
    facts = windows.accounts(windows.account(), windows.clerk(**changes))
    assert judge("ACC-403", windows, facts).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"guest_session": True}, "fail.guest_session"),
        ({"guest_session": unread("no_right")}, "unknown.no_right_unsaid"),
        ({"damaged_lines": 1}, "unknown.damaged"),
        ({"damaged_lines": 1, "guest_session": True}, "fail.guest_session"),
        ({"accounts": unread("no_right")}, "unknown.no_right_unsaid"),
        ({"accounts": unread("no_right"), "guest_session": True}, "fail.guest_session"),
        ({"accounts": ()}, "unknown.not_found"),
        ({"let_in": ("quantri",)}, "fail.let_in"),
        ({"let_in": ("somebody else",)}, "pass.none_empty"),
        ({"let_in": unread("no_right")}, "unknown.no_right_unsaid"),
    ],
)
def test_the_whole_list(linux, judge, changes, key):
    assert judge("ACC-403", linux, replace(linux.accounts(), **changes)).message.key == key


def test_only_accounts_kept_elsewhere_is_no_pass(windows, judge):
    facts = windows.accounts(windows.account(**ELSEWHERE))
    assert judge("ACC-403", windows, facts).result == "unknown"

"""ACC-413: old passwords of people who do not administer."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState


def unread(code):
    return Unknown(UnknownCode(code), "")


RESTS_ON = {
    os: {"accounts", "administrator", "password", "changed_on"} for os in ("windows", "linux")
}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"changed_on": "2026-01-19"}, "warn.old"),
        ({"changed_on": "2026-01-20"}, "pass.good"),
        ({"changed_on": "2026-01-19", "enabled": False}, "pass.good"),
        ({"changed_on": "2026-01-19", "password": PasswordState.CLOUD}, "pass.good"),
        ({"changed_on": "2026-01-19", "must_change": True}, "pass.good"),
        ({"changed_on": ""}, "pass.good"),
        ({"changed_on": "2052-01-01"}, "unknown.malformed"),
        ({"changed_on": unread("no_right")}, "unknown.no_right"),
        ({"password": unread("no_right")}, "unknown.no_right"),
        ({"administrator": unread("no_right")}, "unknown.no_right"),
        ({"changed_on": "1970-01-01", "administrator": True}, "pass.good"),
    ],
)
def test_one_account(linux, judge, changes, key):
    facts = linux.accounts(linux.account(), linux.clerk(**changes))
    assert judge("ACC-413", linux, facts).message.key == key


def test_one_old_password_speaks_although_another_is_unread(windows, judge):
    facts = windows.accounts(
        windows.clerk(name="An", changed_on="2020-01-01"),
        windows.clerk(name="Ba", changed_on=unread("crashed")),
    )
    told = judge("ACC-413", windows, facts)

    assert told.message.args["names"] == ("An",)

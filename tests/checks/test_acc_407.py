"""ACC-407: accounts that nobody signs in to."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState
from core.probes.sign_in.facts import LastSignIn


def unread(code):
    return Unknown(UnknownCode(code), "")


RESTS_ON = {os: {"last", "at", "accounts"} for os in ("windows", "linux")}
SPARED = {os: {"enabled": "of the account in use it says nothing"} for os in RESTS_ON}
FRESH, OLD = "2027-01-19T01:00:00Z", "2026-12-01T01:00:00Z"


@pytest.mark.parametrize(
    ("at", "changes", "key"),
    [
        (FRESH, {}, "pass.good"),
        (OLD, {}, "warn.idle"),
        (OLD, {"enabled": False}, "pass.good"),
        (OLD, {"enabled": unread("no_right")}, "unknown.no_right"),
        (OLD, {"password": PasswordState.CLOUD}, "pass.good"),
        ("", {"changed_on": "2026-11-01"}, "warn.idle"),
        ("", {"changed_on": "2027-01-10"}, "pass.good"),
        ("", {"changed_on": ""}, "unknown.not_found"),
        ("", {"changed_on": unread("no_right")}, "unknown.no_right"),
        ("1601-01-01T00:00:00Z", {}, "warn.idle"),
        ("2052-01-01T00:00:00Z", {}, "unknown.malformed"),
        ("4294967295", {}, "unknown.malformed"),
        (unread("malformed"), {}, "unknown.malformed"),
    ],
)
def test_one_account(windows, judge, of, at, changes, key):
    account = windows.account(name="tam", id="S-1-5-21-1-2-3-1009", **changes)
    last = LastSignIn(name="tam", id=account.id, at=at)
    facts = of(windows, "sign_in", last=(last,))

    assert judge("ACC-407", windows, facts, windows.accounts(account)).message.key == key


def test_one_idle_account_speaks_although_another_is_unread(linux, judge, of):
    accounts = [linux.account(name=name, id=name) for name in ("ba", "tư")]
    times = {"ba": OLD, "tư": unread("malformed")}
    last = tuple(LastSignIn(name=name, id=name, at=at) for name, at in times.items())
    told = judge("ACC-407", linux, of(linux, "sign_in", last=last), linux.accounts(*accounts))

    assert told.message.args["names"] == ("ba",)


def test_root_the_account_in_use_and_strangers_are_left_out(linux, judge, of):
    accounts = linux.accounts(
        linux.account(name="root", id="0"), linux.account(id="1000"), linux.account(id="1007")
    )
    accounts = replace(accounts, current="quantri")
    last = (LastSignIn(name="root", id="0", at=OLD), LastSignIn(name="quantri", id="1000", at=OLD))

    assert judge("ACC-407", linux, of(linux, "sign_in", last=last), accounts).result == "pass"


@pytest.mark.parametrize("code", ["no_right", "not_found"])
def test_without_a_record_nothing_is_said(linux, judge, of, code):
    facts = of(linux, "sign_in", last=unread(code))
    assert judge("ACC-407", linux, facts).message.key == f"unknown.{code}"

"""ACC-402: ages of administrators' passwords and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.fresh"),
        ({"changed_on": "2026-11-21"}, "pass.fresh"),
        ({"changed_on": "2026-11-20"}, "warn.aging"),
        ({"changed_on": "2026-07-24"}, "warn.aging"),
        ({"changed_on": "2026-07-23"}, "fail.old"),
        ({"changed_on": "2026-07-23", "never_expires": unread("no_right")}, "fail.old"),
        ({"changed_on": "2027-02-01"}, "unknown.bad_date"),
        ({"changed_on": ""}, "unknown.no_date"),
        ({"changed_on": unread("no_right")}, "unknown.no_right"),
        ({"changed_on": "15/01/2027"}, "unknown.malformed"),
        ({"changed_on": "", "changed_odd": True}, "unknown.bad_date"),
        ({"changed_odd": unread("crashed")}, "unknown.crashed"),
        ({"must_change": True, "changed_on": ""}, "warn.must_change"),
        ({"must_change": unread("crashed")}, "unknown.crashed"),
        ({"never_expires": True}, "warn.never_expires"),
        ({"never_expires": True, "changed_on": "2026-01-01"}, "fail.old"),
        ({"never_expires": True, "changed_on": unread("no_right")}, "unknown.no_right"),
        ({"never_expires": unread("no_right")}, "unknown.no_right"),
        ({"password": PasswordState.EMPTY}, "fail.empty"),
        ({"password": PasswordState.NEVER_SET}, "fail.never_set"),
        ({"password": PasswordState.LOCKED, "changed_on": "2020-01-01"}, "not_applicable.locked"),
        ({"password": PasswordState.CLOUD}, "unknown.cloud"),
        ({"password": unread("no_right")}, "unknown.no_right"),
        ({"password": unread("timed_out")}, "unknown.timed_out_unsaid"),
        ({"password": unread("not_supported")}, "unknown.not_supported"),
        ({"enabled": unread("no_right")}, "pass.fresh"),
        ({"enabled": unread("no_right"), "changed_on": "2020-01-01"}, "unknown.no_right"),
        ({"enabled": False, "password": PasswordState.EMPTY}, "unknown.not_found"),
        ({"administrator": False, "password": PasswordState.EMPTY}, "unknown.not_found"),
        ({"administrator": unread("no_right")}, "unknown.no_right_unsaid"),
    ],
)
def test_an_account(linux, judge, changes, key):
    facts = linux.accounts(linux.account(**changes), linux.clerk())
    assert judge("ACC-402", linux, facts).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"accounts": unread("no_right")}, "unknown.no_right_unsaid"),
        ({"rules_read": False}, "unknown.rules"),
        ({"damaged_lines": 2}, "unknown.damaged"),
        ({"damaged_lines": unread("crashed")}, "unknown.crashed"),
    ],
)
def test_a_list_that_is_not_whole(linux, judge, changes, key):
    assert judge("ACC-402", linux, replace(linux.accounts(), **changes)).message.key == key


def test_a_known_fail_stands_although_another_account_is_unread(linux, judge):
    other = linux.account(name="root", password=unread("no_right"))
    old = linux.account(changed_on="2026-01-01")
    judgement = judge("ACC-402", linux, linux.accounts(other, old))
    assert judgement.message.key == "fail.old"
    assert judgement.message.args["name"] == "quantri"


def test_an_unread_account_outweighs_a_warning_that_stays_visible(linux, judge):
    other = linux.account(name="root", password=unread("no_right"))
    ageing = linux.account(changed_on="2026-11-01")
    judgement = judge("ACC-402", linux, linux.accounts(ageing, other))
    assert judgement.message.key == "unknown.no_right"
    assert judgement.message.args["name"] == "root"
    seen = {each.what: each.value for each in judgement.evidence}
    assert seen["changed_on:quantri"] == "2026-11-01"


def test_a_locked_root_beside_a_fresh_administrator_passes(linux, judge):
    root = linux.account(name="root", password=PasswordState.LOCKED)
    assert judge("ACC-402", linux, linux.accounts(root, linux.account())).message.key == (
        "pass.fresh"
    )


@pytest.mark.parametrize("changes", [{"never_expires": True}, {"changed_on": "2026-01-01"}])
def test_steps_set_the_maximum_age_to_the_first_limit(linux, judge, changes):
    judgement = judge("ACC-402", linux, linux.accounts(linux.account(**changes)))
    assert judgement.message.args["warn_days"] == 60

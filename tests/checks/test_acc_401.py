"""ACC-401: lists of administrators and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.few"),
        ({"root_twins": ("toor",)}, "fail.root_twin"),
        ({"root_twins": unread("crashed")}, "unknown.crashed"),
        ({"root_twins": unread("crashed"), "current": "quantri"}, "unknown.crashed"),
        ({"current": "quantri"}, "warn.daily"),
        ({"current": unread("not_found")}, "unknown.not_found"),
        ({"unresolved": 2}, "warn.unresolved"),
        ({"unresolved": unread("crashed")}, "unknown.crashed"),
        ({"domain_groups": ("XA\\Quan tri",)}, "unknown.domain"),
        ({"domain_groups": ("XA\\Quan tri",), "current": "quantri"}, "warn.daily"),
        ({"domain_groups": unread("crashed")}, "unknown.crashed"),
        ({"rules_read": False}, "unknown.no_right"),
        ({"rules_read": unread("no_right")}, "unknown.no_right"),
        ({"rules_read": unread("crashed")}, "unknown.crashed"),
        ({"rules_read": False, "current": "quantri"}, "warn.daily"),
        ({"rules_read": False, "root_twins": ("toor",)}, "fail.root_twin"),
        ({"damaged_lines": 1}, "unknown.damaged"),
        ({"damaged_lines": 1, "current": "quantri"}, "unknown.damaged"),
        ({"damaged_lines": unread("crashed")}, "unknown.crashed"),
        ({"accounts": unread("no_right")}, "unknown.no_right_unsaid"),
        ({"accounts": unread("no_right"), "root_twins": ("toor",)}, "fail.root_twin"),
        ({"accounts": ()}, "unknown.not_found"),
    ],
)
def test_lists(linux, judge, changes, key):
    assert judge("ACC-401", linux, replace(linux.accounts(), **changes)).message.key == key


@pytest.mark.parametrize(
    ("accounts", "key"),
    [
        ([{}, {"name": "root"}], "pass.few"),
        ([{}, {"name": "root"}, {"name": "ba"}], "warn.many"),
        ([{}, {"name": "root"}, {"name": "ba", "enabled": False}], "pass.few"),
        ([{}, {"name": "ba", "enabled": unread("no_right")}], "unknown.no_right_unsaid"),
        ([{}, {"name": "ba", "administrator": unread("no_right")}], "unknown.no_right_unsaid"),
        ([{"administrator": False}], "unknown.not_found"),
        ([{"administrator": unread("crashed")}], "unknown.crashed"),
        ([{"enabled": False}], "unknown.not_found"),
    ],
)
def test_accounts(linux, judge, accounts, key):
    facts = linux.accounts(*(linux.account(**each) for each in accounts))
    assert judge("ACC-401", linux, facts).message.key == key


def test_a_new_administrator_is_told_with_the_day_of_comparison(linux, judge):
    history = linux.history(administrators=("root",), last_run_at="2027-01-10T01:00:00Z")
    judgement = judge("ACC-401", linux, linux.accounts(), history)
    assert judgement.message.key == "warn.new"
    assert judgement.message.args == {"name": "quantri", "date": "2027-01-10T01:00:00Z"}


def test_the_same_administrators_as_before_pass(linux, judge):
    history = linux.history(administrators=("quantri",), last_run_at="2027-01-10T01:00:00Z")
    assert judge("ACC-401", linux, linux.accounts(), history).message.key == "pass.few"


def test_windows_is_not_asked_for_what_only_linux_has(windows, judge):
    facts = windows.accounts(rules_read=unread("not_supported"))
    assert judge("ACC-401", windows, facts).message.key == "pass.few"


def test_every_administrator_is_evidence(linux, judge):
    judgement = judge("ACC-401", linux, linux.accounts())
    seen = {each.what: (each.value, each.source) for each in judgement.evidence}
    assert seen["through:quantri"] == (("group sudo",), "/etc/passwd")


def test_a_pass_names_the_administrators(linux, judge):
    judgement = judge("ACC-401", linux, linux.accounts())
    assert judgement.message.args == {"count": 1, "names": ("quantri",)}

"""NET-501: what filters connections and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.firewall.facts import Inbound

OPEN = Inbound.ALLOWED


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.rules"),
        ({"inbound4": OPEN, "inbound6": OPEN, "rules": 0}, "fail.no_rules"),
        ({"inbound4": OPEN, "inbound6": OPEN, "units": ("ufw.service",)}, "fail.no_rules"),
        ({"inbound4": OPEN}, "fail.open4"),
        ({"inbound4": OPEN, "inbound6": unread("no_right")}, "fail.open4"),
        ({"inbound6": OPEN}, "warn.open6"),
        ({"inbound6": unread("no_right")}, "unknown.no_right"),
        ({"inbound4": unread("no_right"), "inbound6": OPEN}, "unknown.no_right"),
        ({"inbound4": unread("not_supported")}, "unknown.not_supported"),
        ({"rules": unread("crashed")}, "unknown.crashed"),
        ({"units": unread("crashed")}, "pass.rules"),
    ],
)
def test_rules_on_linux(linux, judge, changes, key):
    assert judge("NET-501", linux, linux.firewall(**changes)).message.key == key


@pytest.mark.parametrize(
    ("profiles", "changes", "key"),
    [
        ([{}], {}, "pass.on"),
        ([{"in_use": False}], {}, "pass.on_all"),
        ([{"on": False}], {}, "fail.off"),
        ([{"on": False}], {"product": "ESET"}, "pass.other"),
        ([{"on": False}], {"product": unread("crashed")}, "unknown.crashed"),
        ([{}], {"product": unread("crashed")}, "pass.on"),
        ([{"on": False}], {"service_running": False}, "fail.off"),
        ([{}], {"service_running": False}, "fail.service_off"),
        ([{}], {"service_running": unread("crashed")}, "unknown.crashed"),
        ([{"on": unread("no_right")}], {}, "unknown.no_right"),
        ([{"on": False, "in_use": unread("crashed")}], {}, "unknown.crashed"),
        ([{"in_use": unread("crashed")}], {}, "unknown.crashed"),
        ([{}, {"name": "public", "in_use": False, "on": False}], {}, "warn.other_profile"),
        ([{}, {"name": "public", "in_use": False, "on": unread("crashed")}], {}, "unknown.crashed"),
        ([{}, {"name": "domain", "in_use": False, "on": False}], {}, "pass.on"),
        ([{"inbound": OPEN}], {}, "warn.allow"),
        ([{"inbound": unread("crashed")}], {}, "unknown.crashed"),
        ([{"inbound": unread("crashed")}], {"any_rule": "Tất cả"}, "warn.any_rule"),
        ([{}], {"any_rule": "Tất cả"}, "warn.any_rule"),
        ([{}], {"any_rule": unread("crashed")}, "unknown.crashed"),
        ([{"name": "guest"}], {}, "unknown.not_found"),
        ([], {}, "unknown.not_found"),
    ],
)
def test_profiles_on_windows(windows, judge, profiles, changes, key):
    listed = tuple(windows.profile(**each) for each in profiles)
    facts = replace(windows.firewall(**changes), profiles=listed)
    assert judge("NET-501", windows, facts).message.key == key


def test_a_domain_profile_matters_on_a_machine_of_a_domain(windows, judge):
    off = windows.profile(name="domain", in_use=False, on=False)
    facts = windows.firewall(windows.profile(), off)
    machine = windows.machine(domain="XA")
    assert judge("NET-501", windows, facts, machine).message.key == "warn.other_profile"


def test_unread_profiles_and_systems_are_unknown(windows, judge):
    facts = replace(windows.firewall(), profiles=unread("crashed"))
    assert judge("NET-501", windows, facts).message.key == "unknown.crashed"
    machine = windows.machine(os=unread("crashed"))
    assert judge("NET-501", windows, windows.firewall(), machine).result == "unknown"


def test_the_networks_in_use_are_named(windows, judge):
    facts = windows.firewall(windows.profile(), windows.profile(name="public"))
    judgement = judge("NET-501", windows, facts)
    assert judgement.message.args["profile"] == ("private", "public")

"""NET-502: rules of the firewall that open too much."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.exposure.facts import LooseRule

RESTS_ON = {"windows": {"rules"}}
RULE = LooseRule(name="luật", ports=("445",), program="", public=True, anybody=True)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "warn.ports"),
        ({"public": False}, "pass.good"),
        ({"anybody": False}, "pass.good"),
        ({"ports": ("8080",)}, "pass.good"),
        ({"ports": ("400-500",)}, "warn.ports"),
        ({"ports": ("1-99999999999",)}, "warn.ports"),
        ({"ports": ("RPC", "IPHTTPSIn", "Teredo", "-", "٤٤٥")}, "pass.good"),
        ({"ports": ("8080", "3389")}, "warn.ports"),
        ({"ports": (), "program": "C:\\Users\\vanthu\\x.exe"}, "warn.writable"),
        ({"ports": (), "program": "%LOCALAPPDATA%\\x.exe"}, "warn.writable"),
        ({"ports": (), "program": "%ProgramFiles%\\x.exe"}, "pass.good"),
    ],
)
def test_one_rule(windows, judge, of, changes, key):
    facts = of(windows, "exposure", rules=(replace(RULE, **changes),))
    assert judge("NET-502", windows, facts).message.key == key


def test_rules_that_cannot_be_read(windows, judge, of):
    facts = of(windows, "exposure", rules=Unknown(UnknownCode.NO_RIGHT, ""))
    assert judge("NET-502", windows, facts).message.key == "unknown.no_right"


def test_ports_can_be_set(windows, judge, of):
    facts = of(windows, "exposure", rules=(RULE,))
    assert judge("NET-502", windows, facts, params={"ports": ("22", "x")}).result == "pass"

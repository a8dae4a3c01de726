"""NET-506: programs that let somebody in from outside."""

from dataclasses import replace

import pytest

from core.checks.net_506 import Params
from core.checks.net_506 import judge as judge_alone
from core.model.facts import FactSet
from core.model.software import SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.software.facts import Program

RESTS_ON = {os: {"programs", "running"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def programs(*names):
    return tuple(Program(name=name, version="1") for name in names)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"running": ("anydesk.exe",)}, "fail.running"),
        ({"running": ("anydesk.exe",), "programs": UNREAD}, "fail.running"),
        ({"programs": programs("AnyDesk 9.0")}, "warn.installed"),
        ({"programs": programs("AnyDesk 9.0"), "running": UNREAD}, "unknown.no_right"),
        ({"programs": programs("Not AnyDesk")}, "pass.none"),
        ({"running": ("anydesk.exe\u202e.txt",)}, "pass.none"),
        ({"programs": UNREAD}, "unknown.no_right"),
        ({"running": UNREAD}, "unknown.no_right"),
    ],
)
def test_software(judge, windows, of, changes, key):
    assert judge("NET-506", windows, of(windows, "software", **changes)).message.key == key


def test_an_office_may_allow_what_it_uses(judge, windows, of):
    facts = of(windows, "software", running=("anydesk.exe",))
    told = judge("NET-506", windows, facts, params={"allowed": ("AnyDesk",)})

    assert told.message.key == "pass.none"


def test_on_an_old_table_a_pass_is_a_warning(judge, windows):
    table = next(each for each in windows.tables() if isinstance(each, SoftwareTable))
    old = replace(table, pack_date="2026-01-01")

    assert judge("NET-506", windows, old).message.key == "warn.table_old"


def test_without_a_table_nothing_is_said(windows):
    assert judge_alone(FactSet(windows.all()), Params()).message.key == "unknown.no_table"

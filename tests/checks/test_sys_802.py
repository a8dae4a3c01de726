"""SYS-802: unwanted software, installed or running, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.software import SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.software.facts import Program, SoftwareFacts

SPARED = {os: {"version": "not asked"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def software_of(sample):
    return next(each for each in sample.all() if isinstance(each, SoftwareFacts))


def named(*names):
    return tuple(Program(name=name, version="1") for name in names)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"programs": named("uTorrent Web")}, "fail.found"),
        ({"programs": named("deluge")}, "fail.found"),
        ({"programs": named("AnyDesk")}, "pass.none"),
        ({"running": ("utorrent.exe",)}, "fail.found"),
        ({"running": ("utorrent.exe.txt",)}, "pass.none"),
        ({"programs": UNREAD, "running": ("utorrent.exe",)}, "fail.found"),
        ({"programs": named("uTorrent"), "running": UNREAD}, "fail.found"),
        ({"programs": UNREAD}, "unknown.no_right"),
        ({"running": UNREAD}, "unknown.no_right"),
        ({"running": ()}, "pass.none"),
    ],
)
def test_software(judge, windows, changes, key):
    found = replace(software_of(windows), **changes)
    assert judge("SYS-802", windows, found).message.key == key


def test_an_office_may_allow_what_it_needs(judge, windows):
    found = replace(software_of(windows), running=("utorrent.exe",))
    allowed = {"allowed": ("BitTorrent",)}
    assert judge("SYS-802", windows, found, params=allowed).message.key == "pass.none"


def test_a_program_that_is_installed_and_runs_is_named_once(judge, windows):
    found = replace(software_of(windows), programs=named("uTorrent"), running=("utorrent.exe",))
    assert judge("SYS-802", windows, found).message.args["products"] == ("uTorrent",)


def test_on_an_old_table_a_pass_is_a_warning(judge, windows):
    table = next(each for each in windows.tables() if isinstance(each, SoftwareTable))
    old = replace(table, pack_date="2026-01-01")
    assert judge("SYS-802", windows, old).message.key == "warn.table_old"

"""What every check of a backup program's own last work is asked; each test file names its check."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupTool, BackupToolsFacts, ToolKind

FIELDS = {
    "restore_points": "a matter of BAK-310",
    "shadows_off": "a matter of BAK-310",
    "succeeded_at": "see test_the_last_work; other programs have the field too",
    "failed_at": "see test_the_last_work; other programs have the field too",
    "homes": "see test_the_last_work; other programs have the field too",
}


def unread(code):
    return Unknown(UnknownCode(code), "")


def tools(sample, kind, *changes):
    facts = next(each for each in sample.all() if isinstance(each, BackupToolsFacts))
    good = BackupTool(
        kind=kind, name="kho", succeeded_at="2027-01-19T10:00:00Z", failed_at="", homes=True
    )
    return replace(facts, tools=tuple(replace(good, **each) for each in changes))


class LastWork:
    """A class below names `check`, the `kind` of program and the `os` it runs on."""

    check: str
    kind: ToolKind
    os: str

    @pytest.fixture
    def machine(self, request):
        return request.getfixturevalue(self.os)

    @pytest.mark.parametrize(
        ("change", "key"),
        [
            ({}, "pass.fresh"),
            ({"succeeded_at": "2027-01-13T02:00:00Z"}, "pass.fresh"),
            ({"succeeded_at": "2027-01-12T02:00:00Z"}, "warn.aging"),
            ({"succeeded_at": "2027-01-05T02:00:00Z"}, "fail.old"),
            ({"succeeded_at": ""}, "fail.never"),
            ({"succeeded_at": "2052-01-01T00:00:00Z"}, "unknown.malformed"),
            ({"succeeded_at": "4294967295"}, "unknown.malformed"),
            ({"succeeded_at": unread("no_right")}, "unknown.no_right"),
            ({"succeeded_at": unread("not_found")}, "unknown.away"),
            ({"failed_at": "2027-01-19T12:00:00Z"}, "warn.failed_since"),
            ({"failed_at": "2027-01-18T12:00:00Z"}, "pass.fresh"),
            ({"failed_at": "hôm qua"}, "unknown.malformed"),
            ({"failed_at": unread("not_supported")}, "pass.fresh"),
            ({"failed_at": unread("crashed")}, "unknown.crashed"),
            ({"homes": False}, "warn.no_homes"),
            ({"homes": unread("not_supported")}, "pass.fresh"),
            ({"homes": unread("crashed")}, "unknown.crashed"),
            ({"homes": False, "succeeded_at": "2027-01-05T02:00:00Z"}, "fail.old"),
        ],
    )
    def test_the_last_work(self, machine, judge, change, key):
        facts = tools(machine, self.kind, change)
        assert judge(self.check, machine, facts).message.key == key

    def test_the_worst_of_several_speaks(self, machine, judge):
        old = {"name": "cũ", "succeeded_at": "2026-12-01T00:00:00Z"}
        judgement = judge(self.check, machine, tools(machine, self.kind, {}, old))
        assert (judgement.message.key, judgement.message.args["name"]) == ("fail.old", "cũ")

    def test_where_it_is_not_set_up_nothing_is_judged(self, machine, judge):
        for facts in (tools(machine, self.kind), tools(machine, ToolKind.ONEDRIVE, {})):
            judgement = judge(self.check, machine, facts)
            assert judgement.message.key == "not_applicable.not_set_up"

    @pytest.mark.parametrize("code", ["crashed", "no_right"])
    def test_an_unread_list(self, machine, judge, code):
        facts = replace(tools(machine, self.kind), tools=unread(code))
        assert judge(self.check, machine, facts).reason == code

"""MAL-607: signs of a worm on sticks."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.sticks.facts import Stick, SticksFacts, StickTrace, TraceKind

SPARED = {"windows": {}, "linux": {}}


def unread(code):
    return Unknown(UnknownCode(code), "")


def sticks(sample, *found):
    facts = next(each for each in sample.all() if isinstance(each, SticksFacts))
    return replace(facts, sticks=found)


def stick(*kinds, root="E:/"):
    return Stick(root=root, traces=tuple(StickTrace(kind=each, name="x") for each in kinds))


@pytest.mark.parametrize("kind", [each for each in TraceKind if each is not TraceKind.SCRIPT])
def test_each_sign_fails(windows, judge, kind):
    facts = sticks(windows, stick(), stick(TraceKind.SCRIPT), stick(kind, root="F:/"))
    judgement = judge("MAL-607", windows, facts)
    assert (judgement.message.key, judgement.message.args["place"]) == ("fail.signs", "F:/")


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ((stick(),), "pass.none"),
        ((stick(TraceKind.SCRIPT),), "warn.scripts"),
        ((), "not_applicable.none"),
        ((stick(), Stick(root="F:/", traces=unread("no_right"))), "unknown.unreachable"),
        ((stick(TraceKind.SCRIPT), Stick(root="F:/", traces=unread("unreadable"))),
         "unknown.unreachable"),
        ((stick(TraceKind.AUTORUN), Stick(root="F:/", traces=unread("no_right"))), "fail.signs"),
        ((replace(stick(), unseen=("autorun.inf",)),), "unknown.unseen"),
        ((replace(stick(TraceKind.SCRIPT), unseen=("RECYCLER",)),), "unknown.unseen"),
        ((stick(), replace(stick(TraceKind.AUTORUN), unseen=("RECYCLER",))), "fail.signs"),
    ],
)  # fmt: skip
def test_what_is_there(linux, judge, found, key):
    assert judge("MAL-607", linux, sticks(linux, *found)).message.key == key


@pytest.mark.parametrize("code", ["crashed", "no_right"])
def test_an_unread_list(linux, judge, code):
    facts = replace(sticks(linux), sticks=unread(code))
    assert judge("MAL-607", linux, facts).reason == code

"""MAL-608: signatures of what starts by itself, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.start_signatures.facts import Signature, StartProgram, StartSignaturesFacts

OURS = "C:\\KeToan\\ketoan.exe"
SYSTEM = "C:\\Windows\\System32\\drivers\\cu.sys"


def unread(code):
    return Unknown(UnknownCode(code), "")


def starting(sample, *programs, **changes):
    facts = next(each for each in sample.all() if isinstance(each, StartSignaturesFacts))
    return replace(facts, programs=programs, **changes)


def program(state, path=OURS):
    state = state if isinstance(state, Unknown) else Signature(state)
    return StartProgram(name=path, entry="KeToan", signature=state)


@pytest.mark.parametrize(
    ("state", "key"),
    [
        ("broken", "fail.broken"),
        ("refused", "fail.refused"),
        ("none", "pass.some"),
        ("untrusted", "pass.some"),
        (unread("no_right"), "unknown.closed"),
        (unread("source_broken"), "unknown.closed"),
        (unread("timed_out"), "unknown.late"),
    ],
)
def test_states(judge, windows, state, key):
    assert judge("MAL-608", windows, starting(windows, program(state))).message.key == key


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (OURS, "pass.some"),
        (SYSTEM, "pass.some"),
        ("C:\\Program Files (x86)\\MISA\\misa.exe", "pass.some"),
        ("D:\\PhanMem\\a.exe", "pass.some"),
        ("C:\\Users\\an\\AppData\\Roaming\\Updater\\a.exe", "warn.open_place"),
        ("c:/users/public/a.exe", "warn.open_place"),
        ("\\\\?\\C:\\ProgramData\\Vendor\\a.dll", "warn.open_place"),
        ("C:\\Windows\\Temp\\a.exe", "warn.open_place"),
        ("\\\\may-chu\\chung\\a.exe", "warn.open_place"),
        ("D:\\a.exe", "warn.open_place"),
    ],
)
@pytest.mark.parametrize("state", ["none", "untrusted"])
def test_where_an_unsigned_program_lies(judge, windows, path, key, state):
    assert judge("MAL-608", windows, starting(windows, program(state, path))).message.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.all"),
        ({"unseen": ("Task Scheduler",)}, "pass.partly"),
        ({"valid": 0}, "unknown.nothing"),
        ({"valid": unread("crashed")}, "unknown.crashed"),
        ({"entries_read": unread("service_off")}, "unknown.service_off_unsaid"),
        ({"unseen": unread("crashed")}, "unknown.crashed"),
    ],
)
def test_the_others(judge, windows, changes, key):
    assert judge("MAL-608", windows, starting(windows, **changes)).message.key == key


def test_where_nothing_could_be_asked(judge, windows):
    facts = replace(starting(windows), programs=unread("source_broken"))
    assert judge("MAL-608", windows, facts).message.key == "unknown.source_broken"


def test_the_worst_speaks_and_names_its_file(judge, windows):
    facts = starting(
        windows,
        program("none"),
        program(unread("timed_out")),
        program("broken", SYSTEM),
        entries_read=unread("crashed"),
    )
    judgement = judge("MAL-608", windows, facts)
    assert (judgement.message.key, judgement.message.args["file"]) == ("fail.broken", SYSTEM)
    assert {f"signature:{OURS}", f"signature:{SYSTEM}"} <= {
        each.what for each in judgement.evidence
    }


@pytest.mark.parametrize(
    ("state", "key"), [("none", "pass.all"), ("untrusted", "pass.all"), ("broken", "fail.broken")]
)
def test_what_the_office_knows(judge, windows, state, key):
    path = "C:\\Users\\an\\ketoan\\a.exe"
    facts = starting(windows, program(state, path))
    judgement = judge("MAL-608", windows, facts, params={"allowed": (path.upper(),)})
    assert judgement.message.key == key

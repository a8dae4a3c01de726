"""Signatures of what starts by itself on a described Windows."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.start_signatures.facts import Signature
from core.probes.start_signatures.windows import read

HOME = "windows-10-home-vi"
RUN = "registry_values(HKLM, SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run)"
NTDLL, WIN_INI = "signature(c:\\windows\\system32\\ntdll.dll)", "signature(c:\\windows\\win.ini)"
TOOL = "C:\\Program Files\\Tool\\tool.exe"


@pytest.fixture
def told(machine):
    return lambda **answers: read(machine(HOME).with_answers(answers), Ask())


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_a_machine_in_order(told):
    facts = told()
    assert (facts.valid, facts.programs, facts.entries_read) == (12, (), True)
    assert facts.unseen == ("Task Scheduler",)


@pytest.mark.parametrize("state", ["none", "broken", "refused", "untrusted"])
def test_a_program_that_is_not_soundly_signed(told, state):
    facts = told(**{RUN: {"Tool": f'"{TOOL}" /x'}, f"signature({TOOL.lower()})": state})
    (program,) = facts.programs
    assert (program.name, program.entry, program.signature) == (TOOL, "Tool", Signature(state))


def test_a_file_that_is_not_there_starts_nothing(told):
    gone = {"unknown": "not_found"}
    facts = told(**{RUN: {"Tool": TOOL}, f"signature({TOOL.lower()})": gone})
    assert facts.programs == ()


@pytest.mark.parametrize("why", ["no_right", "timed_out", "source_broken"])
def test_a_file_that_cannot_be_asked_about_is_kept(told, why):
    facts = told(**{RUN: {"Tool": TOOL}, f"signature({TOOL.lower()})": {"unknown": why}})
    assert [code(each.signature) for each in facts.programs] == [why]


def test_each_file_is_asked_about_once_and_scripts_not_at_all(machine):
    commands = {"a": TOOL, "b": TOOL.upper(), "c": "C:\\x\\start.bat", "d": "wscript C:\\x\\a.vbs"}
    odd = machine(HOME).with_answers({RUN: commands, f"signature({TOOL.lower()})": "none"})
    assert [each.name for each in read(odd, Ask()).programs] == [TOOL]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({NTDLL: "none"}, UnknownCode.SOURCE_BROKEN),
        ({NTDLL: "broken"}, UnknownCode.SOURCE_BROKEN),
        ({WIN_INI: "valid"}, UnknownCode.SOURCE_BROKEN),
        ({NTDLL: {"unknown": "not_supported"}}, UnknownCode.NOT_SUPPORTED),
        ({"environment(SystemRoot)": {"unknown": "not_found"}}, UnknownCode.NOT_FOUND),
    ],
)
def test_where_windows_does_not_know_its_own_signature_nothing_is_known(told, answers, expected):
    facts = told(**answers)
    assert {code(facts.valid), code(facts.programs), code(facts.entries_read)} == {expected}


def test_a_text_that_may_not_be_read_hinders_nothing(told):
    assert told(**{WIN_INI: {"unknown": "not_found"}}).valid == 12


def test_entries_that_could_not_be_read(told):
    facts = told(tasks={"unknown": "service_off"})
    assert (facts.valid, code(facts.entries_read)) == (11, UnknownCode.SERVICE_OFF)

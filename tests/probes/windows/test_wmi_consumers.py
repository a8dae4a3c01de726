"""What the event service of WMI runs on a described Windows."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.wmi_consumers.facts import ConsumerKind
from core.probes.wmi_consumers.windows import read

ADMINISTRATOR, PERSON = "windows-10-home-en-elevated", "windows-10-home-vi"
SCRIPTS, COMMANDS, LOGS, BINDINGS, PROVIDERS = (
    f"wmi(root\\subscription, {each})"
    for each in (
        "ActiveScriptEventConsumer",
        "CommandLineEventConsumer",
        "NTEventLogEventConsumer",
        "__FilterToConsumerBinding",
        "__Win32Provider",
    )
)


@pytest.fixture
def told(machine):
    def consumers(name=ADMINISTRATOR, **answers):
        return read(machine(name).with_answers(answers), Ask()).consumers

    return consumers


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_a_windows_just_installed(told):
    (own,) = told()
    assert (own.name, own.kind, own.bound) == ("SCM Event Log Consumer", ConsumerKind.LOG, True)


def test_scripts_and_commands(told):
    script, command, _ = told(
        **{
            SCRIPTS: [{"Name": "a", "ScriptFileName": None, "ScriptText": "x\n  y" + "z" * 400}],
            COMMANDS: [{"Name": "b", "ExecutablePath": "C:\\x.exe", "CommandLineTemplate": "x -q"}],
        }
    )
    assert (script.kind, script.runs[:4], script.programs) == (ConsumerKind.SCRIPT, "x yz", ())
    assert len(script.runs) < 400
    assert (command.kind, command.runs) == (ConsumerKind.COMMAND, "C:\\x.exe x -q")
    assert command.programs == ("C:\\x.exe",)


def test_a_program_is_found_behind_many_blanks_and_in_a_variable(told):
    row = {"Name": "a", "CommandLineTemplate": "cmd.exe /c" + " " * 900 + "%windir%\\Temp\\x.bat"}
    assert "C:\\WINDOWS\\Temp\\x.bat" in told(**{COMMANDS: [row]})[0].programs


@pytest.mark.parametrize(
    ("name", "reference", "bound"),
    [
        ("a", 'CommandLineEventConsumer.Name="a"', True),
        ("a", '\\\\MAY-1\\root\\subscription:CommandLineEventConsumer.Name="a"', True),
        ("A", 'commandlineeventconsumer.name="a"', True),
        ("a:b", '\\\\.\\root\\subscription:CommandLineEventConsumer.Name="a:b"', True),
        ('a"b\\c', 'CommandLineEventConsumer.Name="a\\"b\\\\c"', True),
        ("a", 'CommandLineEventConsumer.Name="aa"', False),
        ("a", 'ActiveScriptEventConsumer.Name="a"', False),
        ("a", None, False),
    ],
)
def test_a_consumer_that_no_filter_is_bound_to(told, name, reference, bound):
    row = {"Name": name, "CommandLineTemplate": "x"}
    found = told(**{COMMANDS: [row], BINDINGS: [{"Consumer": reference}]})
    assert found[0].bound is bound


def test_bindings_that_cannot_be_read(told):
    answers = {COMMANDS: [{"Name": "a"}], BINDINGS: {"unknown": "timed_out"}}
    assert [code(each.bound) for each in told(**answers)] == [UnknownCode.TIMED_OUT] * 2


def test_none_at_all_is_an_answer_to_an_administrator_only(told):
    empty = {each: {"unknown": "not_found"} for each in (SCRIPTS, COMMANDS, LOGS, BINDINGS)}
    assert told(**empty) == ()
    assert code(told(PERSON, **empty)) is UnknownCode.NO_RIGHT
    assert code(told(**empty, rights={"unknown": "unreadable"})) is UnknownCode.UNREADABLE


@pytest.mark.parametrize("asked", [SCRIPTS, COMMANDS, LOGS, PROVIDERS])
@pytest.mark.parametrize("why", ["no_right", "source_broken", "timed_out", "not_supported"])
def test_what_cannot_be_read_is_no_answer(told, asked, why):
    assert code(told(**{asked: {"unknown": why}})) == why


def test_a_store_in_which_not_even_the_standard_consumers_are_known_is_no_answer(told):
    assert code(told(**{PROVIDERS: {"unknown": "not_found"}})) is UnknownCode.NOT_FOUND

"""MAL-610: what WMI runs at events, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.start_commands import windows_programs
from core.probes.wmi_consumers.facts import Consumer, ConsumerKind, WmiConsumersFacts

SPARED = {"windows": {"bound": "what writes a log does no harm; see test_consumers"}}


def unread(code="no_right"):
    return Unknown(UnknownCode(code), "")


def holding(sample, *consumers):
    facts = next(each for each in sample.all() if isinstance(each, WmiConsumersFacts))
    return replace(facts, consumers=consumers)


def consumer(kind, runs, name="Updater", bound=True):
    programs = windows_programs(runs, {})
    return Consumer(name=name, kind=ConsumerKind(kind), runs=runs, programs=programs, bound=bound)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (consumer("log", "Service Control Manager"), "pass.told"),
        (consumer("script", "JScript"), "fail.script"),
        (consumer("script", "JScript", bound=unread()), "fail.script"),
        (consumer("script", "JScript", bound=False), "pass.told"),
        (consumer("command", "C:\\Program Files\\Maker\\tool.exe -x"), "warn.command"),
        (consumer("command", "C:\\Windows\\Temp\\a.exe"), "fail.command"),
        (consumer("command", '"C:\\Users\\Public\\a.exe" /q'), "fail.command"),
        (consumer("command", "cmd.exe /c C:\\Users\\Public\\a.bat"), "fail.command"),
        (
            consumer("command", "powershell -nop -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBi"),
            "fail.command",
        ),
        (consumer("command", "C:\\Windows\\Temp\\a.exe", bound=False), "pass.told"),
        (consumer("command", "cscript KernCap.vbs", name="BVTConsumer"), "pass.told"),
        (consumer("command", "cscript C:\\x\\KernCap.vbs", name="BVTConsumer"), "warn.command"),
    ],
)
def test_consumers(judge, windows, found, key):
    assert judge("MAL-610", windows, holding(windows, found)).message.key == key


def test_the_worst_speaks(judge, windows):
    facts = holding(windows, consumer("command", "x.exe"), consumer("script", "y", name="Ác ý"))
    judgement = judge("MAL-610", windows, facts)
    assert (judgement.message.key, judgement.message.args["name"]) == ("fail.script", "Ác ý")


def test_none_at_all(judge, windows):
    assert judge("MAL-610", windows, holding(windows)).message.key == "pass.none"


@pytest.mark.parametrize("code", ["no_right", "source_broken", "timed_out", "crashed"])
def test_an_unread_list(judge, windows, code):
    facts = replace(holding(windows), consumers=unread(code))
    assert judge("MAL-610", windows, facts).reason == code


def test_what_the_office_knows(judge, windows):
    facts = holding(windows, consumer("script", "VBScript", name="Dell"))
    judgement = judge("MAL-610", windows, facts, params={"allowed": ("Dell",)})
    assert judgement.message.key == "pass.told"

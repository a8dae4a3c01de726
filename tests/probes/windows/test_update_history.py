"""What the update agent remembers, and what is made of it."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.update_history.windows import read

HOME = "windows-10-home-vi"
LAST = "com(Microsoft.Update.AutoUpdate, Results.LastInstallationSuccessDate)"


def tried(title, at, result=2, operation=1):
    return {"title": title, "at": at, "operation": operation, "result": result}


def found(machine, *tries, **more):
    answers = {"update_history(200)": list(tries), **more}
    return read(machine(HOME).with_answers(answers), Ask())


def test_the_last_try_of_an_update_counts_and_definitions_do_not(machine):
    facts = found(
        machine,
        tried("Cập nhật bảo mật (KB5000001)", "2026-11-01T02:00:00Z"),
        tried("Security Intelligence Update - KB2267602 (1.1)", "2026-11-20T02:00:00Z"),
        tried("Bản cập nhật .NET (KB5000002)", "2026-10-01T02:00:00Z", result=4),
        tried("Bản cập nhật .NET (KB5000002)", "2026-10-02T02:00:00Z", result=3),
        tried("2026-11 Mise à jour (KB5000003)", "2026-11-10T02:00:00Z", result=2),
        tried("2026-11 Mise à jour (KB5000003)", "2026-11-11T02:00:00Z", result=4),
        tried("Treiber", "2026-11-12T02:00:00Z", result=5),
        tried("weg (KB5000004)", "2026-11-13T02:00:00Z", operation=2),
    )
    assert facts.installed_at == "2026-11-10T02:00:00Z"
    assert facts.stuck == ("KB5000003", "Treiber")
    assert not facts.origin.degraded


@pytest.mark.parametrize("kb", ["KB890830", "KB4052623", "KB5007651", "KB2267602"])
def test_what_cleaners_get_is_no_patch_of_windows(machine, kb):
    facts = found(
        machine,
        tried("2025-10 Mise à jour cumulative (KB5066791)", "2025-10-16T03:04:12Z"),
        tried(f"Outil x64 ({kb})", "2026-11-15T03:21:44Z"),
    )
    assert facts.installed_at == "2025-10-16T03:04:12Z"


def test_without_a_history_the_last_success_speaks(machine):
    for history in ([], {"unknown": "no_right"}):
        answers = {"update_history(200)": history, LAST: "2026-11-02T03:04:05"}
        facts = read(machine(HOME).with_answers(answers), Ask())
        assert facts.installed_at == "2026-11-02T03:04:05Z"
        assert isinstance(facts.stuck, Unknown)
        assert facts.origin.degraded


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, ""),
        ("1899-12-30T00:00:00", ""),
        ({"unknown": "no_right"}, UnknownCode.NO_RIGHT),
        (4, UnknownCode.MALFORMED),
    ],
)
def test_odd_last_successes(machine, answer, expected):
    answers = {"update_history(200)": [], LAST: answer}
    facts = read(machine(HOME).with_answers(answers), Ask())
    got = facts.installed_at
    assert (got.code if isinstance(got, Unknown) else got) == expected


def test_only_tries_that_ended_count(machine):
    facts = found(machine, tried("x (KB5000005)", "2026-11-01T02:00:00Z", result=1))
    assert facts.installed_at == ""
    assert facts.stuck == ()

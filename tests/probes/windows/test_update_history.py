"""What the update agent remembers, and what is made of it."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_update
from core.probes.ask import Ask
from core.probes.update_history.windows import read

HOME = "windows-10-home-vi"


def tried(title, at, result=2, operation=1):
    return {"title": title, "at": at, "operation": operation, "result": result}


def found(machine, *tries, **more):
    answers = {"update_history(3000)": list(tries), **more}
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
        tried("weg (KB5000004)", "2026-11-13T02:00:00Z", operation=2),
    )
    assert facts.installed_at == "2026-11-10T02:00:00Z"
    assert facts.stuck == ("KB5000003",)
    assert not facts.origin.degraded


@pytest.mark.parametrize("kb", ["KB890830", "KB4052623", "KB5007651", "KB2267602"])
def test_what_cleaners_get_is_no_patch_of_windows(machine, kb):
    facts = found(
        machine,
        tried("2025-10 Mise à jour cumulative (KB5066791)", "2025-10-16T03:04:12Z"),
        tried(f"Outil x64 ({kb})", "2026-11-15T03:21:44Z"),
    )
    assert facts.installed_at == "2025-10-16T03:04:12Z"


@pytest.mark.parametrize(
    "title", ["9WZDNCRFJ3PT-MICROSOFT.ZUNEMUSIC", "Intel Corporation - Bluetooth - 22.110.0.3"]
)
def test_apps_of_the_store_and_drivers_are_no_patch_of_windows(machine, title):
    facts = found(
        machine,
        tried("2025-10 Cumulative Update (KB5066791)", "2025-10-16T03:04:12Z"),
        tried(title, "2026-11-15T03:21:44Z"),
        tried(title, "2026-11-16T03:21:44Z", result=4),
    )
    assert (facts.installed_at, facts.stuck) == ("2025-10-16T03:04:12Z", ())


@pytest.mark.parametrize(
    ("history", "code", "backend"),
    [
        ([], UnknownCode.NOT_FOUND, "com"),
        ({"unknown": "no_right"}, UnknownCode.NO_RIGHT, "none"),
    ],
)
def test_without_a_history_the_agents_last_success_is_not_asked(machine, history, code, backend):
    system = machine(HOME).with_answers({"update_history(3000)": history})
    facts = read(system, Ask())
    assert (facts.installed_at.code, facts.stuck.code, facts.origin.backend) == (
        code,
        code,
        backend,
    )
    assert facts.origin.degraded
    assert not [each for each in system.asked if "LastInstallationSuccessDate" in each]


def test_only_tries_that_ended_count(machine):
    facts = found(machine, tried("x (KB5000005)", "2026-11-01T02:00:00Z", result=1))
    assert facts.installed_at == ""
    assert facts.stuck == ()


DEFINITION = tried("Security Intelligence Update - KB2267602 (1.1)", "2026-11-20T02:00:00Z")


def test_patches_are_found_behind_many_definitions(machine):
    facts = found(
        machine,
        *[DEFINITION] * 900,
        tried("2026-10 (KB5000001)", "2026-10-20T02:00:00Z"),
        tried("2026-09 (KB5000002)", "2026-09-20T02:00:00Z", result=4),
    )
    assert (facts.installed_at, facts.stuck) == ("2026-10-20T02:00:00Z", ("KB5000002",))


@pytest.mark.parametrize("count", [1, 200, 3000])
def test_definitions_alone_say_nothing_of_patches(machine, count):
    facts = found(machine, *[DEFINITION] * count)
    assert isinstance(facts.installed_at, Unknown)
    assert facts.installed_at.code is UnknownCode.NOT_FOUND
    assert isinstance(facts.stuck, Unknown)


def test_a_history_that_was_cut_does_not_mean_never(machine):
    failed = tried("2026-11 (KB5000003)", "2026-11-19T02:00:00Z", result=4)
    undated = tried("2026-10 (KB5000004)", "")
    facts = found(machine, *[DEFINITION] * 2998, undated, failed)
    assert isinstance(facts.installed_at, Unknown)
    assert facts.installed_at.code is UnknownCode.NOT_FOUND
    assert facts.stuck == ("KB5000003",)

    assert found(machine, DEFINITION, failed).installed_at == ""


@pytest.mark.parametrize("date", ["2026-11-20T02:00:00", None])
def test_a_line_of_the_real_history(monkeypatch, date):
    line = {"Title": "x (KB5000005)", "Date": date, "Operation": 1, "ResultCode": 2}
    told = {
        "GetTotalHistoryCount": 1,
        "CreateUpdateSearcher": {},
        "QueryHistory": {"Count": 1, "Item": line},
    }
    monkeypatch.setattr(win_update, "automation_object", lambda program_id: told)
    monkeypatch.setattr(win_update, "get", lambda target, name, *_: {**told, **target}[name])

    (seen,) = win_update.history(3000)
    assert (seen.title, seen.at) == ("x (KB5000005)", f"{date}Z" if date else "")


SETUP = "events(Setup, Microsoft-Windows-Servicing 2)"


def package(name, at, state="5112", error="0x0"):
    values = {"PackageIdentifier": name, "IntendedPackageState": state, "ErrorCode": error}
    return {"provider": "Microsoft-Windows-Servicing", "id": 2, "at": at, "values": values}


DEFINITIONS = tried("Security Intelligence Update - KB2267602 (1.1)", "2026-11-20T02:00:00Z")
DELETED, CLOSED, TOOLS = [], {"unknown": "no_right"}, [DEFINITIONS]


@pytest.mark.parametrize("history", [DELETED, CLOSED, TOOLS])
def test_where_the_history_names_no_patch_the_log_of_servicing_speaks(machine, history):
    log = [
        package("KB5000009", "2026-11-14T02:00:00Z", error="0x800f0922"),
        package("KB5000008", "2026-11-13T02:00:00Z", state="5064"),
        package("Windows-Defender-Client", "2026-11-12T02:00:00Z"),
        package("KB5000007", "2026-11-11T02:00:00Z"),
        package("KB5000006", "2026-10-11T02:00:00Z"),
        {
            "provider": "Microsoft-Windows-Servicing",
            "id": 2,
            "at": "2026-11-15T02:00:00Z",
            "values": {},
        },
    ]
    answers = {"update_history(3000)": history, SETUP: log}
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert facts.installed_at == "2026-11-11T02:00:00Z"
    assert (facts.origin.backend, facts.origin.degraded) == ("event log", True)
    assert facts.origin.source("installed_at") == "Setup: Servicing 2"


def test_a_history_that_names_a_success_is_not_doubted(machine):
    log = [package("KB5000007", "2026-11-11T02:00:00Z")]
    facts = found(machine, tried("(KB5000001)", "2026-11-01T02:00:00Z"), **{SETUP: log})
    assert (facts.installed_at, facts.origin.backend) == ("2026-11-01T02:00:00Z", "com")


@pytest.mark.parametrize("log", [[], {"unknown": "no_right"}])
def test_a_silent_log_leaves_what_is_known(machine, log):
    facts = found(machine, DEFINITIONS, **{SETUP: log})
    assert facts.installed_at.code is UnknownCode.NOT_FOUND
    assert found(machine, **{SETUP: log}).installed_at.code is UnknownCode.NOT_FOUND

"""What the system log of a described Windows says."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system_log.facts import ClearedLog, ClockChange, DiskError, Trouble
from core.probes.system_log.windows import read

HOME = "windows-10-home-vi"
CLEARED = "events(System, Microsoft-Windows-Eventlog 104)"
SECURITY = "events(Security, Microsoft-Windows-Eventlog 1102)"
GRAVE = "events(System, disk 7 52, Ntfs 55, Microsoft-Windows-Ntfs 55)"
PASSING = "events(System, disk 11 51 153)"
STOPS = "events(System, Microsoft-Windows-Kernel-Power 41, EventLog 6008)"
CLOCK = "events(System, Microsoft-Windows-Kernel-General 1)"
SINCE = "log_since(System)"
DENIED = {"unknown": "no_right"}
AT = "2026-11-18T01:00:00Z"


def event(number, at=AT, provider="", **values):
    return {"provider": provider, "id": number, "at": at, "values": values}


@pytest.fixture
def told(machine):
    return lambda **answers: read(machine(HOME).with_answers(answers), Ask())


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_a_machine_in_order(told):
    facts = told()
    assert (facts.since, facts.cleared, facts.unseen) == ("2026-03-02T01:10:00Z", (), ("Security",))
    assert (facts.disk_errors, facts.stops, facts.crashes, facts.clock_changes) == ((), (), (), ())
    assert (facts.origin.backend, facts.origin.degraded) == ("event log", False)


@pytest.mark.parametrize("why", ["service_off", "not_found", "no_right", "timed_out"])
def test_a_log_that_says_nothing_at_all_says_nothing_of_anything(told, why):
    facts = told(**{SINCE: {"unknown": why}})
    for name in ("since", "cleared", "disk_errors", "stops", "crashes", "clock_changes"):
        assert code(getattr(facts, name)) == why


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (CLEARED, ("cleared",)),
        (GRAVE, ("disk_errors",)),
        (PASSING, ("disk_errors",)),
        (STOPS, ("stops", "crashes")),
        (CLOCK, ("clock_changes",)),
    ],
)
def test_one_question_that_fails_hides_nothing_else(told, asked, names):
    facts = told(**{asked: {"unknown": "timed_out"}})
    lists = ("cleared", "disk_errors", "stops", "crashes", "clock_changes")
    assert tuple(each for each in lists if isinstance(getattr(facts, each), Unknown)) == names


def test_logs_that_were_emptied(told):
    facts = told(**{CLEARED: [event(104, Channel="Setup"), event(104)], SECURITY: [event(1102)]})
    assert facts.cleared == tuple(
        ClearedLog(name=each, at=AT) for each in ("Setup", "?", "Security")
    )
    assert facts.unseen == ()


def test_errors_of_one_kind_at_one_disk_are_counted_together(told):
    first, second = "\\Device\\Harddisk0\\DR0", "\\Device\\Harddisk1\\DR3"
    facts = told(
        **{
            GRAVE: [
                event(7, "2026-11-18T01:00:00Z", "disk", **{"0": first}),
                event(7, "2026-11-19T01:00:00Z", "disk", **{"0": first}),
                event(55, AT, "Ntfs", DriveName="D:", DeviceName="\\Device\\HarddiskVolume4"),
                event(55, AT, "Microsoft-Windows-Ntfs", DriveName="", DeviceName="?"),
                event(52, AT, "disk"),
            ],
            PASSING: [event(153, AT, "disk", **{"0": second})],
        }
    )
    found = [(each.name, each.trouble, each.count) for each in facts.disk_errors]
    assert found == [
        ("Harddisk0", Trouble.BAD_BLOCK, 2),
        ("D:", Trouble.DAMAGED, 1),
        ("?", Trouble.DAMAGED, 1),
        ("?", Trouble.FAILING, 1),
        ("Harddisk1", Trouble.RETRIED, 1),
    ]
    assert facts.disk_errors[0] == DiskError(
        name="Harddisk0", trouble=Trouble.BAD_BLOCK, at="2026-11-19T01:00:00Z", count=2
    )


def test_both_events_of_one_start_count_once(told):
    facts = told(
        **{
            STOPS: [
                event(6008, "2026-11-18T01:00:11Z"),
                event(41, "2026-11-18T01:00:02Z", BugcheckCode="159"),
                event(6008, "2026-11-16T01:00:00Z"),
                event(41, "2026-11-14T01:00:00Z", BugcheckCode="0"),
                event(41, "2026-11-12T01:00:00Z", BugcheckCode="odd"),
            ]
        }
    )
    days = ("18T01:00:02Z", "16T01:00:00Z", "14T01:00:00Z", "12T01:00:00Z")
    assert facts.stops == tuple(f"2026-11-{each}" for each in days)
    assert facts.crashes == ("2026-11-18T01:00:02Z",)


def test_changes_of_the_clock(told):
    def change(old, new, **reason):
        return event(
            1, OldTime=f"2026-11-{old}:00.1234567Z", NewTime=f"2026-11-{new}:00Z", **reason
        )

    facts = told(
        **{
            CLOCK: [
                change("10T01:00", "10T01:09", Reason="1"),
                change("10T01:00", "10T09:00", Reason="1"),
                change("11T09:00", "12T01:00", Reason="2"),
                change("12T09:00", "12T01:00"),
            ]
        }
    )
    by_person, after_sleep, untold = facts.clock_changes
    assert by_person == ClockChange(
        before="2026-11-10T01:00:00Z", after="2026-11-10T09:00:00Z", by_hardware=False
    )
    assert after_sleep.by_hardware is True
    assert code(untold.by_hardware) is UnknownCode.NOT_SUPPORTED


@pytest.mark.parametrize("values", [{}, {"OldTime": "gestern", "NewTime": AT}, {"OldTime": AT}])
def test_a_change_without_its_times_is_no_answer(told, values):
    assert code(told(**{CLOCK: [event(1, **values)]}).clock_changes) is UnknownCode.MALFORMED


def test_when_windows_was_installed(told, machine):
    version = "registry_values(HKLM, SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion)"
    facts = told(**{version: {"InstallDate": 1_760_000_000}})
    assert facts.set_up_at == "2025-10-09T08:53:20Z"
    assert code(told(**{version: {"InstallDate": "x"}}).set_up_at) is UnknownCode.MALFORMED

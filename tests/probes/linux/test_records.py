"""Where Linux keeps its records, and what runs and what failed."""

import os
from datetime import timedelta

import pytest

from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.records.linux import read
from core.probes.system import ProcessSeen
from core.probes.system_parts.linux import failed_units
from core.probes.system_parts.linux import read as read_parts

JOURNALD = ProcessSeen(7, "systemd-journal", "/usr/lib/systemd/systemd-journald", "root")
LIST = "/usr/bin/systemctl list-units"
STATE = "/usr/bin/systemctl is-system-running"


def aged(path, system, days):
    moment = (from_text(system.now()) - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def test_a_journal_on_disk_is_kept_and_an_empty_folder_is_not(system):
    system.running = (JOURNALD,)
    assert read(system, Ask()).kept == ()
    (system.root / "var/log/journal").mkdir(parents=True)
    assert read(system, Ask()).kept == ()
    system.write("/var/log/journal/0123/system.journal", b"x")
    found = read(system, Ask())
    assert found.kept == ("/var/log/journal",)
    assert found.running is True


@pytest.mark.parametrize(
    ("content", "days", "kept"),
    [("x", 0, ("/var/log/syslog",)), ("x", 7, ("/var/log/syslog",)), ("x", 8, ()), ("", 0, ())],
)
def test_a_syslog_counts_while_it_is_written(system, content, days, kept):
    path = system.write("/var/log/syslog", content)
    aged(path, system, days)
    assert read(system, Ask()).kept == kept


def test_what_writes_is_known_by_its_file(system):
    system.running = (ProcessSeen(1, "rsyslogd", "/tmp/x", "an"),)
    assert read(system, Ask()).running is False
    system.running = Unknown(UnknownCode.UNREADABLE, "")
    assert isinstance(read(system, Ask()).running, Unknown)


def test_units_that_failed():
    text = "apache2.service loaded failed failed The Apache HTTP Server\n\nx.mount loaded failed\n"
    assert failed_units(text) == ("apache2.service", "x.mount")


@pytest.mark.parametrize(
    ("listed", "state", "expected"),
    [
        ("", "running\n", ()),
        ("a.service loaded failed failed A\n", "degraded\n", ("a.service",)),
        ("", "", UnknownCode.SOURCE_BROKEN),
        ("", "offline\n", UnknownCode.SOURCE_BROKEN),
    ],
)
def test_no_failed_unit_and_no_answer_are_told_apart(system, said, listed, state, expected):
    (system.root / "run/systemd/system").mkdir(parents=True)
    system.tools = {LIST: said(listed), STATE: said(state, exit=1)}
    found = read_parts(system, Ask()).disabled
    assert (found.code if isinstance(found, Unknown) else found) == expected


def test_without_systemd_it_is_not_supported(system):
    found = read_parts(system, Ask()).disabled
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NOT_SUPPORTED

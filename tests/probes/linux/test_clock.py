"""The clock: zone, time services, and files that the clock cannot honestly be before."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.clock.linux import read
from core.probes.system import ProcessSeen

SHOW = "/usr/bin/timedatectl show"
CHRONYC = "/usr/bin/chronyc"


def zone_file(hours: int) -> bytes:
    """Return a zone with one fixed offset, in the first version of the format."""
    counts = b"".join(count.to_bytes(4, "big") for count in (0, 0, 0, 0, 1, 4))
    kind = (hours * 3600).to_bytes(4, "big", signed=True) + b"\0\0"
    return b"TZif" + bytes(16) + counts + kind + b"+07\0"


def running(*names):
    return tuple(ProcessSeen(9, name, f"/usr/sbin/{name}", "root") for name in names)


@pytest.fixture
def vietnam(system, said):
    system.write("/etc/localtime", zone_file(7))
    link = said("/usr/share/zoneinfo/Asia/Ho_Chi_Minh\n")
    system.tools["/usr/bin/readlink -f /etc/localtime"] = link
    return system


def test_zone_and_offset(vietnam):
    facts = read(vietnam, Ask())

    assert (facts.now, facts.zone, facts.offset_minutes) == (
        "2027-01-05T02:00:00Z",
        "Asia/Ho_Chi_Minh",
        420,
    )


def test_a_copy_of_a_zone_is_named_by_its_name_file(system):
    system.write("/etc/localtime", zone_file(7))
    system.write("/etc/timezone", "Asia/Bangkok\n")
    system.write("/usr/share/zoneinfo/Asia/Bangkok", zone_file(7))

    assert read(system, Ask()).zone == "Asia/Bangkok"


def test_a_name_file_that_lies_is_malformed(system):
    system.write("/etc/localtime", zone_file(7))
    system.write("/etc/timezone", "Etc/UTC\n")
    system.write("/usr/share/zoneinfo/Etc/UTC", zone_file(0))

    assert read(system, Ask()).zone.code is UnknownCode.MALFORMED


def test_without_a_zone_it_is_utc(system):
    facts = read(system, Ask())

    assert (facts.zone, facts.offset_minutes) == ("UTC", 0)


@given(content=st.binary(max_size=200))
def test_no_zone_file_makes_the_reader_raise(tmp_path_factory, content):
    from core.probes.system_linux import LinuxSystem

    root = tmp_path_factory.mktemp("zone")
    (root / "etc").mkdir()
    (root / "etc/localtime").write_bytes(content)

    assert isinstance(read(LinuxSystem(str(root)), Ask()).offset_minutes, int | Unknown)


@pytest.mark.parametrize(
    ("show", "programs", "synchronises", "synchronised", "silent"),
    [
        ("NTP=yes\nNTPSynchronized=yes\n", ("systemd-timesyncd",), True, True, ""),
        ("NTP=yes\nNTPSynchronized=no\n", (), True, False, "systemd-timesyncd"),
        ("NTP=no\nNTPSynchronized=no\n", (), False, False, ""),
        ("NTP=no\nNTPSynchronized=yes\n", ("ntpd",), True, True, ""),
    ],
)
def test_timedatectl(vietnam, said, show, programs, synchronises, synchronised, silent):
    vietnam.tools[SHOW] = said(show)
    vietnam.running = running(*programs)

    facts = read(vietnam, Ask())

    assert (facts.synchronises, facts.synchronised) == (synchronises, synchronised)
    assert facts.service_off == silent


def test_without_systemd_and_time_service(vietnam, said):
    vietnam.tools[SHOW] = said("", "System has not been booted with systemd", 1)

    facts = read(vietnam, Ask())

    assert facts.synchronises is False
    assert facts.synchronised.code is UnknownCode.NOT_FOUND


@pytest.mark.parametrize(
    ("out", "exit", "synchronised", "silent"),
    [
        ("A9FE,1.2.3.4,3,1,0,0,0,0,0,0,0,0,0,Normal\n", 0, True, ""),
        (",,0,0,0,0,0,0,0,0,0,0,0,Not synchronised\n", 0, False, ""),
        ("506 Cannot talk to daemon\n", 1, UnknownCode.SERVICE_OFF, "chronyd"),
        ("", 0, UnknownCode.SERVICE_OFF, "chronyd"),
    ],
)
def test_chrony(vietnam, said, out, exit, synchronised, silent):
    vietnam.running = running("chronyd")
    vietnam.tools[CHRONYC] = said(out, "", exit)

    facts = read(vietnam, Ask())
    told = facts.synchronised

    assert facts.synchronises is True
    assert (told.code if isinstance(told, Unknown) else told) == synchronised
    assert facts.service_off == silent


def test_an_empty_answer_of_timedatectl_is_no_answer(vietnam, said):
    vietnam.tools[SHOW] = said("")
    vietnam.running = running("ntpd")

    assert read(vietnam, Ask()).synchronised.code is UnknownCode.SERVICE_OFF


def test_the_newest_file_of_the_system(system):
    for path, moment in (("/var/log/dpkg.log", 1_790_000_000), ("/etc/passwd", 1_780_000_000)):
        file: Path = system.write(path, "")
        os.utime(file, (moment, moment))

    facts = read(system, Ask())

    assert (facts.newest_file, facts.newest_file_at) == (
        "/var/log/dpkg.log",
        "2026-09-21T14:13:20Z",
    )


def test_without_such_files_there_is_nothing_to_compare(system):
    assert read(system, Ask()).newest_file_at.code is UnknownCode.NOT_FOUND

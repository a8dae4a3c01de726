"""Antivirus products by the files they run, and ClamAV's definitions by their header."""

import io
import os
import tarfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.clamav import made_at
from core.probes.antivirus.facts import Protection
from core.probes.antivirus.linux import read
from core.probes.ask import Ask
from core.probes.system import ProcessSeen, Service

DAY = datetime(2027, 1, 4, 8, 25, 40, tzinfo=UTC)


def header(
    seconds: int | str, built: str = "04 Jan 2027 08-25 +0000", version: str = "27510"
) -> bytes:
    """Return a header as freshclam's servers write it: text, filled up with blanks."""
    text = f"ClamAV-VDB:{built}:{version}:2075481:90:{'0a' * 16}:{'dSig' * 40}:raynman:{seconds}"
    return text.encode().ljust(512)


def definitions(seconds: int | str = int(DAY.timestamp()), packed: bool = True) -> bytes:
    """Return a whole file of definitions: the header, then a tar, packed in a .cvd."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz" if packed else "w") as archive:
        member = tarfile.TarInfo("daily.ldb")
        member.size = 40_000
        archive.addfile(member, io.BytesIO(os.urandom(40_000)))
    return header(seconds) + content.getvalue()


@pytest.fixture
def clamav(system):
    system.write("/usr/bin/clamscan", "")
    system.running = (ProcessSeen(7, "clamd", "/usr/sbin/clamd", "clamav"),)
    return system


def product(system):
    (found,) = read(system, Ask()).products
    return found


def test_a_complete_look_that_finds_none(system):
    system.running = (ProcessSeen(1, "systemd", "/usr/lib/systemd/systemd", "root"),)

    assert read(system, Ask()).products == ()


def test_no_look_is_not_none_found(system):
    system.running = Unknown(UnknownCode.UNREADABLE, "/proc")

    assert read(system, Ask()).products == system.running


def test_a_running_scanner_with_fresh_definitions(clamav):
    clamav.write("/var/lib/clamav/daily.cvd", definitions())

    found = product(clamav)

    assert (found.name, found.protection, found.real_time) == ("ClamAV", Protection.ON, False)
    assert found.definitions_at == "2027-01-04T08:25:40Z"


def test_the_time_of_the_file_does_not_count(clamav):
    file = clamav.write("/var/lib/clamav/daily.cvd", definitions())
    os.utime(file, (2_000_000_000, 2_000_000_000))

    assert product(clamav).definitions_at == "2027-01-04T08:25:40Z"


def test_the_newer_of_both_daily_files_counts_and_main_never(clamav):
    clamav.write("/var/lib/clamav/daily.cvd", definitions(1_700_000_000))
    clamav.write("/var/lib/clamav/daily.cld", definitions(1_760_000_000, packed=False))
    clamav.write("/var/lib/clamav/main.cvd", definitions(1_790_000_000))

    assert product(clamav).definitions_at == "2025-10-09T08:53:20Z"


def test_main_alone_means_never_updated(clamav):
    clamav.write("/var/lib/clamav/main.cvd", definitions())

    assert product(clamav).definitions_at == ""


def test_no_definitions_at_all_means_never_updated(clamav):
    assert product(clamav).definitions_at == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ClamAV-VDB:",
        header(1)[:300],
        header(int(DAY.timestamp())),
        definitions()[:900],
        definitions()[:-7],
        definitions(packed=False)[:-7],
        b"<html>captive portal</html>".ljust(4000),
        definitions("never").replace(b"04 Jan 2027 08-25 +0000", b"someday"),
        header(1, version="x") + definitions()[512:],
    ],
    ids=["empty", "start", "half-a-header", "no-body", "cut-early", "cut-late", "cut-tar", "page",
         "no-time", "no-version"],
)  # fmt: skip
def test_damaged_definitions_tell_no_age(clamav, content):
    clamav.write("/var/lib/clamav/daily.cvd", content)

    assert product(clamav).definitions_at.code is UnknownCode.MALFORMED


def test_the_configured_folder_is_looked_at(clamav):
    clamav.write("/etc/clamav/freshclam.conf", "# c\nDatabaseDirectory /srv/clam/\nLogTime yes\n")
    clamav.write("/srv/clam/daily.cld", definitions(packed=False))

    assert product(clamav).definitions_at == "2027-01-04T08:25:40Z"


def test_the_time_of_building_may_hold_colons_and_seconds_may_lack():
    assert made_at(header("", built="07 Mar 2017 08-02 -0500")) == "2017-03-07T13:02:00Z"
    assert made_at(header(1_488_891_720, built="07 Mar 2017 08:02 -0500")) == "2017-03-07T13:02:00Z"


@pytest.mark.parametrize(
    ("process", "protection"),
    [
        (ProcessSeen(7, "clamd", "/usr/sbin/clamd", "clamav"), Protection.ON),
        (ProcessSeen(7, "clamd", "/tmp/clamd", "root"), Protection.OFF),
        (ProcessSeen(7, "clamd", "/usr/bin/sleep", "root"), Protection.OFF),
        (ProcessSeen(7, "sleep", "/usr/sbin/clamd", "root"), Protection.ON),
    ],
)
def test_a_name_proves_nothing(system, process, protection):
    system.write("/usr/sbin/clamd", "")
    system.running = (process,)

    assert product(system).protection is protection


def test_what_only_calls_itself_a_scanner_is_no_product(system):
    system.running = (ProcessSeen(7, "clamd", "/usr/bin/python3.11", "root"),)

    assert read(system, Ask()).products == ()


def test_without_the_right_the_unit_tells(system):
    system.write("/usr/bin/clamscan", "")
    system.running = (ProcessSeen(7, "clamd", "", "clamav"),)

    assert product(system).protection.code is UnknownCode.NO_RIGHT

    system.units = {"clamav-daemon": Service("clamav-daemon", running=True, enabled=True)}

    assert product(system).protection is Protection.ON


def test_watching_files_as_they_are_used(clamav):
    clamav.running += (ProcessSeen(8, "clamonacc", "/usr/sbin/clamonacc", "root"),)

    assert product(clamav).real_time is True


def test_another_vendors_product(system):
    system.write("/opt/eset/eea/sbin/startd", "")
    system.running = (ProcessSeen(9, "startd", "/opt/eset/eea/sbin/startd", "root"),)

    found = product(system)

    assert (found.name, found.protection) == ("ESET", Protection.ON)
    assert isinstance(found.definitions_at, Unknown)


def test_an_installed_product_that_does_not_run_is_off(system):
    system.write("/opt/microsoft/mdatp/sbin/wdavdaemon", "")

    assert product(system).protection is Protection.OFF


@pytest.mark.parametrize("program", ["/usr/bin/clamscan", "/usr/bin/freshclam"])
def test_clamav_without_its_daemon_was_never_meant_to_run(system, program):
    """Debian's package `clamav` alone: no worse than no antivirus at all, which only warns."""
    system.write(program, "")
    system.write("/var/lib/clamav/daily.cvd", definitions())

    found = product(system)

    assert found.protection is Protection.ON_DEMAND
    assert found.definitions_at == "2027-01-04T08:25:40Z"


@pytest.mark.parametrize(
    "agent",
    [
        "/opt/eset/RemoteAdministrator/Agent/ERAAgent",
        "/opt/McAfee/agent/bin/masvc",
        "/opt/sophos-spl/base/bin/sophos_watchdog",
    ],
)
def test_an_agent_that_manages_is_no_antivirus(system, agent):
    """It is left behind, or set up first, and runs without the product that it would manage."""
    system.write(agent, "")
    system.running = (ProcessSeen(9, agent.rpartition("/")[2], agent, "root"),)

    assert read(system, Ask()).products == ()


@given(st.binary(max_size=600))
def test_any_header_is_read_without_raising(content):
    assert isinstance(made_at(content), Unknown)


@given(st.text(max_size=200), st.integers(-10, 10**20))
def test_any_text_in_a_header_is_read_without_raising(text, seconds):
    made = made_at(f"ClamAV-VDB:{text}:1:2:3:m:d:b:{seconds}".encode().ljust(512))

    assert isinstance(made, str | Unknown)

"""What ClamAV found, leaves out, and whether it renews itself."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.linux import read
from core.probes.ask import Ask
from core.probes.system import ProcessSeen, Service

LOG = "/var/log/clamav/clamav.log"
LINES = """Tue Nov 17 09:00:00 2026 -> +++ Started at Tue Nov 17 09:00:00 2026
Tue Nov 17 09:10:00 2026 -> /home/an/a.exe: Win.Test.EICAR_HDB-1 FOUND
Tue Nov 17 09:11:00 2026 -> /home/an/thư mục/b: c.exe: Win.X-2 FOUND
Wed Nov 18 09:10:00 2026 -> /home/an/a.exe: Win.Test.EICAR_HDB-1 FOUND
Wed Nov 18 09:10:00 2026 -> SelfCheck: Database status OK.
"""


@pytest.fixture
def clamav(system):
    system.write("/usr/sbin/clamd", "")
    return system


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_a_find_is_dealt_with_when_the_file_is_gone(clamav):
    clamav.write(LOG, LINES)
    clamav.write("/home/an/a.exe", "x")
    first, second = read(clamav, Ask()).detections
    assert first.name == "Win.Test.EICAR_HDB-1: /home/an/a.exe"
    assert (first.at, first.handled) == ("2026-11-18T02:10:00Z", False)
    assert second.name.endswith("/home/an/thư mục/b: c.exe")
    assert second.handled is True


def test_no_log_is_no_answer_and_an_empty_one_is(clamav):
    assert code(read(clamav, Ask()).detections) is UnknownCode.NOT_FOUND
    clamav.write(LOG, "")
    assert read(clamav, Ask()).detections == ()


def test_what_is_left_out(clamav):
    assert read(clamav, Ask()).exclusions == ()
    clamav.write("/etc/clamav/clamd.conf", "# ExcludePath ^/no/\nExcludePath ^/home/\nLogFile /x\n")
    assert read(clamav, Ask()).exclusions == ("ExcludePath: ^/home/",)


def test_what_renews_definitions(clamav):
    assert read(clamav, Ask()).renews is False
    clamav.running = (ProcessSeen(3, "freshclam", "/usr/bin/freshclam", "clamav"),)
    assert read(clamav, Ask()).renews is True
    clamav.running = (ProcessSeen(3, "freshclam", "", "clamav"),)
    assert read(clamav, Ask()).renews is True
    clamav.running = (ProcessSeen(3, "freshclam", "/home/an/x", "an"),)
    assert read(clamav, Ask()).renews is False
    timer = "clamav-freshclam-once.timer"
    clamav.units = {timer: Service(name=timer, running=True, enabled=True)}
    assert read(clamav, Ask()).renews is True
    clamav.units = Unknown(UnknownCode.TIMED_OUT, "")
    assert code(read(clamav, Ask()).renews) is UnknownCode.TIMED_OUT
    clamav.write("/etc/cron.d/clamav-freshclam", "x")
    assert read(clamav, Ask()).renews is True


def test_without_clamav_nothing_can_be_asked(system):
    facts = read(system, Ask())
    assert facts.product == ""
    assert code(facts.detections) is UnknownCode.NOT_SUPPORTED

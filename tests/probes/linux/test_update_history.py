"""When apt last upgraded, and what dpkg left half done."""

import gzip

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.update_history.linux import read

STATUS = "Package: bash\nStatus: install ok installed\nVersion: 5\n\n"
UPGRADE = "\nStart-Date: {}\nCommandline: apt upgrade\nUpgrade: bash:amd64 (1, 2)\nEnd-Date: x\n"
INSTALL = "\nStart-Date: {}\nCommandline: apt install x\nInstall: x:amd64 (1)\nEnd-Date: x\n"


@pytest.fixture
def debian(system):
    system.write("/var/lib/dpkg/status", STATUS)
    return system


def log(system, name, *blocks):
    text = "\n".join(blocks)
    body = gzip.compress(text.encode()) if name.endswith(".gz") else text.encode()
    system.write(f"/var/log/apt/{name}", body)


def installed_at(system):
    return read(system, Ask()).installed_at


def test_an_upgrade_counts_and_an_installation_does_not(debian):
    log(
        debian,
        "history.log",
        UPGRADE.format("2026-11-02  09:30:00"),
        INSTALL.format("2026-12-30  09:30:00"),
    )
    assert installed_at(debian) == "2026-11-02T02:30:00Z"


def test_rotated_logs_are_read_in_their_order(debian):
    log(debian, "history.log", INSTALL.format("2026-12-30  09:30:00"))
    log(debian, "history.log.1.gz", INSTALL.format("2026-11-30  09:30:00"))
    log(debian, "history.log.2.gz", UPGRADE.format("2026-10-05  09:30:00"))
    log(debian, "history.log.10.gz", UPGRADE.format("2026-02-05  09:30:00"))
    assert installed_at(debian) == "2026-10-05T02:30:00Z"


def test_logs_without_an_upgrade_mean_never_and_no_logs_mean_nothing(debian):
    found = installed_at(debian)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NOT_FOUND
    log(debian, "history.log", INSTALL.format("2026-12-30  09:30:00"))
    log(debian, "history.log.1.gz", INSTALL.format("2026-11-30  09:30:00"))
    assert installed_at(debian) == ""


def test_a_machine_just_installed_has_missed_nothing(debian):
    log(debian, "history.log", INSTALL.format("2027-01-04  09:30:00"))
    log(debian, "history.log.1.gz", INSTALL.format("2026-12-20  09:30:00"))
    found = installed_at(debian)
    assert isinstance(found, Unknown)
    assert (found.code, found.detail) == (
        UnknownCode.NOT_FOUND,
        "/var/log/apt begins on 2026-12-20",
    )


def test_a_damaged_log_is_no_upgrade(debian):
    debian.write("/var/log/apt/history.log", b"\xff\x00")
    debian.write("/var/log/apt/history.log.1.gz", b"no gzip")
    assert installed_at(debian) == ""
    log(debian, "history.log", UPGRADE.format("2026-13-41  09:30:00"))
    found = installed_at(debian)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.MALFORMED


def test_packages_left_half_done(debian):
    states = ("half-configured", "unpacked", "config-files", "half-installed", "not-installed")
    blocks = [f"Package: p{n}\nStatus: install ok {each}\n\n" for n, each in enumerate(states)]
    debian.write("/var/lib/dpkg/status", STATUS + "".join(blocks))
    assert read(debian, Ask()).stuck == ("p0", "p1", "p3")


@pytest.mark.parametrize("between", ["Essential: yes\n", "Essential: yes\nProtected: yes\n"])
def test_a_package_that_every_system_must_have_left_half_done(debian, between):
    block = "Package: dash\n{}Status: install ok {}\nPriority: required\n\n"
    whole = block.format(between, "installed")
    debian.write("/var/lib/dpkg/status", STATUS + block.format(between, "half-configured") + whole)
    assert read(debian, Ask()).stuck == ("dash",)


def test_a_package_without_a_state_does_not_take_that_of_the_next(debian):
    nameless = "Package: a\nVersion: 1\n\n"
    half = "Package: b\nStatus: install ok unpacked\n\n"
    debian.write("/var/lib/dpkg/status", nameless + half + STATUS)
    assert read(debian, Ask()).stuck == ("b",)


@pytest.mark.parametrize("content", ["", "nothing"])
def test_a_status_without_packages_is_no_answer(debian, content):
    debian.write("/var/lib/dpkg/status", content)
    stuck = read(debian, Ask()).stuck
    assert isinstance(stuck, Unknown)
    assert stuck.code is UnknownCode.MALFORMED


def test_other_systems_are_not_supported(system):
    found = read(system, Ask())
    assert isinstance(found.installed_at, Unknown)
    assert found.installed_at.code is UnknownCode.NOT_SUPPORTED

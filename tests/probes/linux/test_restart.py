"""Whether a restart is pending, read from throw-away roots."""

import os

import pytest

from core.model.unknown import UnknownCode
from core.probes.ask import Ask
from core.probes.restart.linux import flavour, read, version_key


@pytest.fixture
def debian(system):
    system.write("/var/lib/dpkg/status", "")
    system.write("/proc/2/comm", "kthreadd\n")
    return system


def test_the_systems_own_mark(debian):
    mark = debian.write("/run/reboot-required", "*** System restart required ***\n")
    debian.write("/run/reboot-required.pkgs", "linux-image-6.1.0-28-amd64\nlibc6\nlibc6\n")
    os.utime(mark, (1_767_225_600, 1_767_225_600))

    facts = read(debian, Ask())

    assert facts.pending is True
    assert facts.pending_since == "2026-01-01T00:00:00Z"
    assert facts.packages == ("libc6", "linux-image-6.1.0-28-amd64")


def test_no_mark_on_debian_means_no_restart(debian):
    assert read(debian, Ask()).pending is False


def test_no_mark_elsewhere_tells_nothing(system):
    assert read(system, Ask()).pending.code is UnknownCode.NOT_SUPPORTED


@pytest.mark.parametrize(
    ("running", "installed", "newest"),
    [
        ("6.1.0-9-amd64", ["6.1.0-9-amd64", "6.1.0-28-amd64"], "6.1.0-28-amd64"),
        ("6.1.0-28-amd64", ["6.1.0-9-amd64", "6.1.0-28-amd64"], "6.1.0-28-amd64"),
        ("6.1.0-28-amd64", ["6.1.0-28-amd64", "6.12.9-cloud-amd64"], "6.1.0-28-amd64"),
        ("6.8.0-49-generic", ["6.8.0-51-generic", "6.8.0-60-lowlatency"], "6.8.0-51-generic"),
        ("6.1.0-28-amd64", ["6.1.0-28-amd64", "6.10.11+bpo-amd64"], "6.10.11+bpo-amd64"),
        ("6.11.4-301.fc41.x86_64", ["6.11.10-300.fc41.x86_64"], "6.11.10-300.fc41.x86_64"),
    ],
)
def test_kernels_of_the_same_kind_are_compared(debian, running, installed, newest):
    debian.write("/proc/sys/kernel/osrelease", running + "\n")
    for release in installed:
        debian.write(f"/boot/vmlinuz-{release}", "")
        debian.write(f"/boot/initrd.img-{release}", "")

    assert read(debian, Ask()).kernel_installed == newest


def test_left_over_modules_are_no_kernel(debian):
    debian.write("/proc/sys/kernel/osrelease", "6.1.0-9-amd64\n")
    debian.write("/lib/modules/6.1.0-9-amd64/modules.builtin", "")
    debian.write("/lib/modules/6.1.0-40-amd64/updates/dkms/old.ko", "")

    assert read(debian, Ask()).kernel_installed == "6.1.0-9-amd64"


def test_a_foreign_kernel_is_compared_with_nothing(debian):
    debian.write("/proc/sys/kernel/osrelease", "6.18.44-fc-v669\n")
    debian.write("/boot/vmlinuz-6.1.0-28-amd64", "")

    assert read(debian, Ask()).kernel_installed.code is UnknownCode.NOT_FOUND


def test_in_a_container_the_kernel_is_not_ours(system):
    system.write("/var/lib/dpkg/status", "")
    system.write("/.dockerenv", "")
    system.write("/proc/sys/kernel/osrelease", "6.1.0-9-amd64\n")
    system.write("/boot/vmlinuz-6.1.0-28-amd64", "")

    facts = read(system, Ask())

    assert facts.container == "docker"
    assert facts.kernel_installed.code is UnknownCode.NOT_SUPPORTED


def test_numbers_are_compared_as_numbers():
    assert version_key("6.1.0-10-amd64") > version_key("6.1.0-9-amd64")
    assert flavour("6.1.0-0.deb11.21-cloud-amd64") == "cloud-amd64"

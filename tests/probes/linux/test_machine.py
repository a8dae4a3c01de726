"""Which machine this is, read from throw-away roots."""

import json

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.machine.linux import read

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'
FEDORA = (
    "ID=fedora\nVERSION_ID=41\nVARIANT_ID=server\nSUPPORT_END=2025-12-15\nPRETTY_NAME='Fedora 41'\n"
)


def test_debian(system):
    system.write("/etc/os-release", DEBIAN)

    facts = read(system, Ask())

    assert (facts.os, facts.os_id, facts.os_release) == ("linux", "debian", "12")
    assert facts.os_name == "Debian GNU/Linux 12 (bookworm)"
    assert facts.edition == ""
    assert facts.support_ends == Unknown(UnknownCode.NOT_FOUND, "os-release has no SUPPORT_END")
    assert facts.sku.code is UnknownCode.NOT_SUPPORTED
    assert facts.origin.source("os_id") == "/etc/os-release"


def test_fedora_names_its_own_end(system):
    system.write("/usr/lib/os-release", FEDORA)

    facts = read(system, Ask())

    assert (facts.support_ends, facts.edition, facts.server) == ("2025-12-15", "server", True)


@pytest.mark.parametrize("text", ["", "no assignment", "ID=\n", "SUPPORT_END='unclosed\nID"])
def test_a_damaged_release_file_tells_nothing(system, text):
    system.write("/etc/os-release", text)

    facts = read(system, Ask())

    assert isinstance(facts.os_id, Unknown)
    assert isinstance(facts.support_ends, Unknown)


def test_a_support_end_that_is_no_day_is_malformed(system):
    system.write("/etc/os-release", "ID=fedora\nSUPPORT_END=soon\n")

    assert read(system, Ask()).support_ends.code is UnknownCode.MALFORMED


def test_the_machine_id_itself_is_never_told(system):
    raw = "0f" * 16
    system.write("/etc/machine-id", raw + "\n")

    told = read(system, Ask()).machine_id

    assert isinstance(told, str)
    assert len(told) == 64
    assert raw not in told


@pytest.mark.parametrize("text", ["", "uninitialized\n", "0f" * 15])
def test_a_missing_machine_id_is_malformed(system, text):
    system.write("/etc/machine-id", text)

    assert read(system, Ask()).machine_id.code is UnknownCode.MALFORMED


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({}, ""),
        ({"/proc/1/environ": "container=lxc\0A=b"}, "lxc"),
        ({"/run/systemd/container": "systemd-nspawn\n"}, "systemd-nspawn"),
        ({"/.dockerenv": ""}, "docker"),
        ({"/run/.containerenv": ""}, "podman"),
        ({"/.dockerenv": "", "/proc/2/comm": "kthreadd\n"}, ""),
        ({"/.dockerenv": "", "/proc/2/comm": "bash\n"}, "docker"),
        ({"/proc/sys/kernel/osrelease": "5.15.153.1-microsoft-standard-WSL2\n"}, "wsl"),
    ],
)
def test_container(system, files, kind):
    for path, content in files.items():
        system.write(path, content)

    assert read(system, Ask()).container == kind


PRO = json.dumps(
    {
        "attached": True,
        "expires": "9999-12-31T00:00:00+00:00",
        "services": [
            {"name": "esm-infra", "entitled": "yes", "status": "enabled"},
            {"name": "fips", "entitled": "yes", "status": "n/a"},
        ],
    }
)
"""As the status file of Ubuntu Pro tells it."""


@pytest.mark.parametrize(
    ("status", "extended"),
    [
        (PRO, 1),
        (PRO.replace('"enabled"', '"disabled"'), 0),
        (PRO.replace("esm-infra", "livepatch"), 0),
        (PRO.replace("9999-12-31", "2026-12-31"), 0),
        ('{"attached": false, "services": [{"name": "esm-infra", "available": "yes"}]}', 0),
        (None, 0),
    ],
)
def test_ubuntu_pro(system, status, extended):
    system.write("/etc/os-release", "ID=ubuntu\nVERSION_ID=20.04\n")
    if status is not None:
        system.write("/var/lib/ubuntu-advantage/status.json", status)

    assert read(system, Ask()).extended_years == extended


@pytest.mark.parametrize(
    "status",
    ["", "{}", "[]", '{"attached": "yes"}', '{"attached": true}', "[" * 100_000,
     PRO.replace("9999-12-31", "soon"), '{"attached": true, "services": [1]}'],
)  # fmt: skip
def test_a_damaged_status_of_ubuntu_pro_is_malformed(system, status):
    system.write("/etc/os-release", "ID=ubuntu\n")
    system.write("/var/lib/ubuntu-advantage/status.json", status)

    assert read(system, Ask()).extended_years.code is UnknownCode.MALFORMED


def test_domain_and_start(system):
    system.write("/etc/sssd/sssd.conf", "[sssd]\ndomains = example.test, other\n")
    system.write("/proc/stat", "cpu 1 2 3\nbtime 1767225600\n")
    system.write("/proc/sys/kernel/hostname", "may-01\n")

    facts = read(system, Ask())

    assert facts.domain == "example.test"
    assert facts.booted_at == "2026-01-01T00:00:00Z"
    assert facts.name == "may-01"
    assert (facts.user, facts.rights) == ("root", "elevated")

"""Installed software on Linux: dpkg's own words, also of a root made with dpkg itself."""

import subprocess

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.software.facts import Program
from core.probes.software.linux import read
from core.probes.system import ProcessSeen

STATUS = "/var/lib/dpkg/status"
TEXT = """Package: bash
Status: install ok installed
Description: shell
 Version: 9 is no field
Version: 5.2.15-2+b7

Package: gone
Status: deinstall ok config-files
Version: 1

Package: half
Status: install ok half-configured
Version: 2
"""


def test_only_what_is_installed_counts(system):
    system.write(STATUS, TEXT)
    assert read(system, Ask()).programs == (Program(name="bash", version="5.2.15-2+b7"),)


def test_snaps_are_installed_too(system):
    """Ubuntu's own browser is one; what dpkg lists under its name only fetches it."""
    system.write(STATUS, TEXT)
    system.write("/snap/README", "x")
    system.write("/snap/firefox/4848/meta/snap.yaml", "name: firefox\nversion: 130.0-2\nbase: x\n")
    (system.root / "snap/firefox/current").symlink_to("4848")
    system.write("/snap/odd/current/meta/snap.yaml", "name: odd\nversion: '1.2'\n")
    system.write("/snap/gone/common/x", "")

    assert read(system, Ask()).programs == (
        Program(name="bash", version="5.2.15-2+b7"),
        Program(name="firefox", version="130.0-2"),
        Program(name="odd", version="1.2"),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, UnknownCode.NOT_SUPPORTED), ("", UnknownCode.MALFORMED), ("x", UnknownCode.MALFORMED)],
)
def test_no_package_at_all_is_no_answer(system, content, code):
    if content is not None:
        system.write(STATUS, content)
    found = read(system, Ask()).programs
    assert isinstance(found, Unknown)
    assert found.code is code


def test_running_programs_are_named_by_their_file(system):
    system.running = (
        ProcessSeen(1, "init", "/usr/lib/systemd/systemd", "root"),
        ProcessSeen(2, "kthreadd", "", "root"),
        ProcessSeen(3, "x", "/home/an/qBittorrent", "an"),
        ProcessSeen(4, "y", "/opt/b/qbittorrent", "an"),
    )
    assert read(system, Ask()).running == ("kthreadd", "qbittorrent", "systemd")


@pytest.mark.system("dpkg")
def test_a_root_made_with_dpkg(system, tmp_path):
    control = tmp_path / "deb" / "DEBIAN" / "control"
    control.parent.mkdir(parents=True)
    control.write_text(
        "Package: xmrig\nVersion: 6.21-1\nArchitecture: all\nMaintainer: x <x@x.vn>\n"
        "Description: y\n"
    )
    deb = tmp_path / "x.deb"
    subprocess.run(["dpkg-deb", "-b", str(tmp_path / "deb"), str(deb)], check=True,
                   capture_output=True)  # fmt: skip
    admin = system.root / "var/lib/dpkg"
    (admin / "info").mkdir(parents=True)
    (admin / "updates").mkdir()
    (admin / "status").touch()
    done = subprocess.run(
        ["dpkg", f"--root={system.root}", "--force-not-root", "--force-bad-path", "-i", str(deb)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert Program(name="xmrig", version="6.21-1") in read(system, Ask()).programs

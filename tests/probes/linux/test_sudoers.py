"""Who may do anything by sudo: rules as text, and the same rules put to the real sudo."""

import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.files import read_group, read_passwd
from core.probes.accounts.meant import unasked
from core.probes.accounts.sudoers import logical_lines, read_sudoers

pytestmark = pytest.mark.system("root")
"""The owner of files counts, so they must be root's."""


def granted(system, text, hostname="may-01"):
    system.write("/etc/sudoers", text, 0o440)
    found = read_sudoers(system, hostname)
    return sorted({each.who for each in found.grants}), found


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("root\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n", ["%sudo", "root"]),
        ("an ALL = ALL", ["an"]),
        ("an ALL=(ALL) NOPASSWD: ALL", ["an"]),
        ("an ALL=(ALL) NOPASSWD:SETENV: ALL", ["an"]),
        ("an ALL=(root) ALL", ["an"]),
        ("an ALL=(postgres) ALL", []),
        ("an ALL=(ALL) /usr/bin/apt", []),
        ("an ALL=(ALL) /usr/bin/apt, ALL", ["an"]),
        ("an ALL=(ALL) ALL, !/usr/bin/su", ["an"]),
        ("an ALL=(postgres) /bin/a, (root) ALL", ["an"]),
        ("an, binh , %it ALL=(ALL) ALL", ["%it", "an", "binh"]),
        ("#1005 ALL=(ALL) ALL", ["#1005"]),
        ("%#27 ALL=(ALL) ALL", ["%#27"]),
        ("an other-host=(ALL) ALL", []),
        ("an may-01=(ALL) ALL", ["an"]),
        ("an ALL,!may-01=(ALL) ALL", []),
        ("an web = /bin/a : may-01 = ALL", ["an"]),
        (
            "User_Alias ADMINS = an, binh : TWO = chi\nADMINS, TWO ALL=(ALL) ALL",
            ["an", "binh", "chi"],
        ),
        ("Cmnd_Alias EVERY = ALL\nan ALL=(ALL) EVERY", ["an"]),
        ("Cmnd_Alias FEW = /bin/a, /bin/b\nan ALL=(ALL) FEW", []),
        ("Runas_Alias DB = postgres\nan ALL=(DB) ALL", []),
        ("Runas_Alias OP = root, postgres\nan ALL=(OP) ALL", ["an"]),
        ("Host_Alias HERE = may-01\nan HERE = ALL", ["an"]),
        ("ALL ALL=(ALL) ALL", ["ALL"]),
        ("Defaults targetpw\nALL ALL=(ALL) ALL", []),
        ("an ALL=(ALL) \\\n  ALL", ["an"]),
        ("# an ALL=(ALL) ALL\nbinh ALL=(ALL) ALL # why", ["binh"]),
        ("an ALL=(:docker) ALL", []),
        ("Defaults:an !authenticate\n", []),
    ],
)
def test_rules(system, text, who):
    names, found = granted(system, text)

    assert names == who
    assert found.odd == 0


def test_what_is_no_rule_is_counted(system):
    names, found = granted(system, "an ALL=(ALL) ALL\nthis is no rule\n")

    assert (names, found.odd) == (["an"], 1)


@pytest.mark.parametrize(
    ("name", "mode", "owner", "counts"),
    [
        ("office", 0o440, (0, 0), True),
        ("office", 0o644, (0, 0), True),
        ("office", 0o664, (0, 0), True),  # writable by root's own group
        ("office", 0o664, (0, 100), False),
        ("office", 0o646, (0, 0), False),
        ("office", 0o440, (1000, 0), False),
        ("office.bak", 0o440, (0, 0), False),
        ("office~", 0o440, (0, 0), False),
    ],
)
def test_files_that_sudo_ignores(system, name, mode, owner, counts):
    file = system.write(f"/etc/sudoers.d/{name}", "an ALL=(ALL) ALL\n", mode)
    os.chown(file, *owner)

    names, found = granted(system, "@includedir /etc/sudoers.d\n")

    assert names == (["an"] if counts else [])
    assert found.unread is None


@pytest.mark.parametrize("line", ["#include /etc/more", "@include more", '@include "/etc/more"'])
def test_included_files(system, line):
    system.write("/etc/more", "an ALL=(ALL) ALL\n", 0o440)

    assert granted(system, line)[0] == ["an"]


def test_files_that_include_each_other_come_to_an_end(system):
    system.write("/etc/more", "@include /etc/sudoers\nan ALL=(ALL) ALL\n", 0o440)

    assert granted(system, "@include /etc/more")[0] == ["an"]


def test_without_the_file_there_are_no_rules(tmp_path):
    from core.probes.system_linux import LinuxSystem

    found = read_sudoers(LinuxSystem(str(tmp_path)), "h")

    assert (found.grants, found.unread) == ([], None)


def test_a_file_that_may_not_be_read_is_told(tmp_path):
    from core.probes.system_linux import LinuxSystem

    class Refusing(LinuxSystem):
        def stat(self, path):
            return Unknown(UnknownCode.NO_RIGHT, path)

    assert read_sudoers(Refusing(str(tmp_path)), "h").unread.code is UnknownCode.NO_RIGHT


@given(st.text())
def test_no_text_makes_the_reader_raise(text):
    class Told:
        """A main file of root's that says anything at all."""

        def stat(self, path):
            from core.probes.system import FileStat

            return FileStat("file", 1, "", 0o440, 0, "1:1")

        def read_text(self, path, limit=0):
            return text if path == "/etc/sudoers" else Unknown(UnknownCode.NOT_FOUND, path)

        def list_folder(self, path):
            return Unknown(UnknownCode.NOT_FOUND, path)

    list(logical_lines(text))
    read_sudoers(Told(), "h")


@pytest.mark.system("sudo")
@pytest.mark.parametrize(
    ("rule", "gives"),
    [
        ("daemon ALL=(ALL) NOPASSWD: ALL", True),
        ("daemon ALL=(games) ALL", False),
        ("#1 ALL=(ALL) ALL", True),
        ("User_Alias X = daemon\nX ALL=(root) ALL", True),
        ("daemon nowhere=(ALL) ALL", False),
        ("daemon nowhere = ALL : ALL = (ALL) ALL", True),
        ("daemon ALL=(ALL) ALL, !/usr/bin/id", True),
    ],
)
def test_the_real_sudo_agrees(system, tmp_path, rule, gives):
    """In a mount namespace, /etc/sudoers is ours, and sudo is asked what daemon may do."""
    done = by_the_real_sudo(system, rule, "sudo -n -l -U daemon")
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("    (")]
    by_sudo = any(
        words[0].strip("()").split(":")[0] in ("ALL", "root") and "ALL" in " ".join(words[1:])
        for words in lines
    )
    names, _ = granted(system, rule, os.uname().nodename)

    assert bool({"daemon", "#1"} & set(names)) is by_sudo is gives, done.stdout + done.stderr


@pytest.mark.system("sudo")
@pytest.mark.parametrize(
    ("rules", "free"),
    [
        ("daemon ALL=(ALL) ALL", False),
        ("daemon ALL=(ALL) NOPASSWD: ALL\n%daemon ALL=(ALL) PASSWD: ALL", False),
        ("daemon ALL=(ALL) NOPASSWD: ALL, PASSWD: ALL", False),
        ("Cmnd_Alias E = ALL\ndaemon ALL = NOPASSWD: E", True),
        ("Defaults:%daemon !lecture, !authenticate\ndaemon ALL=(ALL) ALL", True),
        ("Defaults !authenticate\ndaemon ALL=(ALL) PASSWD: ALL", False),
        ("Defaults>root !authenticate\nDefaults authenticate\ndaemon ALL=(ALL) ALL", False),
        ("Defaults:!daemon authenticate\nDefaults !authenticate\ndaemon ALL=(ALL) ALL", True),
        ("Defaults exempt_group = daemon\ndaemon ALL=(ALL) PASSWD: ALL", True),
        ("daemon ALL=(ALL,!root) NOPASSWD: ALL", False),
        ("daemon ALL=(!root,ALL) NOPASSWD: ALL", True),
        ("%daemon,!daemon ALL=(ALL) NOPASSWD: ALL", False),
    ],
)
def test_the_real_sudo_asks(system, rules, free):
    """And what it runs as root for daemon without a password."""
    as_daemon = "setpriv --reuid=daemon --regid=daemon --init-groups"
    done = by_the_real_sudo(system, rules, f"{as_daemon} sudo -n -k /usr/bin/env")
    (daemon,), _ = read_passwd("daemon:x:1:1::/:/bin/sh\n")
    (group,), _ = read_group("daemon:x:1:\n")
    _, found = granted(system, rules, os.uname().nodename)

    assert bool(unasked(found, [daemon], [group])) is free, found
    assert (done.returncode == 0) is free, done.stdout + done.stderr


def by_the_real_sudo(system, rules, command):
    file = system.write("/etc/sudoers", rules + "\n", 0o440)
    script = f"mount --bind {file} /etc/sudoers && {command}"
    return subprocess.run(
        ["/usr/bin/unshare", "-m", "/bin/sh", "-ec", script],
        capture_output=True,
        text=True,
        timeout=20,
        env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )

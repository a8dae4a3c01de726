"""Files of packages, as dpkg tells them; and a really changed file in a root of its own."""

import hashlib
import subprocess

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.package_files.linux import read
from core.probes.system import CommandAnswer

DEEP = Ask(deep=True)
SAID = """missing   c /etc/x.conf
missing     /usr/lib/x/.npmrc
missing     /usr/share/doc/x/copyright
??5??????   /usr/bin/ssh
??5?????? c /etc/ssh/sshd_config
?????????   /usr/bin/unread
"""


@pytest.fixture
def machine(system):
    system.write("/var/lib/dpkg/info/x.md5sums", "")
    system.write("/var/lib/dpkg/info/x.list", "")
    return system


def test_what_dpkg_tells(machine):
    machine.tools["/usr/bin/dpkg --verify"] = CommandAnswer(1, SAID)
    facts = read(machine, DEEP)

    assert facts.changed == ("/usr/bin/ssh",)
    assert facts.missing == ("/usr/lib/x/.npmrc",)
    assert facts.verified == 1


def test_nothing_told_counts_only_beside_sums(machine, system):
    machine.tools["/usr/bin/dpkg --verify"] = CommandAnswer(0, "")
    assert (read(machine, DEEP).changed, read(machine, DEEP).verified) == ((), 1)

    (machine.root / "var/lib/dpkg/info/x.md5sums").unlink()
    assert read(machine, DEEP).changed.code is UnknownCode.SOURCE_BROKEN


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (CommandAnswer(2, "", "error"), UnknownCode.SOURCE_BROKEN),
        (CommandAnswer(0, "something else\n"), UnknownCode.MALFORMED),
        (Unknown(UnknownCode.TIMED_OUT, "x"), UnknownCode.TIMED_OUT),
        (Unknown(UnknownCode.NOT_INSTALLED, "x"), UnknownCode.NOT_INSTALLED),
    ],
)
def test_what_is_no_answer(machine, answer, code):
    machine.tools["/usr/bin/dpkg --verify"] = answer
    assert read(machine, DEEP).changed.code is code


def test_it_is_asked_for_in_a_deep_run_only(machine):
    assert read(machine, Ask()).changed.code is UnknownCode.NOT_SUPPORTED
    assert machine.asked == []


def test_a_system_without_dpkg(system):
    assert read(system, DEEP).changed.code is UnknownCode.NOT_FOUND


@pytest.mark.system("apt")
def test_a_really_changed_file(machine, tmp_path):
    """dpkg verifies a package in a throw-away root, one of whose two files was changed since."""
    root = tmp_path / "instroot"
    info = root / "var/lib/dpkg/info"
    info.mkdir(parents=True)
    (root / "usr/bin").mkdir(parents=True)
    for name in ("good", "bad"):
        (root / "usr/bin" / name).write_text(name)
    sums = {name: hashlib.md5(name.encode()).hexdigest() for name in ("good", "bad")}  # noqa: S324
    (info / "x.md5sums").write_text("".join(f"{s}  usr/bin/{n}\n" for n, s in sums.items()))
    (info / "x.list").write_text("/.\n/usr\n/usr/bin\n/usr/bin/good\n/usr/bin/bad\n")
    (root / "var/lib/dpkg/status").write_text(
        "Package: x\nStatus: install ok installed\nMaintainer: n\nArchitecture: all\n"
        "Version: 1\nDescription: n\n\n"
    )
    (root / "usr/bin/bad").write_text("changed")
    done = subprocess.run(
        ["/usr/bin/dpkg", f"--root={root}", "--verify"], capture_output=True, text=True, timeout=60
    )
    machine.tools["/usr/bin/dpkg --verify"] = CommandAnswer(done.returncode, done.stdout)

    assert read(machine, DEEP).changed == ("/usr/bin/bad",)

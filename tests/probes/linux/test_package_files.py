"""Files of packages, as dpkg tells them; and a really changed file in a root of its own."""

import hashlib
import subprocess
import tempfile

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
    assert facts.verified.code is UnknownCode.NO_RIGHT


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


@pytest.fixture
def root(tmp_path):
    """A throw-away root with one package of two files and a folder."""
    root = tmp_path / "instroot"
    info, files = root / "var/lib/dpkg/info", ("usr/bin/good", "usr/bin/bad", "usr/lib/x/y")
    info.mkdir(parents=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/lib/x").mkdir(parents=True)
    for name in files:
        (root / name).write_text(name)
    sums = {name: hashlib.md5(name.encode()).hexdigest() for name in files}  # noqa: S324
    (info / "x.md5sums").write_text("".join(f"{s}  {n}\n" for n, s in sums.items()))
    folders = ("/.", "/usr", "/usr/bin", "/usr/lib", "/usr/lib/x")
    (info / "x.list").write_text("\n".join((*folders, *(f"/{each}" for each in files), "")))
    (root / "var/lib/dpkg/status").write_text(
        "Package: x\nStatus: install ok installed\nMaintainer: n\nArchitecture: all\n"
        "Version: 1\nDescription: n\n\n"
    )
    return root


def verified(machine, root, account=()):
    """Have the real dpkg compare the package of a root."""
    done = subprocess.run(
        [*account, "/usr/bin/dpkg", f"--root={root}", "--verify"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )
    machine.tools["/usr/bin/dpkg --verify"] = CommandAnswer(done.returncode, done.stdout)
    return read(machine, DEEP)


@pytest.mark.system("apt")
def test_a_really_changed_file(machine, root):
    (root / "usr/bin/bad").write_text("changed")
    assert verified(machine, root).changed == ("/usr/bin/bad",)


@pytest.mark.system("apt")
@pytest.mark.system("root")
@pytest.mark.parametrize("closed", ["usr/bin/bad", "usr/lib/x"])
def test_a_file_that_an_ordinary_account_cannot_compare(machine, root, closed):
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    for each in (root, *root.parents):
        if each.is_relative_to(tempfile.gettempdir()) and str(each) != tempfile.gettempdir():
            each.chmod(0o755)
    assert verified(machine, root, nobody).verified == 1

    (root / closed).chmod(0o700)
    found = verified(machine, root, nobody)
    assert (found.changed, found.missing) == ((), ())
    assert found.verified.code is UnknownCode.NO_RIGHT
    assert verified(machine, root).verified == 1

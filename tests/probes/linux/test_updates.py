"""Which updates wait: raw answers of apt to facts, and a real apt on throw-away roots."""

import hashlib
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system_linux import LinuxSystem
from core.probes.updates.linux import Waiting, read, read_dry_run, read_script_answer

SCRIPT = "/usr/bin/python3 -I -c"
SIMULATION = "/usr/bin/apt-get -s"
LISTS = "/var/lib/apt/lists"
NONE = json.dumps({"ordinary": [], "security": [], "held": []})
RELEASE = "Origin: Debian\nLabel: {label}\nSuite: oldstable{suffix}\n"
SIMULATED = """\
NOTE: This is only a simulation!
Reading package lists...
The following packages have been kept back:
  linux-image-amd64
Inst base-files [12.4+deb12u11] (12.4+deb12u15 Debian:12.15/oldstable [amd64])
Inst linux-image-6.1.0-50-amd64 (6.1.1 Debian-Security:12/oldstable-security [amd64])
Inst jq [1.6-2.1] (1.6-2.1+deb12u1 Debian-Security:12/oldstable-security [amd64])
Inst libx [1] (2 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
Conf base-files (12.4+deb12u15 Debian:12.15/oldstable [amd64])
3 upgraded, 1 newly installed, 0 to remove and 1 not upgraded.
"""


SECURITY_LIST = "kho.vidu.example_debian-security_dists_x-security"


def put_list(system, name=SECURITY_LIST, days=1, label="Debian-Security", packages=True):
    suffix = "-security" if "Security" in label else ""
    file = system.write(f"{LISTS}/{name}_InRelease", RELEASE.format(label=label, suffix=suffix))
    if packages:
        system.write(f"{LISTS}/{name}_main_binary-amd64_Packages.lz4", b"x")
    moment = datetime(2027, 1, 5, 2, tzinfo=UTC).timestamp() - days * 86_400
    os.utime(file, (moment, moment))


@pytest.fixture
def debian(system, said):
    system.write("/var/lib/dpkg/status", "")
    system.tools[SCRIPT] = said(NONE)
    return system


def test_what_apt_pkg_tells(debian, said):
    put_list(debian)
    names = [f"p{number:02}" for number in range(12)]
    debian.tools[SCRIPT] = said(
        json.dumps({"ordinary": names, "security": ["openssl"], "held": ["linux-image-amd64"]})
    )

    facts = read(debian, Ask())

    assert (facts.ordinary, facts.security, facts.held) == (12, 1, 1)
    assert facts.ordinary_names == tuple(names[:10])
    assert facts.security_names == ("openssl",)
    assert facts.asked_at == "2027-01-04T02:00:00Z"
    assert (facts.origin.backend, facts.origin.degraded) == ("apt_pkg", False)


def test_without_apt_pkg_the_simulation_is_asked(debian, said):
    put_list(debian)
    debian.tools[SCRIPT] = said("", "ModuleNotFoundError: No module named 'apt_pkg'", exit=1)
    debian.tools[SIMULATION] = said(SIMULATED)

    facts = read(debian, Ask())

    assert (facts.ordinary, facts.security, facts.held) == (1, 2, 1)
    assert facts.security_names == ("jq", "libx")
    assert facts.origin.degraded is True


def test_both_ways_write_nothing(debian, said):
    put_list(debian)
    debian.tools[SCRIPT] = Unknown(UnknownCode.NOT_INSTALLED, "python3")
    debian.tools[SIMULATION] = said(SIMULATED)

    read(debian, Ask())

    script, simulation = debian.asked
    assert 'set("Dir::Cache::pkgcache", "")' in script[-1]
    assert {"Dir::Cache::pkgcache=", "Dir::Cache::srcpkgcache="} <= set(simulation)


@pytest.mark.parametrize(
    "answer",
    ["", "0 upgraded", "E: Could not open lock", "Inst odd\n" + SIMULATED, SIMULATED[:-30]],
)
def test_an_answer_that_is_not_understood_is_malformed(answer):
    assert read_dry_run(answer).code is UnknownCode.MALFORMED


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"ordinary": 3}', "[" * 100_000])
def test_a_script_that_says_nothing_is_malformed(answer):
    assert read_script_answer(answer).code is UnknownCode.MALFORMED


@given(st.text())
def test_no_answer_makes_the_readers_raise(text):
    assert isinstance(read_dry_run(text), Waiting | Unknown)
    assert isinstance(read_script_answer(text), Waiting | Unknown)


def test_without_lists_nothing_was_ever_asked(debian):
    (debian.root / LISTS.lstrip("/")).mkdir(parents=True)

    facts = read(debian, Ask())

    assert facts.asked_at == ""
    assert facts.ordinary.code is UnknownCode.NOT_FOUND
    assert facts.security.code is UnknownCode.NOT_FOUND
    assert facts.held.code is UnknownCode.NOT_FOUND


def test_release_files_without_packages_are_no_lists(debian):
    put_list(debian, packages=False)

    assert read(debian, Ask()).asked_at == ""


def test_without_a_security_archive_security_is_unknown(debian):
    put_list(debian, name="kho.vidu.example_debian_dists_x", label="Debian")

    facts = read(debian, Ask())

    assert facts.ordinary == 0
    assert facts.security.code is UnknownCode.NOT_FOUND


def test_the_newest_list_counts_and_a_failed_attempt_does_not(debian):
    put_list(debian, days=9)
    put_list(debian, name="kho.vidu.example_debian_dists_x", label="Debian", days=40)
    (debian.root / LISTS.lstrip("/") / "partial").mkdir()

    assert read(debian, Ask()).asked_at == "2026-12-27T02:00:00Z"


def test_a_vendors_fresh_list_makes_that_of_security_no_younger(debian):
    put_list(debian, days=40)
    put_list(debian, name="dl.vidu.example_linux_chrome_deb_dists_stable", label="Google", days=1)

    assert read(debian, Ask()).asked_at == "2026-11-26T02:00:00Z"


@pytest.mark.parametrize(
    ("name", "label", "asked_at"),
    [
        ("kho.vidu.example_debian_dists_x", "Debian", "2027-01-03T18:13:20Z"),
        (SECURITY_LIST, "Debian-Security", "2026-12-27T02:00:00Z"),
    ],
)
def test_the_stamp_of_a_success_makes_no_list_of_security_younger(debian, name, label, asked_at):
    """apt calls it a success when one archive of several could be reached."""
    put_list(debian, name=name, label=label, days=9)
    stamp = debian.write("/var/lib/apt/periodic/update-success-stamp", "")
    os.utime(stamp, (1_799_000_000, 1_799_000_000))

    assert read(debian, Ask()).asked_at == asked_at


def test_lists_dated_in_the_future_tell_no_age(debian):
    put_list(debian, days=-30)

    assert read(debian, Ask()).asked_at.code is UnknownCode.MALFORMED


def test_the_offices_own_server(debian):
    put_list(debian, name="192.168.1.10_debian_dists_x-security")

    assert read(debian, Ask()).server == "192.168.1.10"


def test_a_disc_is_no_server(debian):
    put_list(debian, name="Debian%20GNU%5fLinux%2012.4.0%20DVD_dists_x")

    assert read(debian, Ask()).server == ""


def test_a_system_without_dpkg_is_not_supported(system):
    assert read(system, Ask()).ordinary.code is UnknownCode.NOT_SUPPORTED


class RootedApt(LinuxSystem):
    """Lets the real apt look at a throw-away root."""

    def run(self, argv, limit, environment=None):
        return super().run(argv, limit, {"APT_CONFIG": f"{self._root}/apt.conf"})


FOLDERS = (
    "etc/apt/apt.conf.d",
    "etc/apt/preferences.d",
    "etc/apt/trusted.gpg.d",
    "var/lib/dpkg",
    "var/lib/apt/lists/partial",
    "var/cache/apt/archives/partial",
)
STANZA = """\
Package: {}
Version: {}
Architecture: all
Maintainer: a <a@example.org>
Description: d
{}
"""
INSTALLED = {
    "plain": "install",
    "risky": "install",
    "pinned": "hold",
    "grows": "install",
    "kernel": "install",
    "covered": "install",
    "stuck": "install",
}
AVAILABLE = {
    ("Debian", "x"): [
        ("plain", "1.1", ""),
        ("pinned", "1.1", ""),
        ("grows", "2.0", "Depends: new-part\n"),
        ("new-part", "1.0", ""),
        ("covered", "1.2", ""),
        ("stuck", "2.0", "Depends: nowhere\n"),
    ],
    ("Debian-Security", "x-security"): [
        ("risky", "1.0.1", ""),
        ("kernel", "1.0.1", "Depends: kernel-1.0.1\n"),
        ("kernel-1.0.1", "1.0.1", ""),
        ("covered", "1.1", ""),
        ("pinned", "1.0.1", ""),
    ],
}
CONFIGURATION = 'Dir "{0}";\nDir::State::status "{0}/var/lib/dpkg/status";\n'


def build_archive(folder: Path, label: str, suite: str, packages) -> None:
    """Write an archive as apt reads it: a list of packages, and a release file with its digest."""
    folder.mkdir(parents=True)
    file = f"Filename: ./a.deb\nSize: 1\nSHA256: {'0' * 64}\n"
    listed = "".join(
        STANZA.format(name, version, extra + file) for name, version, extra in packages
    )
    (folder / "Packages").write_text(listed)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    (folder / "Release").write_text(
        f"Label: {label}\nSuite: {suite}\nDate: Mon, 04 Jan 2027 00:00:00 UTC\n"
        f"SHA256:\n {digest} {len(listed)} Packages\n"
    )


def build_root(root: Path) -> None:
    """Make a root with four installed packages and two archives of newer ones."""
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True)
    status = (
        STANZA.format(name, "1.0", f"Status: {state} ok installed\n")
        for name, state in INSTALLED.items()
    )
    (root / "var/lib/dpkg/status").write_text("".join(status))
    sources = ""
    for (label, suite), packages in AVAILABLE.items():
        build_archive(root / "archive" / suite, label, suite, packages)
        sources += f"deb [trusted=yes] file:{root}/archive/{suite} ./\n"
    (root / "etc/apt/sources.list").write_text(sources)
    (root / "apt.conf").write_text(CONFIGURATION.format(root))


@pytest.fixture
def repository(tmp_path):
    """A root whose lists were fetched by the real apt, from archives on this disk."""
    root = tmp_path / "apt-root"
    build_root(root)
    options = ["-o", "APT::Sandbox::User=root", "-o", "Acquire::Check-Date=false"]
    done = subprocess.run(
        ["/usr/bin/apt-get", *options, "update"],
        env={"APT_CONFIG": str(root / "apt.conf"), "LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.system("apt")
def test_a_success_of_the_real_apt_without_the_security_archive(repository):
    """What the stamp of Ubuntu is worth: it is renewed although nothing of security was fetched."""
    sources = (repository / "etc/apt/sources.list").read_text().replace("x-security", "gone")
    (repository / "etc/apt/sources.list").write_text(sources)
    stamp = repository / "stamp"
    options = [
        *("-o", "APT::Sandbox::User=root", "-o", "Acquire::Check-Date=false"),
        *("-o", f"APT::Update::Post-Invoke-Success::=touch {stamp}"),
    ]
    subprocess.run(
        ["/usr/bin/apt-get", *options, "update"],
        env={"APT_CONFIG": str(repository / "apt.conf"), "LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        timeout=60,
    )

    assert stamp.exists()


def snapshot(root: Path) -> dict[str, tuple[int, float]]:
    return {str(f): (f.stat().st_size, f.stat().st_mtime) for f in root.rglob("*")}


@pytest.mark.system("apt")
def test_the_real_apt_on_a_throw_away_root(repository):
    before = snapshot(repository)

    facts = read(RootedApt(str(repository)), Ask())

    assert facts.ordinary_names == ("grows", "plain")
    assert facts.security_names == ("covered", "kernel", "risky")
    assert facts.held == 2  # one held by hand, one that cannot be installed
    assert snapshot(repository) == before


@pytest.mark.system("apt")
def test_the_simulation_agrees_with_apt_pkg(repository):
    class WithoutPython(RootedApt):
        def run(self, argv, limit, environment=None):
            if argv[0].endswith("python3"):
                return Unknown(UnknownCode.NOT_INSTALLED, argv[0])
            return super().run(argv, limit, environment)

    by_apt_pkg = read(RootedApt(str(repository)), Ask())
    by_simulation = read(WithoutPython(str(repository)), Ask())

    assert by_simulation.origin.degraded is True
    assert by_simulation.held == by_apt_pkg.held
    # Of the one that a newer version covers, the simulation tells only that version.
    assert by_simulation.security_names == ("kernel", "risky")
    assert by_simulation.ordinary_names == ("covered", "grows", "plain")


@pytest.mark.system("apt")
def test_emptied_lists_are_never_up_to_date(repository):
    shutil.rmtree(repository / "var/lib/apt/lists")
    (repository / "var/lib/apt/lists/partial").mkdir(parents=True)

    facts = read(RootedApt(str(repository)), Ask())

    assert facts.asked_at == ""
    assert isinstance(facts.ordinary, Unknown)

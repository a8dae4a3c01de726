"""Sources of apt in both forms, and its settings about signatures, also apt's own answer."""

import os
import subprocess

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.package_sources.facts import PackageSource
from core.probes.package_sources.linux import block_sources, one_line_sources, read

DUMP = 'APT "";\nAPT::Architecture "amd64";\n'


def test_the_old_form():
    text = (
        "# deb http://commented/ x main\n"
        "deb http://kho.vidu.example/debian bookworm main\n"
        "deb-src http://kho.vidu.example/debian bookworm main\n"
        "deb [arch=amd64 trusted=yes] http://an:bi-mat@kho.xa.example/x ./\n"
        "deb [ signed-by=/k.gpg trusted=no ] https://y.example stable main\n"
        "deb cdrom:[Debian GNU/Linux 12 _Bookworm_ - DVD]/ bookworm main\n"
        "deb [allow-insecure=yes] https://z.example stable main\n"
    )
    assert tuple(one_line_sources(text)) == (
        PackageSource(address="http://kho.vidu.example/debian", suite="bookworm", unsigned=False),
        PackageSource(address="http://kho.xa.example/x", suite="./", unsigned=True),
        PackageSource(address="https://y.example", suite="stable", unsigned=False),
        PackageSource(
            address="cdrom:[Debian GNU/Linux 12 _Bookworm_ - DVD]/",
            suite="bookworm",
            unsigned=False,
        ),
        PackageSource(address="https://z.example", suite="stable", unsigned=True),
    )


def test_the_new_form():
    text = (
        "# a comment\nTypes: deb deb-src\nURIs: http://a.example http://b.example\n"
        "Suites: trixie\n trixie-updates\nComponents: main\n\n"
        "Types: deb\nURIs: http://c.example\nSuites: x\nTrusted: yes\n\n"
        "Types: deb\nURIs: http://d.example\nSuites: x\nAllow-Insecure: true\n\n"
        "Types: deb\nURIs: http://off.example\nSuites: x\nEnabled: no\nTrusted: yes\n\n"
        "Types: deb-src\nURIs: http://src.example\nSuites: x\n"
    )
    found = tuple(block_sources(text))
    assert [(each.address, each.suite) for each in found] == [
        ("http://a.example", "trixie"),
        ("http://a.example", "trixie-updates"),
        ("http://b.example", "trixie"),
        ("http://b.example", "trixie-updates"),
        ("http://c.example", "x"),
        ("http://d.example", "x"),
    ]
    assert [each.unsigned for each in found] == [False] * 4 + [True] * 2


@pytest.fixture
def debian(system, said):
    system.write("/var/lib/dpkg/status", "Package: a\nStatus: install ok installed\n")
    system.write("/etc/os-release", "ID=debian\nVERSION_CODENAME=bookworm\n")
    system.write("/etc/apt/sources.list.d/a.list", "deb http://x.example bookworm main\n")
    system.write("/etc/apt/sources.list.d/b.list.save", "deb [trusted=yes] http://y.example x\n")
    system.tools["/usr/bin/apt-config"] = said(DUMP)
    return system


def test_only_files_that_apt_reads_count(debian):
    found = read(debian, Ask())
    assert [each.address for each in found.sources] == ["http://x.example"]
    assert found.unsigned_allowed == ()
    assert found.codename == "bookworm"


def test_settings_that_let_unsigned_packages_in(debian, said):
    more = 'APT::Get::AllowUnauthenticated "TRUE";\nAcquire::AllowInsecureRepositories "0";\n'
    debian.tools["/usr/bin/apt-config"] = said(DUMP + more)
    assert read(debian, Ask()).unsigned_allowed == ("APT::Get::AllowUnauthenticated",)


@pytest.mark.parametrize(
    ("more", "codename"),
    [
        ("VERSION_CODENAME=virginia\nUBUNTU_CODENAME=jammy\n", "jammy"),
        ("VERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n", "bookworm"),
        ("VERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n", "noble"),
        ("VERSION_CODENAME=trixie\n", "trixie"),
    ],
)
def test_the_release_that_a_system_is_built_on(debian, more, codename):
    debian.write("/etc/os-release", f"ID=x\n{more}")
    assert read(debian, Ask()).codename == codename


@pytest.mark.parametrize(("out", "exit"), [("", 0), ("", 100), ("x", 0)])
def test_an_apt_config_that_says_nothing_is_no_answer(debian, said, out, exit):
    debian.tools["/usr/bin/apt-config"] = said(out, exit=exit)
    found = read(debian, Ask()).unsigned_allowed
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.SOURCE_BROKEN


def test_no_source_at_all_is_no_answer(debian):
    (debian.root / "etc/apt/sources.list.d/a.list").unlink()
    found = read(debian, Ask()).sources
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NOT_FOUND


@pytest.mark.system("apt")
@pytest.mark.parametrize(
    "written",
    ['APT { Get { AllowUnauthenticated "yes"; }; };', 'apt::get::allowunauthenticated "1";'],
)
def test_apt_itself_says_what_a_root_lets_in(debian, said, tmp_path, written):
    """The setting is written as an administrator would, and apt is asked what it makes of it."""
    settings = tmp_path / "apt.conf"
    settings.write_text(f"{written}\n")
    asked = subprocess.run(
        ["/usr/bin/apt-config", "dump"],
        env={**os.environ, "APT_CONFIG": str(settings), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    debian.tools["/usr/bin/apt-config"] = said(asked.stdout)
    assert "APT::Get::AllowUnauthenticated" in read(debian, Ask()).unsigned_allowed

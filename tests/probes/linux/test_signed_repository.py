"""An archive signed with a key made here, in a throw-away root: apt and the check agree."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from core.checks.catalogue import catalogue
from core.model.facts import FactSet
from core.probes.ask import Ask
from core.probes.package_sources.linux import read
from core.probes.system_linux import LinuxSystem

pytestmark = pytest.mark.system("signed-apt")

FOLDERS = (
    "etc/apt/apt.conf.d",
    "etc/apt/preferences.d",
    "var/lib/dpkg",
    "var/lib/apt/lists/partial",
)
PACKAGE = "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x.vn>\nDescription: d\n"


class RootedApt(LinuxSystem):
    """Lets the real apt look at a throw-away root."""

    def run(self, argv, limit, environment=None):
        return super().run(argv, limit, {"APT_CONFIG": f"{self._root}/apt.conf"})


def run(*argv: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A root with one installed package, one archive on this disk, and the key that signed it."""
    root = tmp_path_factory.mktemp("signed")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").write_text(PACKAGE + "Status: install ok installed\n\n")
    (root / "etc/os-release").write_text("ID=debian\nVERSION_CODENAME=bookworm\n")
    (root / "apt.conf").write_text(
        f'Dir "{root}";\nDir::State::status "{root}/var/lib/dpkg/status";\n'
        'APT::Sandbox::User "root";\n'
    )
    archive = root / "archive"
    archive.mkdir()
    listed = f"{PACKAGE}Filename: ./a.deb\nSize: 1\nSHA256: {'0' * 64}\n\n"
    (archive / "Packages").write_text(listed)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    (archive / "Release").write_text(
        f"Suite: bookworm\nCodename: bookworm\nDate: Mon, 05 Jan 2026 00:00:00 UTC\n"
        f"SHA256:\n {digest} {len(listed)} Packages\n"
    )
    home = root / "gnupg"
    home.mkdir(mode=0o700)
    gpg = ("gpg", "--homedir", str(home), "--batch", "--quiet", "--passphrase", "")
    made = run(*gpg, "--quick-generate-key", "office@example.org", "ed25519", "sign", "never")
    assert made.returncode == 0, made.stderr
    run(*gpg, "--export", "-o", str(root / "key.gpg"))
    yield root, (*gpg, "--clearsign", "-o", str(archive / "InRelease"), str(archive / "Release"))
    run("gpgconf", "--homedir", str(home), "--kill", "all")


def update(root: Path) -> bool:
    """Say whether apt itself takes what the sources offer."""
    done = run("/usr/bin/apt-get", "update", APT_CONFIG=str(root / "apt.conf"))
    return done.returncode == 0 and "not signed" not in done.stderr


def judged(root: Path) -> str:
    rule = catalogue()["UPD-212"]
    facts = read(RootedApt(str(root)), Ask())
    return rule.judge(FactSet([facts]), rule.params()).message.key


def test_apt_and_the_check_agree_on_signatures(signed):
    root, sign = signed
    sources = root / "etc/apt/sources.list"

    sources.write_text(f"deb [signed-by={root}/key.gpg] file:{root}/archive ./\n")
    assert not update(root)

    sources.write_text(f"deb [trusted=yes] file:{root}/archive ./\n")
    assert update(root)
    assert judged(root) == "fail.unsigned"

    assert run(*sign).returncode == 0
    sources.write_text(f"deb [signed-by={root}/key.gpg] file:{root}/archive ./\n")
    assert update(root)
    assert judged(root) == "pass.signed"

    (root / "etc/apt/apt.conf.d/50lax").write_text('APT::Get::AllowUnauthenticated "true";\n')
    assert judged(root) == "fail.allowed"

"""The readable script for a machine on which the program is blocked."""

import shutil
from pathlib import Path

import pytest
from lab import ROOT, Lab

FIREWALL = r"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
POLICY = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU"
RESTART = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired"
CODES = (
    "AV-101", "AV-102", "UPD-201", "UPD-202", "UPD-203", "UPD-204", "BAK-301", "ACC-401",
    "ACC-402", "ACC-403", "NET-501", "SYS-801",
)  # fmt: skip


@pytest.fixture
def form(lab: Lab, tmp_path: Path) -> dict[str, str]:
    """Run the script and return what it wrote for each code."""
    folder = lab.drive / "phieu"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(ROOT / "docs" / "antivirus" / "kiem-tra.cmd", folder)

    ended = lab.run("cmd", "/c", r"C:\phieu\kiem-tra.cmd", r"C:\phieu")

    assert ended.returncode == 0, ended.stdout
    lines = next(folder.glob("phieu-*.txt")).read_text("ascii").splitlines()
    return {line.split()[0]: line for line in lines if line.split()[:1]}


def add(lab: Lab, key: str, name: str, number: int) -> None:
    """Plant a number in the registry."""
    words = ("add", key, "/v", name, "/t", "REG_DWORD", "/d", str(number), "/f")
    assert lab.run("reg", *words).returncode == 0


def test_what_it_cannot_read_it_leaves_open(form: dict[str, str]) -> None:
    assert set(CODES) <= set(form)
    assert "build 18362" in form["UPD-204"]
    for code in ("AV-102", "UPD-202", "UPD-203", "BAK-301", "ACC-401", "ACC-402", "ACC-403"):
        assert "Chua biet" in form[code]
    assert form["NET-501"].count("chua biet") == 3
    assert not [line for line in form.values() if ": Dat" in line]


@pytest.fixture
def planted(lab: Lab) -> None:
    """Plant a policy, a pending restart and one profile that is off."""
    add(lab, POLICY, "NoAutoUpdate", 1)
    add(lab, RESTART, "any", 1)
    add(lab, f"{FIREWALL}\\PublicProfile", "EnableFirewall", 0)
    add(lab, f"{FIREWALL}\\StandardProfile", "EnableFirewall", 1)


def test_what_is_set_is_written_down(planted: None, form: dict[str, str]) -> None:
    assert "NoAutoUpdate" in form["UPD-202"]
    assert "cho khoi dong lai" in form["UPD-203"]
    assert "mien chua biet, rieng bat, cong cong TAT" in form["NET-501"]


def test_the_form_names_the_checks_of_the_paper() -> None:
    paper = (ROOT / "docs" / "antivirus" / "phieu-kiem-tra.md").read_text("utf-8")

    for code in CODES:
        assert f"| {code} |" in paper

"""The real system of Linux: files, tools and what they may do to us."""

import os
import sys
import time
from pathlib import Path

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import commands_linux
from core.probes.system import CommandAnswer
from core.probes.system_linux import LinuxSystem

SH = "/bin/sh"


@pytest.fixture
def linux():
    return LinuxSystem()


def test_a_tool_and_its_answer(linux):
    assert linux.run([SH, "-c", "echo out; echo err >&2; exit 3"], 5) == CommandAnswer(
        3, "out\n", "err\n"
    )


def test_a_tool_meets_a_plain_world(linux):
    said = linux.run([SH, "-c", "echo $LC_ALL $DEBIAN_FRONTEND $HOME.; cat; pwd"], 5)

    assert said.out.split() == ["C", "noninteractive", ".", "/"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["/no/such/tool"], UnknownCode.NOT_INSTALLED),
        (["/etc/passwd"], UnknownCode.NO_RIGHT),
        (["sh", "-c", "echo"], UnknownCode.NOT_SUPPORTED),
    ],
)
def test_tools_that_do_not_run(linux, argv, code):
    assert linux.run(argv, 5).code is code


def processes_with(mark: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "cmdline").read_bytes():
                found.append(entry.name)
        except OSError:
            continue
    return found


def wait_until_gone(mark: str) -> list[str]:
    deadline = time.monotonic() + 5
    while (left := processes_with(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def test_at_the_limit_a_tool_and_its_children_are_ended(linux):
    started = time.monotonic()
    said = linux.run([SH, "-c", "sleep 4321.1 & sleep 4321.2; true"], 0.3)

    assert said.code is UnknownCode.TIMED_OUT
    assert time.monotonic() - started < 5
    assert wait_until_gone("4321.") == []


def test_a_child_that_is_left_behind_is_ended_and_does_not_hold_us(linux):
    said = linux.run([SH, "-c", "sleep 4322.1 & echo done"], 30)

    assert said.out == "done\n"
    assert wait_until_gone("4322.") == []


def test_a_flood_ends(linux, monkeypatch):
    monkeypatch.setattr(commands_linux, "OUTPUT_LIMIT", 200_000)

    assert linux.run(["/usr/bin/yes"], 20).code is UnknownCode.MALFORMED


def test_a_tool_stays_in_our_session(linux):
    """So that whoever ends the session of the probe host ends the tool with it."""
    code = "import os; print(os.getsid(0), os.getpgid(0) == os.getpid())"
    said = linux.run([sys.executable, "-c", code], 20)

    assert said.out.split() == [str(os.getsid(0)), "True"]


def test_files(linux, tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"caf\xc3\xa9 \xff")
    rooted = LinuxSystem(str(tmp_path))

    assert rooted.read_text("/a") == "café �"
    assert rooted.read_bytes("/a", 3) == b"caf"
    assert rooted.read_bytes("/a", 2, from_end=True) == b" \xff"
    assert rooted.list_folder("/") == ("a",)
    assert rooted.stat("/a").size == 7
    assert rooted.stat("/").kind == "folder"
    assert linux.read_text(str(file)) == "café �"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nothing", UnknownCode.NOT_FOUND),
        ("/a/below", UnknownCode.NOT_FOUND),
        ("/", UnknownCode.UNREADABLE),
        ("/pipe", UnknownCode.UNREADABLE),
        ("/zero\0byte", UnknownCode.MALFORMED),
        ("/long", UnknownCode.MALFORMED),
    ],
)
def test_files_that_cannot_be_read(tmp_path, path, code):
    (tmp_path / "a").write_text("x")
    (tmp_path / "long").write_text("x" * 2000)
    os.mkfifo(tmp_path / "pipe")

    assert LinuxSystem(str(tmp_path)).read_text(path, 1000).code is code


def test_this_very_process_is_seen(linux):
    mine = [each for each in linux.processes() if each.pid == os.getpid()]

    assert [Path(each.exe).resolve() for each in mine] == [Path(sys.executable).resolve()]


def test_rights_and_user(linux):
    assert linux.rights() in ("user", "administrator", "elevated")
    assert (linux.rights() == "elevated") is (os.geteuid() == 0)
    assert isinstance(linux.user(), str)


def test_a_unit_that_does_not_exist(linux):
    unit = linux.service("no-such-unit-of-ours")

    assert isinstance(unit, Unknown)
    assert unit.code in (UnknownCode.NOT_INSTALLED, UnknownCode.NOT_SUPPORTED)


def test_units_by_what_systemd_shows(linux, monkeypatch, said):
    monkeypatch.setattr(os.path, "isdir", lambda path: True)
    answers = {
        "LoadState=loaded\nActiveState=active\nUnitFileState=enabled\n": (True, True),
        "LoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n": (False, False),
        "LoadState=masked\nActiveState=inactive\nUnitFileState=masked\n": (False, False),
        "LoadState=loaded\nActiveState=failed\nUnitFileState=enabled\n": (False, True),
    }
    for out, told in answers.items():
        monkeypatch.setattr(linux, "run", lambda argv, limit, out=out: said(out))
        unit = linux.service("ufw")

        assert (unit.running, unit.enabled) == told


@pytest.mark.parametrize(
    ("out", "exit", "code"),
    [
        ("LoadState=not-found\nActiveState=inactive\n", 0, UnknownCode.NOT_INSTALLED),
        ("", 0, UnknownCode.MALFORMED),
        ("", 1, UnknownCode.SERVICE_OFF),
    ],
)
def test_units_that_are_not_told(linux, monkeypatch, said, out, exit, code):
    monkeypatch.setattr(os.path, "isdir", lambda path: True)
    monkeypatch.setattr(linux, "run", lambda argv, limit: said(out, "", exit))

    assert linux.service("ufw").code is code

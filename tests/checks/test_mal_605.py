"""MAL-605: from where the running programs run."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.programs.facts import ProgramsFacts, RunningProgram

SPARED = {"windows": {}, "linux": {}}


def unread(code):
    return Unknown(UnknownCode(code), "")


def running(sample, *files, **changes):
    facts = next(each for each in sample.all() if isinstance(each, ProgramsFacts))
    return replace(
        facts, programs=tuple(RunningProgram(name="x", file=each) for each in files), **changes
    )


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("/usr/bin/bash", "pass.none"),
        ("/snap/app/1/bin/x", "pass.none"),
        ("/tmp/x", "warn.loose"),
        ("/tmp/.mount_appXYZ/AppRun", "warn.loose"),
        ("/tmp/.ICE-unix/x", "fail.hiding"),
        ("/dev/shm/x", "fail.hiding"),
        ("/memfd:x", "fail.hiding"),
        ("/memfd:runc_cloned:/proc/self/exe", "pass.none"),
        ("/home/an/.x/y", "fail.hiding"),
        ("/home/an/.local/share/x", "pass.none"),
        ("/home/an/Downloads/x", "warn.loose"),
    ],
)
def test_on_linux(linux, judge, file, key):
    assert judge("MAL-605", linux, running(linux, "/usr/bin/bash", file)).message.key == key


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("C:\\Windows\\System32\\svchost.exe", "pass.none"),
        ("C:\\Users\\an\\AppData\\Local\\Temp\\is-1\\setup.tmp", "warn.loose"),
        ("C:\\Users\\Public\\svchost.exe", "fail.hiding"),
        ("C:\\$Recycle.Bin\\x\\a.exe", "fail.hiding"),
        ("C:\\Users\\an\\Desktop\\UltraViewer.exe", "warn.loose"),
    ],
)
def test_on_windows(windows, judge, file, key):
    assert judge("MAL-605", windows, running(windows, file)).message.key == key


def test_what_the_office_knows_is_accepted(linux, judge):
    facts, allowed = running(linux, "/tmp/x"), {"allowed": ("/tmp/x",)}
    assert judge("MAL-605", linux, facts, params=allowed).message.key == "pass.none"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"unseen": 40}, "unknown.no_right"),
        ({"unseen": unread("crashed")}, "unknown.crashed"),
        ({"programs": unread("no_right")}, "unknown.no_right"),
        ({"programs": unread("source_broken")}, "unknown.source_broken"),
    ],
)
def test_what_was_not_read(linux, judge, changes, key):
    assert judge("MAL-605", linux, replace(running(linux), **changes)).message.key == key


def test_some_files_may_not_be_seen(linux, judge):
    facts = running(linux, "/usr/bin/bash", unseen=40)
    assert judge("MAL-605", linux, facts).message.key == "pass.partly"


def test_an_unknown_system_is_no_pass(linux, judge):
    machine = linux.machine(os=unread("malformed"))
    assert judge("MAL-605", linux, machine).message.key == "unknown.malformed"

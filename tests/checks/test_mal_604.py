"""MAL-604: what puts itself between programs and their start."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.startup.facts import Between, StartupFacts

FIELDS = {
    name: "a matter of another check" for name in ("at_sign_in", "elsewhere", "services", "tasks")
}
ENTRIES = {"changeable": "a field of entries, a matter of other checks"}
SPARED = {"windows": FIELDS | ENTRIES, "linux": FIELDS | ENTRIES}


def unread(code):
    return Unknown(UnknownCode(code), "")


def with_between(sample, *found, **changes):
    facts = next(each for each in sample.all() if isinstance(each, StartupFacts))
    return replace(facts, between=found, **changes)


def between(kind, name, value):
    return Between(kind=kind, name=name, value=value, place="somewhere")


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (between("shell", "Winlogon", "C:\\Windows\\x.exe"), "fail.between"),
        (between("userinit", "Winlogon", "C:\\ProgramData\\V\\x.exe"), "fail.between"),
        (between("debugger", "sethc.exe", "C:\\Windows\\System32\\cmd.exe"), "fail.between"),
        (between("debugger", "UTILMAN.EXE", "cmd.exe"), "fail.between"),
        (between("debugger", "notepad.exe", "C:\\Tools\\Notepad3\\n.exe"), "warn.between"),
        (between("debugger", "notepad.exe", '"C:\\Users\\Public\\n.exe" -x'), "fail.between"),
        (between("debugger", "taskmgr.exe", '"C:\\Program Files\\Sysinternals\\procexp64.exe"'),
         "warn.between"),
        (between("debugger", "a.exe", "C:\\Program Files\\D\\windbg.exe -p"), "warn.between"),
        (between("debugger", "a.exe", "rundll32.exe C:\\Users\\Public\\x.dll,Go"), "fail.between"),
        (between("at_exit", "a.exe", "C:\\Users\\Public\\a b.exe -x"), "fail.between"),
        (between("appinit", "AppInit_DLLs", "C:\\PROGRA~1\\V\\a.dll,C:\\Users\\Public\\x.dll"),
         "fail.between"),
        (between("appinit", "AppInit_DLLs", "C:\\PROGRA~1\\V\\a.dll C:\\PROGRA~1\\V\\b.dll"),
         "warn.between"),
        (between("autorun", "cmd.exe", "cd C:\\ & C:\\Users\\Public\\x.bat"), "fail.between"),
        (between("packages", "Security Packages", "vendor"), "warn.between"),
        (between("appinit", "AppInit_DLLs", "C:\\Windows\\Temp\\x.dll"), "fail.between"),
        (between("autorun", "cmd.exe", "doskey /macrofile=x"), "warn.between"),
    ],
)  # fmt: skip
def test_on_windows(windows, judge, found, key):
    assert judge("MAL-604", windows, with_between(windows, found)).message.key == key


@pytest.mark.parametrize(
    ("library", "key"),
    [
        ("/usr/lib/x86_64-linux-gnu/libsnoopy.so", "warn.between"),
        ("/lib/libx.so", "warn.between"),
        ("/lib/libx.so:/usr/lib/liby.so", "warn.between"),
        ("/usr/lib/libx.so:", "warn.between"),
        ("libgtk3-nocsd.so.0", "warn.between"),
        ("/usr/$LIB/libx.so", "warn.between"),
        ("./libx.so", "fail.between"),
        ("/usr/lib/../../tmp/x.so", "fail.between"),
        (":", "fail.between"),
        ("/lib/libx.so /tmp/x.so", "fail.between"),
        ("/lib/libx.so:/tmp/x.so", "fail.between"),
        ("/usr/local/lib/libprocesshider.so", "fail.between"),
        ("/tmp/x.so", "fail.between"),
        ("", "fail.between"),
    ],
)
def test_a_preloaded_library(linux, judge, library, key):
    found = between("preload", "ld.so", library)
    assert judge("MAL-604", linux, with_between(linux, found)).message.key == key


def test_what_the_office_knows_is_accepted(linux, judge):
    found = between("preload", "ld.so", "/opt/av/lib.so")
    allowed = {"allowed": ("/opt/av/lib.so",)}
    facts = with_between(linux, found)
    assert judge("MAL-604", linux, facts, params=allowed).message.key == "pass.none"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"unseen": ("HKLM\\SAM",)}, "pass.partly"),
        ({"unseen": unread("crashed")}, "unknown.crashed"),
        ({"between": unread("no_right")}, "unknown.no_right"),
        ({"between": unread("timed_out")}, "unknown.timed_out_unsaid"),
    ],
)
def test_what_was_not_read(linux, judge, changes, key):
    facts = replace(with_between(linux), **changes)
    assert judge("MAL-604", linux, facts).message.key == key


def test_an_unknown_system_is_no_pass(linux, judge):
    machine = linux.machine(os=unread("malformed"))
    assert judge("MAL-604", linux, machine).message.key == "unknown.malformed"

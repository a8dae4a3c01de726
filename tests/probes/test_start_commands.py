"""Which programs a command line runs."""

import pytest

from core.probes.start_commands import posix_programs, windows_programs


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("/usr/bin/a", ("/usr/bin/a",)),
        ("a b c", ()),
        ("X=1 /usr/bin/a /tmp/data", ("/usr/bin/a",)),
        ("nice -n 10 /usr/bin/a", ("/usr/bin/a",)),
        ("nice /usr/bin/a", ("/usr/bin/a",)),
        ("sudo env A=1 /opt/a", ("/opt/a",)),
        ("timeout 5 /opt/a", ("/opt/a",)),
        ("python3 /opt/a.py --x", ("/opt/a.py",)),
        ("/usr/bin/python3 -u /tmp/a.py", ("/usr/bin/python3", "/tmp/a.py")),
        ("sh -c '/opt/a && /tmp/b'", ("/opt/a", "/tmp/b")),
        ("bash -c \"bash -c '/tmp/deep'\"", ("/tmp/deep",)),
        ("/opt/a; /opt/b || /opt/c | /opt/d", ("/opt/a", "/opt/b", "/opt/c", "/opt/d")),
        ("~/bin/a", ("/home/an/bin/a",)),
        ("$HOME/bin/a", ("/home/an/bin/a",)),
        ("/opt/unclosed 'quote", ("/opt/unclosed",)),
        ("# /opt/a", ()),
        ("", ()),
    ],
)
def test_posix(command, found):
    assert posix_programs(command, "/home/an") == found


VARIABLES = {
    "systemroot": "C:\\Windows", "windir": "C:\\Windows", "programfiles": "C:\\Program Files",
}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("C:\\a.exe", ("C:\\a.exe",)),
        ('"C:\\Program Files\\A\\a.exe" -x "C:\\b.exe"', ("C:\\Program Files\\A\\a.exe",)),
        ("C:\\Program Files\\A\\a.exe -x", ("C:\\Program Files\\A\\a.exe",)),
        ("%ProgramFiles%\\A\\a.exe", ("C:\\Program Files\\A\\a.exe",)),
        ("%unknown%\\a.exe", ()),
        ("\\SystemRoot\\System32\\drivers\\a.sys", ("C:\\Windows\\System32\\drivers\\a.sys",)),
        ("system32\\drivers\\a.sys", ("C:\\Windows\\system32\\drivers\\a.sys",)),
        ("\\??\\C:\\a.sys", ("C:\\a.sys",)),
        ("%SystemRoot%\\system32\\svchost.exe -k netsvcs", ("C:\\Windows\\system32\\svchost.exe",)),
        (
            "C:\\Windows\\System32\\rundll32.exe C:\\Users\\Public\\a.dll,Start",
            ("C:\\Windows\\System32\\rundll32.exe", "C:\\Users\\Public\\a.dll"),
        ),
        ('wscript.exe //B "C:\\Users\\Public\\a.vbs"', ("C:\\Users\\Public\\a.vbs",)),
        ("explorer.exe", ()),
        ("", ()),
        ('"', ()),
    ],
)
def test_windows(command, found):
    assert windows_programs(command, VARIABLES) == found

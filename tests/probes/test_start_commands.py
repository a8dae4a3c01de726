"""Which programs a command line runs."""

import pytest

from core.probes.start_commands import posix_programs, shortened, windows_programs


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
        ("timeout -k 5 10 /tmp/a", ("/tmp/a",)),
        ("timeout --kill-after=5 -s KILL 10 /tmp/a", ("/tmp/a",)),
        ("timeout --signal KILL -- 10 /tmp/a", ("/tmp/a",)),
        ("/usr/bin/flock -n /tmp/lock /usr/bin/a", ("/usr/bin/flock", "/usr/bin/a")),
        ("flock -w 5 -E 1 /tmp/lock /tmp/a", ("/tmp/a",)),
        ("flock /tmp/lock -c 'cd /; /tmp/a'", ("/tmp/a",)),
        ("flock -n 9 || exit 1; /tmp/a", ("/tmp/a",)),
        ("nice -n10 ionice -c 2 -n7 /tmp/a", ("/tmp/a",)),
        ("taskset -c 0,1 /tmp/a", ("/tmp/a",)),
        ("sudo -u www-data -n /tmp/a", ("/tmp/a",)),
        ("sudo -nu www-data /tmp/a", ("/tmp/a",)),
        ("/tmp/sudo /usr/bin/a", ("/tmp/sudo", "/usr/bin/a")),
        ("env -u X A=1 /tmp/a", ("/tmp/a",)),
        ("env -S '/tmp/a --x'", ("/tmp/a",)),
        ("runuser -u an -- /tmp/a --x", ("/tmp/a",)),
        ("runuser -u an /tmp/a", ("/tmp/a",)),
        ("runuser -l an -c /tmp/a", ("/tmp/a",)),
        ("su an -c '/tmp/a --x; /opt/b'", ("/tmp/a", "/opt/b")),
        ("su - an -s /bin/sh -c /tmp/a", ("/bin/sh", "/tmp/a")),
        ("su --command=/tmp/a an", ("/tmp/a",)),
        ("su an /tmp/a.sh", ("/tmp/a.sh",)),
        ("(cd /opt && /tmp/a) >/dev/null 2>&1", ("/tmp/a",)),
        ("if [ -x /opt/a ]; then /tmp/a; fi", ("/tmp/a",)),
        (". /tmp/a.sh", ("/tmp/a.sh",)),
        ("sh -ec 'cd /; /tmp/a'", ("/tmp/a",)),
        ("bash -euo pipefail -c '/tmp/a'", ("/tmp/a",)),
        ("bash -o errexit /tmp/a.sh", ("/tmp/a.sh",)),
        ("bash +x /tmp/a.sh", ("/tmp/a.sh",)),
        ("python3 -W ignore -u /tmp/a.py", ("/tmp/a.py",)),
        ("php -d memory_limit=1 /tmp/a.php", ("/tmp/a.php",)),
        ("perl -I /opt/lib /tmp/a.pl", ("/tmp/a.pl",)),
        ("cd /tmp && ./a; cd /opt/b/ && sh x/y.sh", ("/tmp/a", "/opt/b/x/y.sh")),
        (">/dev/null 2> /var/log/x /tmp/a", ("/tmp/a",)),
        (
            "/opt/a >& /dev/null; /opt/b &>/dev/null && /opt/c >&/dev/null 2>&1",
            ("/opt/a", "/opt/b", "/opt/c"),
        ),
        (">/tmp/x", ()),
        ("cd /tmp && python3 -m http.server", ()),
        ("cd /tmp; cd x && ./a", ()),
        ("./a; sh b.sh; x/y", ()),
        (
            "; ".join(f"/bin/{n}" for n in range(20)) + "; /tmp/a",
            (*(f"/bin/{n}" for n in range(20)), "/tmp/a"),
        ),
        ("timeout", ()),
        ("su an -c", ()),
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


def test_what_is_kept_of_a_long_command():
    assert shortened("/tmp/a -x") == "/tmp/a -x"
    kept = shortened(f"echo {'QUJD' * 400} | base64 -d | bash")
    assert len(kept) < 310
    assert kept.startswith("echo QUJD")
    assert kept.endswith("| base64 -d | bash")

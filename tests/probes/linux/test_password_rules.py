"""Rules of passwords on Linux: stacks as distributions ship them, odd values, the real chage."""

import subprocess

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.password_rules.linux import read

DEBIAN = (
    "password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt\n"
    "password requisite pam_deny.so\n"
)
QUALITY = "password requisite pam_pwquality.so retry=3\n" + DEBIAN
FEDORA = """\
auth        required                                     pam_env.so
auth        required                                     pam_faillock.so preauth silent
auth        sufficient                                   pam_unix.so nullok
password    requisite                                    pam_pwquality.so local_users_only
password    sufficient                                   pam_unix.so yescrypt shadow
"""


def rules(system, path, text, more=()):
    system.write("/etc/login.defs", "# PASS_MAX_DAYS 1\nPASS_MAX_DAYS\t99999\n")
    system.write(path, text)
    for name, content in more:
        system.write(name, content)
    found = read(system, Ask())
    return tuple(
        str(each.code) if isinstance(each, Unknown) else each
        for each in (found.min_length, found.history, found.lockout_after)
    )


@pytest.mark.parametrize(
    ("text", "more", "length", "history"),
    [
        (DEBIAN, (), 6, 0),
        (DEBIAN.replace("obscure", "minlen=12"), (), 12, 0),
        (DEBIAN.replace("obscure ", ""), (), 0, 0),
        (DEBIAN.replace("obscure", "remember=4 obscure"), (), 6, 4),
        (QUALITY, (), 8, 0),
        (QUALITY, (("/etc/security/pwquality.conf", "# minlen = 20\nminlen = 14\n"),), 14, 0),
        (QUALITY.replace("retry=3", "minlen=16"),
         (("/etc/security/pwquality.conf", "minlen=9"),), 16, 0),
        (QUALITY, (("/etc/security/pwquality.conf.d/a.conf", "minlen=11\n"),), 11, 0),
        (QUALITY, (("/etc/security/pwquality.conf", "minlen = mười\n"),), "malformed", 0),
        (QUALITY, (("/etc/security/pwquality.conf", "minlen = --5\n"),), "malformed", 0),
        (QUALITY, (("/etc/security/pwquality.conf", "minlen = 14\nenforcing = 0\n"),), 0, 0),
        (QUALITY.replace("retry=3", "minlen=14 enforcing=0"), (), 0, 0),
        (QUALITY, (("/etc/security/pwquality.conf", "minlen = 14\nenforcing = 1\n"),), 14, 0),
        (QUALITY.replace("retry=3", "minlen=--5"), (), 8, 0),
        (DEBIAN.replace("obscure", "obscure minlen=--5"), (), 6, 0),
        ("password required pam_pwhistory.so remember=7\n" + DEBIAN, (), 6, 7),
        ("password required pam_pwhistory.so\n" + DEBIAN, (), 6, 10),
        ("password required pam_pwhistory.so\n" + DEBIAN,
         (("/etc/security/pwhistory.conf", "remember = 3\n"),), 6, 3),
        ("", (), "not_found", 0),
        ("password\n[x\n\x00 a b\n", (), "not_found", 0),
    ],
)  # fmt: skip
def test_passwords_on_debian(system, text, more, length, history):
    found = rules(system, "/etc/pam.d/common-password", text, more)

    assert found[:2] == (length, history)


@pytest.mark.parametrize(
    ("line", "conf", "after"),
    [
        ("", "", 0),
        ("auth required pam_faillock.so preauth deny=5\n", "", 5),
        ("auth required pam_faillock.so preauth\n", "", 3),
        ("auth required pam_faillock.so preauth\n", "deny = 7\n", 7),
        ("auth required pam_faillock.so preauth\n", "deny = bảy\n", "malformed"),
        ("auth required pam_tally2.so deny=6\n", "", 6),
        ("password required pam_faillock.so deny=5\n", "", 0),
    ],
)
def test_lockout(system, line, conf, after):
    more = [("/etc/security/faillock.conf", conf)] if conf else []
    found = rules(system, "/etc/pam.d/common-auth", f"auth required pam_unix.so\n{line}", more)

    assert found[2] == after


def test_a_stack_of_fedora(system):
    assert rules(system, "/etc/pam.d/system-auth", FEDORA) == (8, 0, 3)


def test_nothing_to_read(system):
    found = read(system, Ask())
    fields = (found.min_length, found.history, found.lockout_after, found.max_age_days)

    assert {each.code for each in fields} == {UnknownCode.NOT_FOUND}


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("PASS_MAX_DAYS 90", 90),
        ("PASS_MAX_DAYS 99999", 0),
        ("PASS_MAX_DAYS -1", 0),
        ("", 0),
        ("PASS_MAX_DAYS", 0),
        ("PASS_MAX_DAYS ninety", "malformed"),
    ],
)
def test_the_age_that_new_accounts_get(system, line, days):
    system.write("/etc/login.defs", f"{line}\n")
    found = read(system, Ask()).max_age_days

    assert (str(found.code) if isinstance(found, Unknown) else found) == days


@pytest.mark.system("accounts")
def test_new_accounts_really_get_that_age(system):
    """useradd takes the age from login.defs of its root, chage tells it."""
    for name, text in {
        "passwd": "root:x:0:0::/:/bin/sh\n", "group": "root:x:0:\nusers:x:100:\n",
        "shadow": "root:*:1::::::\n", "gshadow": "root:*::\n",
        "login.defs": "PASS_MAX_DAYS 45\nUID_MIN 1000\nUID_MAX 60000\nUSERGROUPS_ENAB no\n",
    }.items():  # fmt: skip
        system.write(f"/etc/{name}", text, 0o640)
    done = subprocess.run(
        ["/usr/sbin/useradd", "--prefix", str(system.root), "-M", "-g", "users", "an"],
        capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    line = next(
        each for each in (system.root / "etc/shadow").read_text().splitlines() if "an:" in each
    )

    assert line.split(":")[4] == "45" == str(read(system, Ask()).max_age_days)

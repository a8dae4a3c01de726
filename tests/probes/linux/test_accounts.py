"""Accounts: real ones made by the system's own tools, raw files, and damaged ones."""

import subprocess
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState
from core.probes.accounts.files import ageing_of, read_group, read_passwd, read_shadow
from core.probes.accounts.linux import read
from core.probes.accounts.own import read_chage
from core.probes.ask import Ask

TODAY = date(2027, 1, 5)
HASH = "$y$j9T$abcdefgh$" + "x" * 43
PASSWD = """\
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
an:x:1000:1000:,,,:/home/an:/bin/bash
binh:x:1001:27:,,,:/home/binh:/bin/bash
chi:x:1002:1002:,,,:/home/chi:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
"""
GROUP = "root:x:0:\nsudo:x:27:an\nstaff:x:50:chi\n"
SHADOW = f"""\
root:!:20000:0:99999:7:::
daemon:*:20000:0:99999:7:::
an:{HASH}:20800:0:99999:7:::
binh:{HASH}:0:0:90:7:::
chi:!{HASH}:20800:0:99999:7:::
nobody:*:20000:0:99999:7:::
"""


CHAGE = """\
Last password change\t\t\t\t\t: {}
Password expires\t\t\t\t\t: never
Maximum number of days between password change\t\t: {}
Account expires\t\t\t\t\t\t: {}
Number of days of warning before password expires\t: 7
"""


def day(text: str) -> str:
    """Return a day as the account files count it."""
    return str((date.fromisoformat(text) - date(1970, 1, 1)).days)


@pytest.fixture
def office(system):
    system.write("/etc/passwd", PASSWD)
    system.write("/etc/group", GROUP)
    system.write("/etc/shadow", SHADOW, 0o640)
    return system


def accounts(system):
    return {each.name: each for each in read(system, Ask()).accounts}


def test_persons_and_administrators(office):
    found = accounts(office)

    assert set(found) == {"root", "an", "binh", "chi"}
    assert found["root"].through == ("uid 0",)
    assert found["an"].through == ("group sudo",)
    assert found["binh"].through == ("group sudo",)  # by the primary group
    assert found["chi"].administrator is False
    assert found["chi"].enabled is False


def test_passwords(office):
    found = accounts(office)

    assert found["an"].password is PasswordState.SET
    assert found["an"].changed_on == "2026-12-13"
    assert found["an"].never_expires is True
    assert found["binh"].must_change is True
    assert found["binh"].changed_on == ""
    assert found["binh"].never_expires is False
    assert found["chi"].password is PasswordState.LOCKED


@pytest.mark.parametrize(
    ("field", "state"),
    [
        ("", PasswordState.EMPTY),
        ("!", PasswordState.LOCKED),
        ("!!", PasswordState.LOCKED),
        ("*", PasswordState.LOCKED),
        ("!*", PasswordState.LOCKED),
        (f"!{HASH}", PasswordState.LOCKED),
        ("x", PasswordState.LOCKED),
        (HASH, PasswordState.SET),
        ("ab1./ABCDEFGH", PasswordState.SET),
    ],
)
def test_password_fields(field, state):
    assert ageing_of(["a", field, "20000", "0", "99999", "7", "", "", ""], TODAY).password is state


@pytest.mark.parametrize(
    ("changed", "on", "odd", "must"),
    [
        ("20800", "2026-12-13", False, False),
        (day("2027-01-05"), "2027-01-05", False, False),
        (day("2027-01-06"), "2027-01-06", True, False),
        ("0", "", False, True),
        ("", "", False, False),
        ("soon", "", True, False),
        ("-3", "", True, False),
        ("99999999999999", "", True, False),
    ],
)
def test_days_of_change(changed, on, odd, must):
    found = ageing_of(["a", HASH, changed, "0", "99999", "7", "", "", ""], TODAY)

    assert (found.changed_on, found.changed_odd, found.must_change) == (on, odd, must)


@pytest.mark.parametrize(
    ("expires", "enabled"),
    [("", True), (day("2027-01-06"), True), (day("2027-01-05"), False), ("1", False)],
)
def test_an_expired_account_is_not_enabled(office, expires, enabled):
    office.write("/etc/shadow", SHADOW.replace("20800:0:99999:7::", f"20800:0:99999:7::{expires}"))

    assert accounts(office)["an"].enabled is enabled


def test_an_expiry_that_is_no_number_is_unknown(office):
    office.write("/etc/shadow", f"an:{HASH}:20800:0:99999:7::soon:\n")

    assert accounts(office)["an"].enabled.code is UnknownCode.MALFORMED


def test_a_damaged_line_is_unread_and_not_absent(office):
    office.write("/etc/shadow", f"root:!:1:0:9:7:::\nan:{HASH}:20800\nbinh::20800:0:99999:7:::\n")

    found = accounts(office)

    assert found["an"].password.code is UnknownCode.MALFORMED
    assert found["binh"].password is PasswordState.EMPTY
    assert found["chi"].password is PasswordState.NEVER_SET
    assert read(office, Ask()).damaged_lines == 1


def test_other_accounts_with_uid_0(office):
    office.write("/etc/passwd", PASSWD + "toor:x:0:0::/root:/bin/sh\n")

    facts = read(office, Ask())

    assert facts.root_twins == ("toor",)
    assert accounts(office)["toor"].through == ("uid 0",)


def test_a_service_that_lets_somebody_in(office):
    office.write("/etc/passwd", PASSWD + "svc:x:120:120::/srv:/bin/sh\nold::121:121::/:\n")
    office.write("/etc/shadow", SHADOW + "svc::20000:0:99999:7:::\n")

    found = accounts(office)

    assert found["svc"].password is PasswordState.EMPTY
    assert found["old"].password is PasswordState.EMPTY
    assert found["old"].enabled is True


def test_members_that_are_no_account(office):
    office.write("/etc/group", "sudo:x:27:an,gone\n")

    assert read(office, Ask()).unresolved == 1


@pytest.mark.parametrize("text", ["", "no colons\n\n", "a:b:c\n"])
def test_without_accounts_the_file_is_damaged(office, text):
    office.write("/etc/passwd", text)

    assert read(office, Ask()).accounts.code is UnknownCode.MALFORMED


@pytest.mark.parametrize(
    ("rule", "required"),
    [("auth required pam_unix.so nullok", False), ("auth required pam_unix.so", True)],
)
def test_whether_empty_passwords_are_refused(office, rule, required):
    office.write("/etc/pam.d/common-auth", f"# nullok\n{rule}\n")

    assert accounts(office)["an"].password_required is required


@pytest.mark.parametrize(
    ("files", "guests"),
    [
        ({}, False),
        ({"/etc/lightdm/lightdm.conf": "[Seat:*]\nallow-guest=true\n"}, False),
        ({"/usr/sbin/lightdm": "", "/etc/lightdm/lightdm.conf": "[Seat:*]\nallow-guest=true\n"},
         True),
        ({"/usr/sbin/lightdm": "", "/etc/lightdm/lightdm.conf": "[Seat:*]\n#allow-guest=true\n"},
         False),
        ({"/usr/sbin/lightdm": "",
          "/usr/share/lightdm/lightdm.conf.d/50-guest.conf": "[SeatDefaults]\nallow-guest=true\n",
          "/etc/lightdm/lightdm.conf": "[Seat:*]\nallow-guest=false\n"}, False),
    ],
)  # fmt: skip
def test_guest_session(office, files, guests):
    for path, content in files.items():
        office.write(path, content)

    assert read(office, Ask()).guest_session is guests


NO_PASSWORD = "auth    sufficient      pam_succeed_if.so user ingroup nopasswdlogin\n"


@pytest.mark.parametrize(
    ("files", "who"),
    [
        ({}, ()),
        ({"/etc/pam.d/gdm-password": "@include common-auth\n"}, ()),
        ({"/etc/pam.d/gdm-password": f"#%PAM-1.0\n{NO_PASSWORD}@include common-auth\n"},
         ("an", "chi")),
        ({"/etc/pam.d/lightdm": f"auth requisite pam_nologin.so\n{NO_PASSWORD}"}, ("an", "chi")),
        ({"/etc/pam.d/sddm": f"#{NO_PASSWORD}"}, ()),
        ({"/etc/pam.d/lightdm": NO_PASSWORD.replace("sufficient", "required")}, ()),
        ({"/etc/pam.d/lightdm": NO_PASSWORD.replace("nopasswdlogin", "kiosk")}, ()),
    ],
)  # fmt: skip
def test_whose_password_is_not_asked_for(office, files, who):
    """GNOME's settings put whoever chooses to sign in without a password into a group."""
    office.write("/etc/group", f"{GROUP}nopasswdlogin:x:1002:an\n")
    for path, content in files.items():
        office.write(path, content)

    assert read(office, Ask()).let_in == who


@pytest.mark.parametrize(
    ("nsswitch", "passwd", "far", "unresolved"),
    [
        ("", PASSWD, (), 1),
        ("passwd: files systemd\n", PASSWD, (), 1),
        ("passwd: files systemd sss\n", PASSWD, ("dung", "quantri", "truong"), 0),
        ("group:\t files winbind\n", PASSWD, ("dung", "quantri", "truong"), 0),
        ("passwd: compat\n", f"{PASSWD}+::::::\n", ("dung", "quantri", "truong"), 0),
        ("# passwd: files ldap\nsudoers: files sss\n", PASSWD, (), 1),
    ],
)
def test_administrators_that_a_domain_keeps(office, nsswitch, passwd, far, unresolved):
    """sssd lets rules and groups name people of the domain as if they were of this machine."""
    office.write("/etc/nsswitch.conf", nsswitch)
    office.write("/etc/passwd", passwd)
    office.write("/etc/group", "root:x:0:\nsudo:x:27:an,truong\n")
    office.write(
        "/etc/sudoers",
        "root ALL=(ALL) ALL\n%sudo ALL=(ALL) ALL\n%admin ALL=(ALL) ALL\nALL ALL=(an) ALL\n"
        "@includedir /etc/sudoers.d\n",
    )
    office.write("/etc/sudoers.d/xa", "%quantri ALL=(ALL) ALL\ndung ALL=(ALL) ALL\n", 0o440)

    facts = read(office, Ask())

    assert (facts.domain_groups, facts.unresolved) == (far, unresolved)


@pytest.mark.parametrize("field", ["*", "!", "!!", "*LK*"])
def test_what_is_no_hash_in_passwd_itself_locks(office, field):
    """pam_unix looks into shadow only for an `x`."""
    office.write("/etc/passwd", f"{PASSWD}em:{field}:1003:1003:::/bin/sh\n")

    assert accounts(office)["em"].password is PasswordState.LOCKED


class Refusing:
    """Refuses the files that only root may read, as the system refuses an ordinary account."""

    def __init__(self, system):
        self._system = system

    def __getattr__(self, name):
        return getattr(self._system, name)

    def read_text(self, path, limit=4_000_000):
        if path in ("/etc/shadow", "/etc/sudoers"):
            return Unknown(UnknownCode.NO_RIGHT, path)
        return self._system.read_text(path, limit)


def test_an_ordinary_account_is_told_of_itself_alone(office, said):
    office.write("/etc/sudoers", "")
    office.account = "binh"
    office.tools["/usr/bin/passwd -S binh"] = said("binh P 01/02/2027 0 90 7 -1\n")
    office.tools["/usr/bin/chage -l binh"] = said(CHAGE.format("Jan 02, 2027", "90", "never"))

    facts = read(Refusing(office), Ask())
    found = {each.name: each for each in facts.accounts}

    assert found["binh"].changed_on == "2027-01-02"
    assert found["binh"].password is PasswordState.SET
    assert found["an"].password.code is UnknownCode.NO_RIGHT
    assert found["an"].administrator is True
    assert found["chi"].administrator.code is UnknownCode.NO_RIGHT
    assert facts.rules_read.code is UnknownCode.NO_RIGHT
    assert facts.origin.degraded is True


@pytest.mark.parametrize(
    ("changed", "longest", "expires", "told"),
    [
        ("2026-12-13", "99999", "never", ("2026-12-13", False, False, True, None)),
        ("Dec 13, 2026", "90", "Jan 01, 2028", ("2026-12-13", False, False, False,
                                                date(2028, 1, 1))),
        ("password must be changed", "-1", "never", ("", False, True, True, None)),
        ("never", "99999", "never", ("", False, False, True, None)),
        ("Feb 01, 2027", "99999", "never", ("2027-02-01", True, False, True, None)),
    ],
)  # fmt: skip
def test_what_chage_prints(changed, longest, expires, told):
    found = read_chage(CHAGE.format(changed, longest, expires), PasswordState.SET, TODAY)

    assert (found.changed_on, found.changed_odd, found.must_change, found.never_expires,
            found.expires_on) == told  # fmt: skip


@pytest.mark.parametrize("text", ["", "chage: permission denied", CHAGE.format("x", "y", "z")])
def test_what_chage_does_not_print(text):
    assert isinstance(read_chage(text, PasswordState.SET, TODAY).changed_on, Unknown)


lines = st.lists(st.text(st.characters(exclude_characters="\n"), max_size=60)).map("\n".join)


@given(lines)
def test_no_file_makes_the_readers_raise(text):
    read_passwd(text)
    read_group(text)
    read_shadow(text, TODAY)
    read_chage(text, PasswordState.SET, TODAY)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n:"), max_size=12), min_size=9, max_size=9)
)
def test_no_line_of_shadow_makes_the_reader_raise(fields):
    ageing_of(fields, TODAY)


def run_tool(*argv: str) -> str:
    done = subprocess.run(
        argv, capture_output=True, text=True, timeout=30, env={"LC_ALL": "C", "TZ": "UTC"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


REAL = {
    "mai": (("-G", "sudo", "-p", HASH), ("-d", "2026-06-01", "-M", "90")),
    "lan": (("-p", HASH), ("-d", "0")),
    "cuc": (("-p", ""), ("-d", "2026-06-01")),
    "dao": (("-p", HASH, "-e", "2026-01-01"), ("-d", "2028-01-01")),
    "hue": ((), ("-d", "-1")),
}


@pytest.fixture
def real_accounts(system):
    """Accounts made by useradd and chage in a root of their own."""
    system.write("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
    system.write("/etc/group", "root:x:0:\nsudo:x:27:\nusers:x:100:\n")
    system.write("/etc/shadow", "root:*:20000:0:99999:7:::\n")
    system.write("/etc/gshadow", "")
    system.write("/etc/login.defs", "UID_MIN 1000\nUSERGROUPS_ENAB yes\nPASS_MAX_DAYS 99999\n")
    root = str(system.root)
    for name, (made, aged) in REAL.items():
        run_tool("/usr/sbin/useradd", "--root", root, "-s", "/bin/bash", *made, name)
        run_tool("/usr/bin/chage", "--root", root, *aged, name)
    return system


@pytest.mark.system("accounts")
def test_accounts_made_by_the_systems_own_tools(real_accounts):
    found = accounts(real_accounts)

    assert found["mai"].through == ("group sudo",)
    assert found["mai"].changed_on == "2026-06-01"
    assert found["mai"].never_expires is False
    assert found["lan"].must_change is True
    assert found["cuc"].password is PasswordState.EMPTY
    assert found["dao"].enabled is False
    assert found["dao"].changed_odd is True
    assert found["hue"].password is PasswordState.LOCKED
    assert found["hue"].changed_on == ""


@pytest.mark.system("accounts")
@pytest.mark.parametrize("name", REAL)
def test_chage_confirms_what_was_read(real_accounts, name):
    root = str(real_accounts.root)
    told = read_chage(run_tool("/usr/bin/chage", "--root", root, "-l", name), "", TODAY)
    found = accounts(real_accounts)[name]

    assert (found.changed_on, found.must_change, found.never_expires) == (
        told.changed_on,
        told.must_change,
        told.never_expires,
    )

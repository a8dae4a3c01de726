"""Ways to sign in on Linux: files as the tools write them, damaged ones, the real lslogins."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sign_in.linux import read, read_sign_ins
from core.probes.sshd_config import effective, read_sshd_config

ROOT = Path(__file__).resolve().parents[3]
LSLOGINS = "/usr/bin/lslogins"
ON = "[daemon]\nAutomaticLoginEnable = true\n"
GETTY = "[Service]\nExecStart=\nExecStart=-/sbin/agetty"


def code(value):
    return value.code if isinstance(value, Unknown) else None


@pytest.mark.parametrize(
    ("path", "text", "who"),
    [
        ("/etc/gdm3/daemon.conf", f"{ON}AutomaticLogin = an\n", "an"),
        ("/etc/gdm3/daemon.conf", ON.replace("Auto", "#Auto"), ""),
        ("/etc/gdm3/custom.conf", "[daemon]\nAutomaticLoginEnable=True\n", "?"),
        ("/etc/gdm/custom.conf", "[daemon]\nTimedLoginEnable=true\nTimedLogin=ba\n", "ba"),
        ("/etc/gdm3/daemon.conf", "[security]\nAutomaticLoginEnable=true\nAutomaticLogin=an\n", ""),
        ("/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=chi\n", "chi"),
        ("/etc/lightdm/lightdm.conf.d/50.conf", "[Seat:*]\nautologin-user=chi\n", "chi"),
        ("/etc/xdg/lightdm/lightdm.conf.d/9.conf", "[Seat:*]\nautologin-user=chi\n", "chi"),
        ("/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-guest=true\n", "guest"),
        ("/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-guest=false\n", ""),
        ("/etc/lightdm/lightdm.conf.d/old.conf.bak", "[Seat:*]\nautologin-user=chi\n", ""),
        ("/etc/sddm.conf.d/autologin", "[Autologin]\nUser=dung\n", "dung"),
        ("/etc/sddm.conf", "[Autologin]\nUser=dung\nSession=plasma\n", "dung"),
        ("/etc/sddm.conf.d/a.conf", "[Users]\nUser=dung\n", ""),
        ("/etc/systemd/system/getty@tty1.service.d/override.conf",
         f"{GETTY} --autologin em --noclear %I $TERM\n", "em"),
        ("/etc/systemd/system/getty@tty1.service", f"{GETTY} -a em - $TERM\n", "em"),
        ("/etc/systemd/system/autovt@.service", f"{GETTY} --autologin=em -\n", "em"),
        ("/etc/systemd/system/serial-getty@ttyS0.service.d/x.conf", f"{GETTY} -a em\n", "em"),
        ("/etc/lxdm/lxdm.conf", "[base]\n# autologin=an\nautologin=em\n", "em"),
        ("/etc/lxdm/lxdm.conf", "[base]\n# autologin=an\n", ""),
        ("/etc/greetd/config.toml",
         "[default_session]\nuser = \"greeter\"\n[initial_session]\nuser = \"em\" # x\n", "em"),
        ("/etc/systemd/system/getty@tty1.service.d/x.conf",
         f"{GETTY} --noclear %I\n", ""),
    ],
)  # fmt: skip
def test_who_is_signed_in_unasked(system, path, text, who):
    system.write(path, text)

    assert read(system, Ask()).automatic == who


def test_a_later_empty_value_turns_it_off(system):
    system.write("/etc/lightdm/lightdm.conf.d/50.conf", "[Seat:*]\nautologin-user=chi\n")
    system.write("/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=\n")

    assert read(system, Ask()).automatic == ""


@pytest.mark.parametrize(
    ("files", "refused"),
    [
        ({}, True),
        ({"sshd_config": "PermitEmptyPasswords no\nPermitEmptyPasswords yes\n"}, True),
        ({"sshd_config": "permitemptypasswords=yes\n"}, False),
        ({"sshd_config": "Match User an\n  PermitEmptyPasswords yes\n"}, False),
        ({"sshd_config": "Include /etc/ssh/sshd_config.d/*.conf\n",
          "sshd_config.d/a.conf": "PermitEmptyPasswords yes\n"}, False),
        ({"sshd_config": "Include sshd_config.d/*.conf\nPermitEmptyPasswords yes\n",
          "sshd_config.d/a.conf": "PermitEmptyPasswords no\n"}, True),
    ],
)  # fmt: skip
def test_empty_passwords_by_ssh(system, files, refused):
    system.write("/usr/sbin/sshd", "")
    system.write("/etc/ssh/sshd_config", "")
    for name, text in files.items():
        system.write(f"/etc/ssh/{name}", text)

    assert read(system, Ask()).empty_refused is refused


def test_an_ssh_server_without_a_file_is_unread(system):
    system.write("/usr/sbin/sshd", "")

    assert code(read(system, Ask()).empty_refused) is UnknownCode.NOT_FOUND


def test_files_that_include_each_other_end(system):
    system.write("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config\nPort 2222\n")

    assert read_sshd_config(system).value("Port", "22") == "2222"
    assert effective("port 22\npermitrootlogin no\n").value("PermitRootLogin", "") == "no"


PEOPLE = {"root": 0, "toor": 0, "ba": 1001, "chi": 1002}


@pytest.mark.parametrize(
    ("rules", "unasked"),
    [
        ("%sudo ALL=(ALL:ALL) ALL\n", ()),
        ("%sudo ALL=(ALL:ALL) NOPASSWD: ALL\n", ("%sudo",)),
        ("an ALL=(ALL) NOPASSWD:ALL\nba ALL=(ALL) ALL\n", ("an",)),
        ("an ALL=(ALL) NOPASSWD: /usr/bin/rsync\n", ()),
        ("an ALL=(ALL) NOPASSWD: /usr/bin/rsync, PASSWD: ALL\n", ()),
        ("an ALL=(ALL) NOPASSWD: /usr/bin/rsync, ALL\n", ("an",)),
        ("Defaults !authenticate\nan ALL=(ALL) ALL\n", ("an",)),
        ("Defaults:ba !authenticate\nan ALL=(ALL) ALL\n", ()),
        ("Defaults:an !authenticate\nan ALL=(ALL) ALL\n", ("an",)),
        ("Defaults:an, ba !authenticate\n%sudo ALL=(ALL) ALL\n", ("ba",)),
        ("Defaults:%sudo !lecture, !authenticate\n%sudo ALL=(ALL) ALL\n", ("ba", "chi")),
        ("Defaults:ALL,!ba !authenticate\n%sudo ALL=(ALL) ALL\n", ("chi",)),
        ("Defaults:X !authenticate\n%sudo ALL=(ALL) ALL\nUser_Alias X = ba\n", ("ba",)),
        ("Defaults !authenticate\nDefaults authenticate\nan ALL=(ALL) ALL\n", ()),
        ("Defaults !authenticate\nDefaults:ba authenticate\n%sudo ALL=(ALL) ALL\n", ("chi",)),
        ("Defaults exempt_group = sudo\n%sudo ALL=(ALL) ALL\n", ("ba", "chi")),
        ("Defaults>root !authenticate\nan ALL=(ALL) ALL\n", ("an",)),
        ("Defaults>games !authenticate\nan ALL=(ALL) ALL\n", ()),
        ("Defaults!/usr/bin/id !authenticate\nan ALL=(ALL) ALL\n", ()),
        ("Defaults@elsewhere !authenticate\nan ALL=(ALL) ALL\n", ()),
        ("Defaults targetpw\nALL ALL=(ALL) NOPASSWD: ALL\n", ("ALL",)),
        ("Cmnd_Alias E = ALL\nan ALL=(ALL) NOPASSWD: E\n", ("an",)),
        ("an ALL=(ALL) NOPASSWD : ALL\n", ("an",)),
        ("an elsewhere=(ALL) NOPASSWD: ALL : ALL = ALL\n", ()),
        ("an ALL=(ALL) NOPASSWD: ALL, PASSWD: ALL\n", ()),
        ("ba ALL=(ALL) NOPASSWD: ALL\n%sudo ALL=(ALL) ALL\n", ()),
        ("%sudo ALL=(ALL) ALL\nba ALL=(ALL) NOPASSWD: ALL\n", ("ba",)),
        ("%sudo ALL=(ALL) NOPASSWD: ALL\nba ALL=(ALL) PASSWD: ALL\n", ("%sudo",)),
        ("%far@away ALL=(ALL) NOPASSWD: ALL\n", ("%far@away",)),
        ("root ALL=(ALL) NOPASSWD: ALL\ntoor ALL=NOPASSWD: ALL\n", ()),
        ("nguyễn\u202e ALL=(ALL) NOPASSWD: ALL\n", ("nguyễn\u202e",)),
    ],
)
def test_who_is_not_asked_by_sudo(system, rules, unasked):
    people = "".join(f"{name}:x:{uid}:{uid}::/:/bin/sh\n" for name, uid in PEOPLE.items())
    system.write("/etc/passwd", people)
    system.write("/etc/group", "sudo:x:27:ba,chi\n")
    system.write("/etc/sudoers", rules, 0o440)

    assert read(system, Ask()).unasked == unasked


def test_a_rule_that_makes_no_sense_hides_nobody(system):
    system.write("/etc/sudoers", "an ALL=(ALL) ALL\nthis is no rule\n", 0o440)

    assert code(read(system, Ask()).unasked) is UnknownCode.MALFORMED


@pytest.mark.parametrize(
    ("out", "exit", "unread"),
    [
        ("", 0, UnknownCode.MALFORMED),
        ("nonsense\n", 0, UnknownCode.MALFORMED),
        ('USER="an" UID="1000" LAST-LOGIN=""\n', 0, UnknownCode.NOT_FOUND),
        ("", 1, UnknownCode.UNREADABLE),
    ],
)
def test_an_answer_that_is_none(system, said, out, exit, unread):
    system.tools[LSLOGINS] = said(out, "", exit)

    assert code(read(system, Ask()).last) is unread


def test_sign_ins(system, said):
    system.tools[LSLOGINS] = said(
        'USER="an" UID="1000" LAST-LOGIN="2026-07-12T10:11:12+07:00"\n'
        'USER="ba" UID="1001" LAST-LOGIN=""\nUSER="tư" UID="1002" LAST-LOGIN="hôm qua"\n'
    )
    an, ba, tu = read(system, Ask()).last

    assert (an.at, ba.at, code(tu.at)) == ("2026-07-12T03:11:12Z", "", UnknownCode.MALFORMED)


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_raise(text):
    found = read_sign_ins(text)
    assert isinstance(found, Unknown | tuple)


@pytest.mark.system("mount")
def test_the_real_lslogins_reads_a_real_record(tmp_path):
    """The record of last sign-ins holds 292 bytes for each uid; ours says root came in 2026."""
    record = struct.pack("=I32s256s", 1_781_000_000, b"tty1", b"")
    (tmp_path / "lastlog").write_bytes(record)
    script = (
        "touch /var/log/lastlog 2>/dev/null; mount --bind "
        f"{tmp_path}/lastlog /var/log/lastlog && {sys.executable} -c '\n"
        "import json\n"
        "from core.probes.ask import Ask\n"
        "from core.probes.plain import as_plain\n"
        "from core.probes.sign_in.linux import read\n"
        "from core.probes.system_linux import LinuxSystem\n"
        "print(json.dumps(as_plain(read(LinuxSystem(), Ask()))))'"
    )
    told = subprocess.run(
        ["/usr/bin/unshare", "--mount", "/bin/sh", "-ec", script],
        capture_output=True, text=True, timeout=30, cwd=ROOT,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    last = {each["id"]: each["at"] for each in json.loads(told.stdout)["last"]}

    assert last["0"] == "2026-06-09T10:13:20Z"

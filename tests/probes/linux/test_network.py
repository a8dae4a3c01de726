"""Ports, remote access, shares, names and wireless networks of Linux, real where it can be."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.exposure import linux as exposure
from core.probes.name_resolution import linux as name_resolution
from core.probes.name_resolution.hosts import is_notable, read_hosts
from core.probes.remote_access import linux as remote_access
from core.probes.seen import Listener
from core.probes.sharing.linux import read as read_sharing
from core.probes.sharing.nfs import read_exports
from core.probes.sharing.samba import read_samba, shares_of, shares_of_people
from core.probes.sockets import listeners
from core.probes.sshd_config import effective, read_sshd_config
from core.probes.system import ProcessSeen, Service
from core.probes.system_linux import LinuxSystem
from core.probes.wifi import linux as wifi

ROOT = Path(__file__).resolve().parents[3]


def code(value):
    return str(value.code) if isinstance(value, Unknown) else value


def test_a_real_listener_is_seen_and_a_loopback_one_is_not_open(monkeypatch, system):
    with socket.socket() as beyond, socket.socket() as inside:
        beyond.bind(("0.0.0.0", 0))  # noqa: S104 - it has to be seen
        inside.bind(("127.0.0.1", 0))
        for each in (beyond, inside):
            each.listen()
        found = {each.port: each for each in listeners()}
        seen, hidden = found[beyond.getsockname()[1]], found[inside.getsockname()[1]]

    assert (seen.protocol, seen.address, hidden.address) == ("tcp", "0.0.0.0", "127.0.0.1")  # noqa: S104
    assert seen.program.startswith("python") or seen.program == ""
    monkeypatch.setattr(type(system), "listeners", lambda self: (seen, hidden), raising=False)
    assert [each.port for each in exposure.read(system, Ask()).ports] == [seen.port]


def test_a_port_is_told_once_although_it_waits_on_two_addresses(monkeypatch, system):
    two = (Listener("tcp", "0.0.0.0", 22, "sshd"), Listener("tcp", "::", 22, "sshd"))  # noqa: S104
    more = (Listener("udp", "fe80::1%eth0", 5353, ""), Listener("tcp", "::1", 631, "cupsd"))
    more += (Listener("tcp", "::ffff:127.0.0.1", 8005, "java"),)
    monkeypatch.setattr(type(system), "listeners", lambda self: (*two, *more), raising=False)
    names = [each.name for each in exposure.read(system, Ask()).ports]

    assert names == ["sshd (tcp 22)", "(udp 5353)"]


@pytest.mark.parametrize(
    ("running", "units", "desktops"),
    [
        ((), {}, ()),
        (("xrdp",), {}, ("xrdp",)),
        (("gnome-remote-de", "krfb"), {}, ("GNOME Remote Desktop", "Krfb")),
        (("krdpserver", "vncserver-x11-c"), {}, ("KRdp", "RealVNC")),
        ((), {"xrdp": Service("xrdp", running=False, enabled=True)}, ("xrdp",)),
        ((), {"xrdp": Service("xrdp", running=False, enabled=False)}, ()),
    ],
)
def test_remote_desktops(system, running, units, desktops):
    system.running = tuple(ProcessSeen(1, name, "", "") for name in running)
    system.units = units

    assert remote_access.read(system, Ask()).desktops == desktops


def ssh(system):
    found = remote_access.read(system, Ask())
    return code(found.ssh), code(found.ssh_root), code(found.ssh_passwords)


def test_without_a_server_there_is_no_ssh(system):
    assert ssh(system) == (False, "no", False)


KEYS = "PermitRootLogin no\nPasswordAuthentication no\n"


@pytest.mark.parametrize(
    ("config", "root", "passwords"),
    [
        ("", "prohibit-password", True),
        ("PermitRootLogin yes\nPasswordAuthentication no\n", "yes", False),
        ("PermitRootLogin NO\nPermitRootLogin yes\n", "no", True),
        ("Match Address 10.0.0.0/8\nPort 1\nMatch all\nPermitRootLogin no\n", "no", True),
        ("Match Address 10.0.0.0/8\nPermitRootLogin yes\nMatch all\nPort 1\n", "yes", True),
        (KEYS + "Match Address *\nPermitRootLogin yes\nPasswordAuthentication yes\n", "yes", True),
        (KEYS + "Match Address 10.0.0.0/8\nPasswordAuthentication yes\n", "no", True),
        (KEYS + "Match User an\nPermitRootLogin yes\n", "no", False),
        (KEYS + "Match User *,!root\nPermitRootLogin yes\n", "no", False),
        (KEYS + "Match Group wheel User=ro*\nPermitRootLogin yes\n", "yes", False),
        (KEYS + "Match User root\nPermitRootLogin yes\nMatch User scanner\n"
         "PasswordAuthentication yes\n", "prohibit-password", True),
        ("PermitRootLogin yes  # tạm\nPasswordAuthentication no\t# khóa\n", "yes", False),
        (KEYS, "no", False),
        (KEYS + "UsePAM yes\n", "no", True),
        (KEYS + "UsePAM yes\nChallengeResponseAuthentication no\n", "no", False),
        (KEYS + "UsePAM yes\nKbdInteractiveAuthentication no\n"
         "ChallengeResponseAuthentication yes\n", "no", False),
        (KEYS + "UsePAM yes\nKbdInteractiveAuthentication no\n"
         "Match User an\nKbdInteractiveAuthentication yes\n", "no", True),
        ("PermitRootLogin yes\nPasswordAuthentication no\nUsePAM yes\n", "yes", True),
        ("PermitRootLogin yes\nAuthenticationMethods publickey\n", "yes", False),
        ("PermitRootLogin yes\nAuthenticationMethods publickey,keyboard-interactive:pam\n"
         "UsePAM yes\n", "yes", False),
        ("PermitRootLogin yes\nAuthenticationMethods publickey password\n", "yes", True),
        ("PermitRootLogin yes\nAuthenticationMethods publickey\nMatch User root\n"
         "AuthenticationMethods any\n", "yes", True),
        ("PermitRootLogin yes\nAllowUsers an\nAllowUsers binh\n", "no", True),
        ("PermitRootLogin yes\nAllowUsers an\nAllowUsers ro*@10.0.0.1\n", "yes", True),
        ("PermitRootLogin yes\nAllowUsers an\nMatch Address *\nAllowUsers root\n", "yes", True),
        ("PermitRootLogin yes\nDenyUsers binh root\n", "no", True),
        ("PermitRootLogin yes\nDenyUsers root@10.0.0.1\n", "yes", True),
    ],
)  # fmt: skip
def test_what_ssh_allows(system, config, root, passwords):
    system.write("/usr/sbin/sshd", "")
    system.write("/etc/ssh/sshd_config", config)
    system.running = (ProcessSeen(1, "sshd", "", "root"),)

    assert ssh(system) == (True, root, passwords)


def test_sshd_itself_is_believed(system, said):
    system.write("/usr/sbin/sshd", "")
    system.running = (ProcessSeen(1, "sshd", "", "root"),)
    system.tools["/usr/sbin/sshd -T"] = said("port 22\npermitrootlogin without-password\n"
                                            "passwordauthentication no\n")  # fmt: skip
    system.write("/etc/ssh/sshd_config", "PermitRootLogin no\n")

    assert ssh(system) == (True, "without-password", False)


def test_what_sshd_leaves_out_stands_in_its_files(system, said, monkeypatch):
    system.write("/usr/sbin/sshd", "")
    system.running = (ProcessSeen(1, "sshd", "", "root"),)
    told = "permitrootlogin no\npasswordauthentication no\nusepam yes\n"
    system.tools["/usr/sbin/sshd -T"] = said(told + "kbdinteractiveauthentication no\n")
    main = "Include /etc/ssh/sshd_config.d/*.conf\n"
    system.write("/etc/ssh/sshd_config", main)
    assert ssh(system) == (True, "no", False)

    system.write("/etc/ssh/sshd_config", f"{main}Match Address *\nPasswordAuthentication yes\n")
    assert ssh(system) == (True, "no", True)

    refused = Unknown(UnknownCode.NO_RIGHT, "")
    monkeypatch.setattr(system, "list_folder", lambda path: refused)
    assert ssh(system) == (True, "no_right", True)

    system.tools["/usr/sbin/sshd -T"] = said("permitrootlogin yes\npasswordauthentication yes\n")
    assert ssh(system) == (True, "yes", True)


@pytest.mark.parametrize("out", ["", "nonsense\n"])
def test_an_answer_of_sshd_that_is_none(system, said, out):
    system.write("/usr/sbin/sshd", "")
    system.running = (ProcessSeen(1, "sshd", "", "root"),)
    system.tools["/usr/sbin/sshd -T"] = said(out)

    assert ssh(system) == (True, "not_found", "not_found")


@pytest.mark.system("sshd")
@pytest.mark.parametrize(("root", "passwords"), [("yes", "yes"), ("no", "no")])
def test_the_real_sshd_tells_what_its_files_say(tmp_path, root, passwords):
    """A server of our own in a mount namespace: its answer and our reading of the files agree."""
    (tmp_path / "sshd_config").write_text(
        "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\n"
    )
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x.conf").write_text(
        f"PermitRootLogin {root}\nPasswordAuthentication {passwords}\n"
    )
    script = (
        "mount -t tmpfs none /etc/ssh && mkdir -p /run/sshd /etc/ssh/sshd_config.d && "
        f"cp {tmp_path}/sshd_config /etc/ssh/ && cp {tmp_path}/d/x.conf /etc/ssh/sshd_config.d/ && "
        "ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key && "
        f"{sys.executable} -c '\n"
        "import json\n"
        "from core.probes.remote_access.linux import _config\n"
        "from core.probes.sshd_config import read_sshd_config\n"
        "from core.probes.system_linux import LinuxSystem\n"
        "told, by_server = _config(LinuxSystem())\n"
        "read = read_sshd_config(LinuxSystem())\n"
        'names = ("permitrootlogin", "passwordauthentication")\n'
        "print(json.dumps([by_server, [told.always[n] for n in names],"
        " [read.always[n] for n in names]]))'"
    )
    told = subprocess.run(
        ["/usr/bin/unshare", "--mount", "/bin/sh", "-ec", script],
        capture_output=True, text=True, timeout=30, cwd=ROOT,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr

    assert json.loads(told.stdout) == [True, [root, passwords], [root, passwords]]


WHO = [(user, address) for user in ("root", "an") for address in ("10.0.0.5", "203.0.113.9")]


@pytest.mark.system("sshd")
@pytest.mark.parametrize(
    "config",
    [
        "PermitRootLogin no\nMatch Address 10.0.0.0/8\nPermitRootLogin yes\n",
        "PermitRootLogin no\nMatch User an\nX11Forwarding no\nMatch all\nPermitRootLogin yes\n",
        "PermitRootLogin yes\nMatch Address *\nPermitRootLogin no\n"
        "Match all\nPermitRootLogin yes\n",
        "PermitRootLogin yes\nMatch User=*,!root\nPermitRootLogin no\n",
        "Match User ro* Address 10.0.0.0/8\nPermitRootLogin yes\n",
        "PasswordAuthentication=no # not here\nMatch user an\n PasswordAuthentication \t yes\n",
    ],
)
def test_the_real_sshd_meets_the_blocks(system, tmp_path, config):
    """What sshd says for users and addresses is among what may hold, and is all of it."""
    key, file = tmp_path / "key", tmp_path / "sshd_config"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    file.write_text(f"HostKey {key}\n{config}")
    Path("/run/sshd").mkdir(exist_ok=True)
    system.write("/etc/ssh/sshd_config", config)
    read = read_sshd_config(system)
    told = {}
    for user, address in WHO:
        whom = f"user={user},host=x,addr={address},laddr=10.0.0.1,lport=22"
        said = subprocess.run(
            ["/usr/sbin/sshd", "-T", "-f", file, "-C", whom],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        told[user, address] = effective(said.stdout)
    for user in ("root", "an"):
        for keyword, default in (
            ("PermitRootLogin", "without-password"),
            ("PasswordAuthentication", "yes"),
        ):
            real = {one.value(keyword, "") for (who, _), one in told.items() if who == user}
            assert read.values_for(user, keyword, default) == real


def test_servers_of_another_make_are_not_taken_for_none(system):
    system.running = (ProcessSeen(1, "dropbear", "/usr/sbin/dropbear", "root"),)
    assert ssh(system)[0] == "not_supported"
    system.running = (ProcessSeen(1, "sshd", "/usr/local/sbin/sshd", "root"),)
    assert ssh(system) == (True, "not_found", "not_found")


def shares(system):
    found = read_sharing(system, Ask())
    return {each.name: code(each.everyone) for each in found.shares}


SAMBA = """\
[global]
   server min protocol = {}
; a remark
[Van Ban]
   path = /srv/van-ban
   guest ok = {}
   Read  Only = {}
[homes]
   guest ok = yes
[off]
   available = no
   public = yes
"""


@pytest.mark.parametrize(
    ("guests", "read_only", "everyone"),
    [("no", "no", ""), ("yes", "yes", "read"), ("Yes", "no", "change")],
)
def test_shares_of_samba(system, guests, read_only, everyone):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", SAMBA.format("SMB2", guests, read_only))

    assert shares(system) == {"van ban": everyone}
    assert read_sharing(system, Ask()).old_protocol is False


@pytest.mark.parametrize(("told", "old"), [("NT1", True), ("lanman1", True), ("SMB3", False)])
def test_the_old_protocol(system, told, old):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", SAMBA.format(told, "no", "no"))

    assert read_sharing(system, Ask()).old_protocol is old


@pytest.mark.parametrize(
    ("of_all", "of_one", "everyone"),
    [
        ("guest ok = yes\nread only = no\n", "", "change"),
        ("public = yes\n", "writeable = yes\n", "change"),
        ("writable = yes\n", "guest ok = on\nread only = yes\n", "read"),
        ("guest ok = yes\nwrite ok = yes\n", "public = no\n", ""),
        ("", "guest ok = yes\nread only = no\nwriteable = no\n", "read"),
        ("available = no\n", "guest ok = yes\n", None),
        ("available = no\n", "available = yes\nguest ok = yes\n", "read"),
    ],
)
def test_what_holds_for_every_share_of_samba(system, of_all, of_one, everyone):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", f"[global]\n{of_all}[chung]\npath = /srv\n{of_one}")

    assert shares(system) == ({} if everyone is None else {"chung": everyone})


PERSON = (
    "#VERSION 2\npath=/home/an/Chung\ncomment=\nusershare_acl={}\nguest_ok={}\nsharename=Chung\n"
)


@pytest.mark.parametrize(
    ("common", "acl", "guests", "everyone"),
    [
        ("usershare allow guests = yes\n", "S-1-1-0:F", "y", "change"),
        ("usershare allow guests = yes\n", "S-1-1-0:R,", "y", "read"),
        ("usershare allow guests = yes\n", "S-1-5-21-1-2-3-1000:F", "y", ""),
        ("usershare allow guests = yes\n", "S-1-1-0:F", "n", ""),
        ("", "S-1-1-0:F", "y", ""),
        ("usershare allow guests = yes\nusershare max shares = 0\n", "S-1-1-0:F", "y", None),
        ("usershare allow guests = yes\nusershare path = /srv/usershares\n", "", "y", None),
    ],
)
def test_what_people_share_themselves(system, common, acl, guests, everyone):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", f"[global]\n{common}")
    system.write("/var/lib/samba/usershares/chung", PERSON.format(acl, guests))

    assert shares(system) == ({} if everyone is None else {"Chung": everyone})


def test_shares_of_people_that_this_account_may_not_list(system, monkeypatch):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", "[a]\nguest ok = yes\n")
    ask, folder = system.list_folder, "/var/lib/samba/usershares"
    refused = Unknown(UnknownCode.NO_RIGHT, "")
    monkeypatch.setattr(
        system, "list_folder", lambda path: refused if path == folder else ask(path)
    )
    assert shares(system) == {"a": "read", folder: "no_right"}


def test_what_samba_includes(system):
    system.write("/usr/sbin/smbd", "")
    system.write(
        "/etc/samba/smb.conf",
        "[global]\ninclude = /etc/samba/more.conf\n[b]\ncopy = a\nread only = yes\n",
    )
    more = "server min protocol = NT1\n[a]\npublic = yes\nwriteable = yes\n"
    system.write("/etc/samba/more.conf", f"{more}include = /etc/samba/more.conf\n")
    assert shares(system) == {"a": "change", "b": "read"}
    assert read_sharing(system, Ask()).old_protocol is True


@pytest.mark.parametrize("line", ["include = /etc/samba/%m.conf", "registry shares = yes"])
def test_shares_that_no_file_tells(system, line):
    system.write("/usr/sbin/smbd", "")
    system.write("/etc/samba/smb.conf", f"[global]\n{line}\n")
    found = read_sharing(system, Ask())
    assert (code(found.shares), code(found.old_protocol)) == ("not_supported", "not_supported")


@pytest.mark.system("testparm")
@pytest.mark.parametrize("of_all", ["", "guest ok = yes\n", "Guest  OK = 1\navailable = no\n"])
@pytest.mark.parametrize(
    "of_one",
    ["", "public = on\nwriteable = yes\n", "read only = no\nwrite ok = no\n",
     "available = yes\nguest \\\nok = no\n", "copy = a\nwritable = true\n"],
)  # fmt: skip
def test_testparm_agrees(tmp_path, of_all, of_one):
    """Samba's own reader prints what it makes of the same file."""
    file = tmp_path / "smb.conf"
    more = tmp_path / "more.conf"
    more.write_text("[c]\npath = /srv/c\nguest ok = yes\n")
    file.write_text(
        f"[global]\n{of_all}[a]\npath = /srv/a\n[Van Ban]\npath = /srv/b\n{of_one}"
        f"include = {more}\n"
    )
    told = subprocess.run(
        ["testparm", "-s", file], capture_output=True, text=True, timeout=20, check=True
    )
    by_samba: dict[str, dict[str, str]] = {}
    for line in told.stdout.splitlines():
        name, equals, value = line.strip().partition(" = ")
        if line.startswith("["):
            by_samba[line[1:-1].lower()] = {}
        elif equals:
            by_samba[list(by_samba)[-1]][name] = value
    common = by_samba.pop("global")
    expected = {}
    for name, own in by_samba.items():
        section = {"read only": "Yes", "guest ok": "No", "available": "Yes", **common, **own}
        if section["available"] == "Yes":
            allowed = "read" if section["read only"] == "Yes" else "change"
            expected[name] = allowed if section["guest ok"] == "Yes" else ""
    config = read_samba(LinuxSystem(), file.read_text())
    assert {each.name: each.everyone for each in shares_of(config)} == expected


def test_further_files_of_nfs(system):
    system.write("/usr/sbin/exportfs", "")
    system.write("/etc/exports.d/a.exports", "/srv/a\\040b *(rw)\n")
    system.write("/etc/exports.d/b.bak", "/srv/b *(rw)\n")
    system.write("/etc/exports.d/.c.exports", "/srv/c *(rw)\n")
    assert shares(system) == {"/srv/a b": "change"}


@pytest.mark.parametrize(
    ("program", "setting", "old"),
    [
        ("/usr/bin/smbclient", "client min protocol = NT1", True),
        ("/usr/lib/x86_64-linux-gnu/libsmbclient.so.0", "client ipc min protocol = LANMAN1", True),
        ("/usr/bin/smbclient", "client min protocol = SMB2_02", False),
        ("/usr/bin/smbclient", "server min protocol = NT1", False),
        ("/usr/sbin/smbd", "min protocol = NT1", True),
        ("/usr/bin/true", "client min protocol = NT1", False),
    ],
)
def test_a_client_of_the_old_protocol(system, program, setting, old):
    system.write(program, "")
    system.write("/etc/samba/smb.conf", f"[global]\n{setting}\n[a]\nguest ok = yes\n")

    assert read_sharing(system, Ask()).old_protocol is old
    assert shares(system) == ({"a": "read"} if program == "/usr/sbin/smbd" else {})


def test_a_client_whose_settings_may_not_be_read(system, monkeypatch):
    system.write("/usr/bin/smbclient", "")
    refused = Unknown(UnknownCode.NO_RIGHT, "")
    monkeypatch.setattr(system, "read_text", lambda *given: refused)

    assert code(read_sharing(system, Ask()).old_protocol) == "no_right"
    assert shares(system) == {}


@pytest.mark.parametrize(
    ("line", "everyone"),
    [
        ("/srv -rw,no_root_squash *", "full"),
        ("/srv -rw *(no_root_squash) 10.0.0.0/8(ro)", "full"),
        ("/srv -rw *(ro)", "read"),
        ("/srv -rw,no_root_squash *(root_squash)", "change"),
        ("/srv -rw", "change"),
        ("/srv *(ro) -rw 10.0.0.1", "read"),
        ("/srv -rw 10.0.0.1", ""),
        ("/srv *(rw,no_root_squash) *(rw)", "full"),
        ("/srv *(rw,sec=krb5p)", ""),
        ("/srv *(rw,sec=krb5:sys)", "change"),
        ("/srv -sec=krb5i,rw *", ""),
        ("/srv 0.0.0.0/0.0.0.0(rw)", "change"),
        ("/srv *(rw,no_root_squash,all_squash)", "change"),
        ("/srv 192.168.1.0/24(rw,sync)", ""),
        ("/srv *(ro)", "read"),
        ("/srv *(rw,sync)", "change"),
        ("/srv *(rw,no_root_squash)", "full"),
        ("/srv 10.0.0.1(rw) *(ro)", "read"),
        ("/srv", "read"),
        ("/srv (rw)", "change"),
        ("# /srv *(rw)", None),
    ],
)
def test_shares_of_nfs(system, line, everyone):
    system.write("/usr/sbin/exportfs", "")
    system.write("/etc/exports", f"{line}\n")

    assert shares(system) == ({} if everyone is None else {"/srv": everyone})


def test_a_folder_with_a_blank_in_its_name(system):
    system.write("/usr/sbin/exportfs", "")
    system.write("/etc/exports", '"/srv/văn bản" *(rw)\n')

    assert shares(system) == {"/srv/văn bản": "change"}


def test_without_servers_nothing_is_shared_whatever_the_files_say(system):
    system.write("/etc/exports", "/srv *(rw)\n")

    assert read_sharing(system, Ask()).shares == ()


@given(st.text(max_size=120))
def test_no_text_makes_the_readers_of_shares_raise(text):
    class Told:
        """A machine all files of which say the same."""

        def read_text(self, path, limit=0):
            return text

        def list_folder(self, path):
            return ("x",)

    list(read_exports(text))
    config = read_samba(Told(), text)
    list(shares_of(config))
    list(shares_of_people(Told(), config))


def test_a_hosts_file_of_a_hundred_thousand_lines():
    lines = [f"0.0.0.0 quang-cao-{number}.example" for number in range(100_000)]
    lines[50_000] = "93.184.216.34\twww.vietcombank.com.vn vcb.example # x"
    found = read_hosts("\n".join(lines))

    assert found.lines == 100_001
    assert [(each.name, each.address) for each in found.notable] == [
        ("www.vietcombank.com.vn", "93.184.216.34")
    ]
    assert [each.name for each in found.sent_away] == ["vcb.example"]


def test_what_is_sent_away_is_told_before_what_is_blocked():
    blocked = [f"0.0.0.0 quang-cao-{number}.google.com" for number in range(60)]
    office = [f"10.0.0.5 may-{number}.xa.gov.vn" for number in range(60)]
    found = read_hosts("\n".join([*office, *blocked, "45.77.1.2 vietcombank.com.vn"]))

    assert (found.notable[0].name, found.notable[0].address) == ("vietcombank.com.vn", "45.77.1.2")
    assert {each.address for each in found.notable[1:]} == {"0.0.0.0"}  # noqa: S104 - blocks a name


def test_every_address_of_a_name_is_told():
    lines = "0.0.0.0 BIDV.com.vn\n2606:4700::1 bidv.com.vn\n0.0.0.0 bidv.com.vn\n"
    found = read_hosts(f"{lines}10.0.0.5 x.example\n::ffff:45.77.1.2 x.example\n")

    assert [each.address for each in found.notable] == ["2606:4700::1", "0.0.0.0"]  # noqa: S104
    assert [each.address for each in found.sent_away] == ["::ffff:45.77.1.2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_hosts_file_in_any_encoding(encoding):
    """Files come as UTF-8 with replacement, whatever they were."""
    raw = "0.0.0.0 windowsupdate.microsoft.com\r\n".encode(encoding)
    found = read_hosts(raw.decode("utf-8", "replace"))

    assert [each.name for each in found.notable] == ["windowsupdate.microsoft.com"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rác windowsupdate.com", (0, 0)),
        ("1.2.3 windowsupdate.com", (0, 0)),
        ("::1 windowsupdate.com", (1, 1)),
        ("fe80::1%eth0 x", (1, 0)),
        ("93.184.216.34", (0, 0)),
        ("\u202e93.184.216.34 bidv.com.vn", (0, 0)),
        ("10.0.0.1 may-chu.xa.gov.vn", (1, 1)),
    ],
)
def test_odd_lines(line, told):
    found = read_hosts(line)

    assert (found.lines, len(found.notable)) == told


def test_names_that_only_look_alike():
    assert is_notable("dichvucong.gov.vn")
    assert is_notable("BIDV.com.vn.")
    assert not is_notable("notmicrosoft.com")
    assert not is_notable("microsoft.com.example")


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_of_hosts_raise(text):
    assert read_hosts(text).lines >= 0


def test_a_hosts_file_beyond_every_limit_is_unread(system):
    place = system.write("/etc/hosts", "")
    with place.open("wb") as file:
        file.truncate(17_000_000)

    assert code(name_resolution.read(system, Ask()).notable) == "malformed"


@pytest.mark.parametrize(
    ("files", "servers"),
    [
        ({"/etc/resolv.conf": "nameserver 127.0.0.53\noptions edns0\n",
          "/run/systemd/resolve/resolv.conf": "nameserver 10.0.0.2\nnameserver 10.0.0.2\n"},
         ("10.0.0.2",)),
        ({"/etc/resolv.conf": "# x\nnameserver\t8.8.8.8\nnameserver rác\nsearch xa\n"},
         ("8.8.8.8",)),
        ({"/etc/resolv.conf": ""}, ()),
        ({}, "not_found"),
    ],
)  # fmt: skip
def test_name_servers(system, files, servers):
    for path, text in files.items():
        system.write(path, text)

    assert code(name_resolution.read(system, Ask()).servers) == servers


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("PATH=/usr/bin\n", ""),
        ('https_proxy="http://10.0.0.9:3128"\n', "http://10.0.0.9:3128"),
        ("HTTP_PROXY=http://an:bi-mat@10.0.0.9:3128\n", "http://10.0.0.9:3128"),
        ("http_proxy=\n", ""),
    ],
)
def test_a_proxy_without_its_secret(system, text, proxy):
    system.write("/etc/environment", text)

    assert name_resolution.read(system, Ask()).proxy == proxy


NETWORK = """\
[connection]
id={}
type=wifi
autoconnect={}

[wifi]
ssid=x
{}"""


@pytest.mark.parametrize(
    ("security", "protection"),
    [
        ("", "open"),
        ("[wifi-security]\nkey-mgmt=wpa-psk\npsk=bi-mat\n", "strong"),
        ("[wifi-security]\nkey-mgmt=sae\n", "strong"),
        ("[wifi-security]\nkey-mgmt=none\nwep-key0=1\n", "wep"),
        ("[802-11-wireless-security]\nkey-mgmt=wpa-eap\n", "strong"),
        ("[wifi-security]\nkey-mgmt=tương-lai\n", "not_supported"),
    ],
)
def test_wireless_networks(system, security, protection):
    folder = "/etc/NetworkManager/system-connections"
    system.write(f"{folder}/a.nmconnection", NETWORK.format("Quán", "false", security), 0o600)
    system.write(f"{folder}/b.nmconnection", "[connection]\ntype=ethernet\n", 0o600)
    system.write("/sys/class/net/wlan0/wireless/x", "")
    found = wifi.read(system, Ask())

    assert found.adapter is True
    assert [(each.name, code(each.protection), each.automatic) for each in found.networks] == [
        ("Quán", protection, False)
    ]
    assert "bi-mat" not in str(found)


def test_a_machine_without_wireless(system):
    system.write("/sys/class/net/eth0/mtu", "1500")
    found = wifi.read(system, Ask())

    assert (found.adapter, code(found.networks)) == (False, "not_supported")


def test_networks_that_another_program_keeps(system):
    system.write("/sys/class/net/wlan0/wireless/x", "")
    system.write("/var/lib/iwd/Quán.open", "")
    assert code(wifi.read(system, Ask()).networks) == "not_supported"

    system.write("/run/NetworkManager/system-connections/x", "[connection]\ntype=ethernet\n")
    assert wifi.read(system, Ask()).networks == ()
    assert wifi.read(system, Ask()).origin.backend == "NetworkManager"


def test_a_list_of_processes_that_cannot_be_read(system):
    system.running = Unknown(UnknownCode.SOURCE_BROKEN, "")
    system.write("/usr/sbin/sshd", "")
    system.units = Unknown(UnknownCode.NOT_SUPPORTED, "")
    found = remote_access.read(system, Ask())

    assert (code(found.desktops), code(found.ssh)) == ("source_broken", "source_broken")

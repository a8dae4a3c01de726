"""Open ports and what can be reached from outside on Linux, real where it can be."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.exposure import linux as exposure
from core.probes.remote_access import linux as remote_access
from core.probes.seen import Listener
from core.probes.sockets import listeners
from core.probes.sshd_config import effective, read_sshd_config
from core.probes.system import ProcessSeen, Service

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


def test_a_list_of_processes_that_cannot_be_read(system):
    system.running = Unknown(UnknownCode.SOURCE_BROKEN, "")
    system.write("/usr/sbin/sshd", "")
    system.units = Unknown(UnknownCode.NOT_SUPPORTED, "")
    found = remote_access.read(system, Ask())

    assert (code(found.desktops), code(found.ssh)) == ("source_broken", "source_broken")

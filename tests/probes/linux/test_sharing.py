"""Shares of Samba and NFS on Linux, held against their own tools."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sharing.linux import read as read_sharing
from core.probes.sharing.nfs import read_exports
from core.probes.sharing.samba import read_samba, shares_of, shares_of_people
from core.probes.system_linux import LinuxSystem


def code(value):
    return str(value.code) if isinstance(value, Unknown) else value


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


DPKG = "Package: a\nStatus: install ok installed\n\nPackage: samba-libs\nStatus: {}\nVersion: {}\n"
INSTALLED = "install ok installed"


def spoken(system, settings="", program="/usr/sbin/smbd"):
    system.write(program, "")
    system.write("/etc/samba/smb.conf", f"[global]\n{settings}")
    return code(read_sharing(system, Ask()).old_protocol)


@pytest.mark.parametrize("program", ["/usr/sbin/smbd", "/usr/lib64/libsmbclient.so.0"])
@pytest.mark.parametrize(
    ("version", "old"),
    [
        ("2:4.9.5+dfsg-5+deb10u3", True),
        ("2:4.10.0", True),
        ("2:4.11.6+dfsg-0ubuntu1", False),
        ("2:4.17.12+dfsg-0+deb12u4", False),
        ("2:3.6.6-6", True),
        ("x", "not_found"),
    ],
)
def test_before_4_11_samba_speaks_the_old_protocol_unless_told_otherwise(
    system, program, version, old
):
    system.write("/var/lib/dpkg/status", DPKG.format(INSTALLED, version))
    assert spoken(system, program=program) == old


@pytest.mark.parametrize(
    ("settings", "program", "old"),
    [
        ("server min protocol = SMB2\n", "/usr/sbin/smbd", False),
        ("client min protocol = SMB2\n", "/usr/bin/smbclient", False),
        ("client ipc min protocol = SMB2\n", "/usr/bin/smbclient", True),
        ("client min protocol = SMB2\n", "/usr/sbin/smbd", True),
        ("server min protocol = default\n", "/usr/sbin/smbd", True),
        ("include = /etc/samba/%m.conf\n", "/usr/sbin/smbd", "not_supported"),
    ],
)
def test_settings_decide_before_the_version(system, settings, program, old):
    system.write("/var/lib/dpkg/status", DPKG.format(INSTALLED, "2:4.9.5"))
    assert spoken(system, settings, program) == old


@pytest.mark.parametrize(
    ("tool", "says", "old"),
    [
        ("/usr/sbin/smbd --version", "Version 4.10.4\n", True),
        ("/usr/sbin/smbd --version", "Version 4.19.5-Ubuntu\n", False),
        ("/usr/bin/smbclient --version", "Version 4.10.4\n", True),
        ("/usr/bin/rpm -q", "package samba-libs is not installed\n4.20.2\n", False),
        ("/usr/bin/rpm -q", "package samba-libs is not installed\n", "not_found"),
        ("/usr/bin/true", "Version 4.10.4\n", "not_found"),
    ],
)
@pytest.mark.parametrize("removed", [True, False])
def test_the_version_where_dpkg_does_not_tell_it(system, said, tool, says, old, removed):
    if removed:
        system.write("/var/lib/dpkg/status", DPKG.format("deinstall ok config-files", "2:4.9.5"))
    system.tools[tool] = said(says, exit=1 if "not installed" in says else 0)
    assert spoken(system) == old


def test_no_tool_is_started_where_nothing_depends_on_the_version(system):
    assert spoken(system, "server min protocol = SMB2\n", "/usr/sbin/smbd") is False
    assert read_sharing(system, Ask()).shares == ()
    assert system.asked == []


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
    system.write("/var/lib/dpkg/status", DPKG.format(INSTALLED, "2:4.17.12"))

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

"""Screen lock, sticks, start and drives, macros, kernel and file rights of Linux."""

import ast
import json
import struct
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.boot_protection import linux as boot_protection
from core.probes.boot_protection.linux import read_drives
from core.probes.file_rights import linux as file_rights
from core.probes.gvdb import read_gvdb
from core.probes.kernel_settings import linux as kernel_settings
from core.probes.macros import linux as macros
from core.probes.people_linux import people
from core.probes.removable_media import linux as removable_media
from core.probes.screen_lock import linux as screen_lock
from core.probes.system_linux import LinuxSystem

PASSWD = """\
root:x:0:0:root:/root:/bin/bash
an:x:1000:1000:Nguyễn Văn An:/home/an:/bin/bash
ba:x:1001:1001::/home/ba:/bin/bash
www:x:1002:1002::/var/www:/usr/sbin/nologin
nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
damaged:x:one:two
"""


def code(value):
    return str(value.code) if isinstance(value, Unknown) else value


@pytest.fixture
def gnome(system):
    system.write("/etc/passwd", PASSWD)
    system.write("/usr/bin/gnome-shell", "")
    return system


def database(system, path, folder, **files):
    """Compile a database as dconf itself does, from key files."""
    keys = system.root.parent / folder
    keys.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        place = keys / name.replace("__", "/")
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    target = system.write(path, b"")
    done = subprocess.run(
        ["/usr/bin/dconf", "compile", str(target), str(keys)],
        capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def locks(system):
    found = screen_lock.read(system, Ask()).people
    return code(found) if isinstance(found, Unknown) else {e.name: code(e.after_s) for e in found}


def test_gnome_locks_by_itself_after_five_minutes(gnome):
    assert locks(gnome) == {"an": 300, "ba": 300}


def test_an_ordinary_user_reads_what_is_own(gnome):
    gnome.standing, gnome.account = "user", "ba"

    assert locks(gnome) == {"ba": 300}


@pytest.mark.system("dconf")
@pytest.mark.parametrize(
    ("session", "saver", "after"),
    [
        ("idle-delay=uint32 600", "lock-delay=uint32 30", 630),
        ("idle-delay=uint32 0", "", 0),
        ("", "lock-enabled=false", 0),
        ("idle-delay=uint32 60", "lock-enabled=true", 60),
        ("idle-delay='mười'", "", "malformed"),
        ("[org/gnome/desktop/lockdown]\ndisable-lock-screen=true", "", 0),
    ],
)
def test_what_gnome_is_told(gnome, session, saver, after):
    text = f"[org/gnome/desktop/session]\n{session}\n[org/gnome/desktop/screensaver]\n{saver}\n"
    database(gnome, "/home/an/.config/dconf/user", "keys", a=text)

    assert locks(gnome) == {"an": after, "ba": 300}


@pytest.mark.system("dconf")
def test_what_the_office_locks_binds_everybody(gnome):
    never = "[org/gnome/desktop/session]\nidle-delay=uint32 0\n"
    database(gnome, "/home/an/.config/dconf/user", "own", a=never)
    gnome.write("/etc/dconf/profile/user", "user-db:user\nsystem-db:local\n")
    office = "[org/gnome/desktop/session]\nidle-delay=uint32 120\n"
    database(gnome, "/etc/dconf/db/local", "office", a=office)

    assert locks(gnome) == {"an": 0, "ba": 120}
    database(
        gnome, "/etc/dconf/db/local", "bound", a=office,
        locks__x="/org/gnome/desktop/session/idle-delay\n",
    )  # fmt: skip
    assert locks(gnome) == {"an": 120, "ba": 120}


@pytest.mark.system("dconf")
def test_a_database_cut_short_is_no_answer(gnome):
    text = "[org/gnome/desktop/session]\nidle-delay=uint32 600\n"
    database(gnome, "/home/an/.config/dconf/user", "keys", a=text)
    place = gnome.root / "home/an/.config/dconf/user"
    whole = place.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        place.write_bytes(whole[:length])
        found = locks(gnome)["an"]
        assert found in ("malformed", 600), length


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_of_databases_raise(raw):
    for data in (raw, b"GVariant" + bytes(8) + struct.pack("<II", 0, len(raw)) + raw):
        try:
            read_gvdb(data)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (None, 300),
        ("[Daemon]\nTimeout=10\n", 600),
        ("[Daemon]\nAutolock=false\nTimeout=1\n", 0),
        ("[Greeter]\nTimeout=1\n", 300),
        ("[Daemon]\nTimeout=x\n", "malformed"),
        ("[Daemon]\nTimeout=99999999999999\n", 10_000_000),
    ],
)
def test_kde(system, text, after):
    system.write("/etc/passwd", PASSWD)
    system.write("/usr/bin/plasmashell", "")
    if text is not None:
        system.write("/home/an/.config/kscreenlockerrc", text)

    assert locks(system)["an"] == after


def test_other_desktops_and_none(system):
    assert screen_lock.read(system, Ask()).desktop == ""
    assert screen_lock.read(system, Ask()).people == ()
    system.write("/usr/bin/xfce4-session", "")
    assert locks(system) == "not_supported"


def test_people_without_an_account_for_them(system):
    system.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")

    assert code(people(system)) == "not_found"
    system.standing, system.account = "user", "lạ"
    assert code(people(system)) == "not_found"


def test_gnome_offers_to_open_sticks_until_told_not_to(gnome):
    assert removable_media.read(gnome, Ask()).offers == ("an", "ba")


@pytest.mark.system("dconf")
def test_sticks_that_nothing_opens(gnome):
    never = "[org/gnome/desktop/media-handling]\nautorun-never=true\n"
    for person in ("an", "ba"):
        database(gnome, f"/home/{person}/.config/dconf/user", "keys", a=never)

    assert removable_media.read(gnome, Ask()).offers == ()


@pytest.mark.system("dconf")
@pytest.mark.parametrize(
    ("shell", "desktop"), [("mate-session", "mate"), ("cinnamon-session", "cinnamon")]
)
def test_kin_of_gnome_keep_a_key_of_their_own(gnome, shell, desktop):
    (gnome.root / "usr/bin/gnome-shell").unlink()
    gnome.write(f"/usr/bin/{shell}", "")
    for told, offers in (("gnome", ("an", "ba")), (desktop, ())):
        never = f"[org/{told}/desktop/media-handling]\nautorun-never=true\n"
        for person in ("an", "ba"):
            database(gnome, f"/home/{person}/.config/dconf/user", "keys", a=never)
        assert removable_media.read(gnome, Ask()).offers == offers


def test_sticks_where_nothing_offers_them(system):
    system.write("/usr/bin/plasmashell", "")
    found = removable_media.read(system, Ask())

    assert (found.desktop, found.offers) == ("kde", ())


EFI = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


@pytest.mark.parametrize(
    ("raw", "secure"),
    [
        (b"\x06\x00\x00\x00\x01", True),
        (b"\x06\x00\x00\x00\x00", False),
        (b"\x06\x00\x00\x00", "malformed"),
        (b"", "malformed"),
        (None, "not_found"),
    ],
)
def test_secure_boot(system, raw, secure):
    system.write("/sys/firmware/efi/fw_platform_size", "64")
    if raw is not None:
        system.write(EFI, raw)
    found = boot_protection.read(system, Ask())

    assert (found.uefi, code(found.secure_boot)) == (True, secure)


def test_a_machine_that_starts_the_old_way(system):
    found = boot_protection.read(system, Ask())

    assert (found.uefi, found.secure_boot, found.tpm) == (False, False, 0)


@pytest.mark.parametrize(
    ("text", "version"), [("2\n", 2), ("1", 1), ("x", "malformed"), ("", "malformed")]
)
def test_the_chip(system, text, version):
    system.write("/sys/class/tpm/tpm0/tpm_version_major", text)

    assert code(boot_protection.read(system, Ask()).tpm) == version


def tree(*devices):
    return json.dumps({"blockdevices": devices})


def device(kind, *children, at=()):
    return {"name": "x", "type": kind, "mountpoints": list(at) or [None], "children": children}


@pytest.mark.parametrize(
    ("told", "states"),
    [
        (tree(device("disk", device("part", at=["/"]))), {"/": "off"}),
        (tree(device("disk", device("part", device("crypt", at=["/"])))), {"/": "on"}),
        (tree(device("disk", device("part", device("crypt", device("lvm", at=["/"]),
                                                   device("lvm", at=["/home"]))))),
         {"/": "on", "/home": "on"}),
        (tree(device("disk", device("crypt", at=["/"])), device("disk", at=["/home", "/srv"])),
         {"/": "on", "/home": "off"}),
        (tree(device("disk", device("raid1", at=["/"])),
              device("disk", device("crypt", device("raid1", at=["/"])))), {"/": "off"}),
        (tree(device("disk", at=["/srv"])), "not_found"),
        (tree(), "not_found"),
        ("", "malformed"),
        ("[]", "malformed"),
        ("null", "malformed"),
        ('{"blockdevices": 5}', "malformed"),
        ('{"blockdevices": [7, "x", {"children": 3, "mountpoints": "y"}]}', "not_found"),
    ],
)  # fmt: skip
def test_drives(told, states):
    found = read_drives(told)

    assert (
        code(found) if isinstance(found, Unknown) else {e.name: e.state for e in found}
    ) == states


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["blockdevices", "children", "mountpoints", "mountpoint", "type"]),
        inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_no_tree_makes_the_reader_of_drives_raise(value):
    assert isinstance(read_drives(json.dumps({"blockdevices": value})), Unknown | tuple)


def test_the_real_lsblk_is_understood():
    """Whatever lies under this machine, the answer is a list or a reason."""
    found = boot_protection.read(LinuxSystem(), Ask()).drives

    assert isinstance(found, Unknown | tuple)
    if isinstance(found, Unknown):
        assert found.code in (UnknownCode.NOT_FOUND, UnknownCode.NOT_INSTALLED)


XCU = """<?xml version="1.0"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop \
oor:name="MacroSecurityLevel" oor:op="fuse"><value>{}</value></prop></item></oor:items>"""


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("0", "all"),
        ("1", "ask"),
        ("2", "signed"),
        ("3", "none"),
        ("9", "malformed"),
        ("", "malformed"),
    ],
)
def test_macros_of_libreoffice(system, level, told):
    system.write("/etc/passwd", PASSWD)
    system.write("/usr/bin/soffice", "")
    path = "/home/an/.config/libreoffice/4/user/registrymodifications.xcu"
    system.write(path, XCU.format(level))
    (setting,) = macros.read(system, Ask()).settings

    assert (setting.name, code(setting.level)) == ("LibreOffice (an)", told)


def test_macros_that_nobody_touched(system):
    system.write("/etc/passwd", PASSWD)
    assert macros.read(system, Ask()).settings == ()
    system.write("/usr/bin/libreoffice", "")
    assert macros.read(system, Ask()).settings == ()
    system.write("/home/ba/.config/libreoffice/4/user/registrymodifications.xcu", "<x/>")
    assert [each.level for each in macros.read(system, Ask()).settings] == ["signed"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("2\n", 2), ("-1", -1), ("", "malformed"), ("x", "malformed"), (None, "not_found")],
)
def test_switches_of_the_kernel(system, text, value):
    if text is not None:
        system.write("/proc/sys/kernel/randomize_va_space", text)
    first = kernel_settings.read(system, Ask()).settings[0]

    assert (first.name, code(first.value)) == ("kernel.randomize_va_space", value)


@pytest.mark.system("unshare")
def test_a_switch_that_was_really_loosened(project):
    """In a network namespace of its own the network's switches may be set."""
    switch = "/proc/sys/net/ipv4/conf/all/accept_source_route"
    code = (
        "from core.probes.kernel_settings.linux import read\n"
        "from core.probes.system_linux import LinuxSystem\n"
        f"open({switch!r}, 'w').write('1')\n"
        "print({each.name: each.value for each in read(LinuxSystem(), None).settings})"
    )
    told = subprocess.run(
        ["unshare", "--net", sys.executable, "-c", code],
        cwd=project, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert told.returncode == 0, told.stderr
    assert ast.literal_eval(told.stdout)["net.ipv4.conf.all.accept_source_route"] == 1


def test_rights_of_files(system):
    system.write("/etc/passwd", PASSWD)
    system.write("/etc/shadow", "x", 0o644)
    system.write("/etc/sudoers.d/an", "x", 0o440)
    system.write("/etc/ssh/ssh_host_rsa_key", "x", 0o600)
    system.write("/etc/ssh/ssh_host_rsa_key.pub", "x", 0o644)
    (system.root / "home/an").mkdir(parents=True)
    (system.root / "home/an").chmod(0o777)
    found = {each.name: (each.kind, each.mode) for each in file_rights.read(system, Ask()).files}

    assert found["/etc/shadow"] == ("secret", "0644")
    assert found["/etc/sudoers.d/an"] == ("secret", "0440")
    assert found["/etc/ssh/ssh_host_rsa_key"] == ("secret", "0600")
    assert found["/home/an"] == ("home", "0777")
    assert "/etc/ssh/ssh_host_rsa_key.pub" not in found
    assert "/home/ba" not in found


def test_a_machine_without_any_of_the_files(system):
    assert code(file_rights.read(system, Ask()).files) == "not_found"

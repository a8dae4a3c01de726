"""Recorded machines: the real recording, masking, and questions that were not recorded."""

import json
from ipaddress import IPv6Address
from pathlib import Path

import pytest

from core.model.errors import KnownError
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import read, topics
from core.probes.masking import Mask, full_names
from core.probes.plain import as_plain
from core.probes.recorded import (
    RecordedSystem,
    RecordingSystem,
    UnrecordedQuestion,
    keep,
    recording,
)
from core.probes.seen import WifiProfile
from core.probes.system import (
    CommandAnswer,
    FileStat,
    GroupMember,
    LocalUser,
    Newest,
    Peer,
    ProcessSeen,
    TaskSeen,
)

MACHINES = Path(__file__).resolve().parents[1] / "machines"
RECORDED = sorted(folder.parent for folder in MACHINES.glob("*/facts.json"))


def test_there_is_a_recorded_machine():
    assert [folder.name for folder in RECORDED]


@pytest.mark.parametrize("folder", RECORDED, ids=lambda folder: folder.name)
def test_a_recorded_machine_reads_as_it_did(folder):
    machine = RecordedSystem(folder)
    expected = json.loads((folder / "facts.json").read_text("utf-8"))

    facts = {topic: as_plain(read(topic, machine, machine.ask, machine.os)) for topic in topics()}

    assert facts == expected


@pytest.mark.parametrize("folder", RECORDED, ids=lambda folder: folder.name)
def test_a_recorded_machine_holds_nothing_private(folder):
    text = (folder / "answers.json").read_text("utf-8")
    hashes = [part for part in text.split("$") if len(part) > 40 and "\\n" not in part]

    assert "$6$masked" in text or "shadow" not in text
    assert not [part for part in hashes if part.isalnum()]


def test_what_was_not_recorded_fails_loudly():
    machine = RecordedSystem(RECORDED[0])

    with pytest.raises(UnrecordedQuestion, match="/etc/no-such-file"):
        machine.read_text("/etc/no-such-file")
    with pytest.raises(AttributeError):
        machine.no_such_method  # noqa: B018 - asking for it is the test


def test_limits_and_names_of_arguments_make_no_other_question():
    machine = RecordedSystem(RECORDED[0])

    assert machine.stat("/") == machine.stat(path="/")


class Office:
    """A machine with private things, of the kinds that both systems answer with."""

    USERS = (
        LocalUser("huong.nt", "S-1-5-21-11-22-33-1001", 1, 5, False, "", "", 2, cloud=False),
        LocalUser("Administrator", "S-1-5-21-11-22-33-500", 1, 5, False, "", "", 2, cloud=False),
    )

    def now(self):
        return "2027-01-05T02:00:00Z"

    def user(self):
        return "huong.nt"

    def environment(self, name):
        return "UBND-PC-07" if name == "COMPUTERNAME" else Unknown(UnknownCode.NOT_FOUND, name)

    def read_text(self, path, limit=4_000_000):
        return {
            "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n"
            "huong.nt:x:1000:1000:Nguyen Thi Huong,P2:/home/huong.nt:/bin/sh\n",
            "/etc/shadow": "root:!:1::::::\nhuong.nt:$y$j9T$SaltSalt$HashHash:1::::::\n"
            "old:ab1./ABCDEFGH:1::::::\n",
            "/etc/machine-id": "f" * 32,
            "/etc/sssd/sssd.conf": "[domain/x]\nldap_default_authtok = hidden-word\n",
            "/proc/1/environ": "SECRET=hidden-word\0container=lxc\0",
        }.get(path, Unknown(UnknownCode.NOT_FOUND, path))

    def run(self, argv, limit, environment=None):
        return CommandAnswer(
            0, "ether 3c:52:82:aa:bb:cc inet 192.168.7.21 127.0.0.1 fe80::3e52:82ff:feaa:bbcc "
               "http://huong.nt:hidden-word@192.168.7.9/ huong.nt@example.com at 08:32:03 v1.2.3"
        )  # fmt: skip

    def users(self):
        return self.USERS

    def group_members(self, sid):
        return (GroupMember("S-1-5-21-11-22-33-1001", "UBND-PC-07\\huong.nt", 1),)

    def processes(self):
        return (ProcessSeen(1, "x", "/home/huong.nt/x", "huong.nt"),)

    def newest(self, path, now, limit):
        name = "luong/Bang luong Huong.xlsx"
        return Newest(1, 0, 1, name, now, name, "", "", False)

    def archive_fault(self, path, limit):
        return ""

    def read_bytes(self, path, limit=0, from_end=False):
        return b"\x00\xff"

    def stat(self, path):
        return FileStat("file", 1, "2027-01-05T02:00:00Z", 0o644, 0, "1:1")

    def peers(self):
        return (Peer("192.168.7.30", 443, "/home/huong.nt/x"),)

    def tasks(self):
        return (TaskSeen("\\sao luu", True, False, "UBND-PC-07\\huong.nt", ("a",)),)

    def registry(self, root, key, name, wow32=False):
        return "5b0e4ab9-0000-4000-8000-123456789abc"


PRIVATE = ("huong", "Huong", "UBND", "hidden-word", "HashHash", "ABCDEFGH", "192.168.7", "3c:52:82",
           "fe80", "11-22-33", "f" * 32, "5b0e4ab9", "example.com", "luong")  # fmt: skip


def test_recording_takes_private_things_out_and_still_replays(tmp_path, monkeypatch):
    def reader(topic, system, ask, os=""):
        who = system.user()
        newest = system.newest(ask.places[0], system.now(), 5.0)
        answers = (
            system.run(["/usr/bin/chage", "-l", who], 3.0), system.users(), system.processes(),
            system.peers(), system.tasks(),
            system.group_members("S-1-5-32-544"),
            system.archive_fault(f"/srv/{newest.archive}", 1.0), system.read_bytes("/x", 5),
            system.stat(f"/home/{who}/x"),
            system.registry("HKLM", "Cryptography", "MachineGuid"),
            *(system.read_text(path) for path in ("/etc/passwd", "/etc/shadow", "/etc/machine-id",
                                                  "/etc/sssd/sssd.conf", "/proc/1/environ")),
        )  # fmt: skip
        return (who, newest, len(answers))

    monkeypatch.setattr("core.probes.recorded.read", reader)
    monkeypatch.setattr("core.probes.recorded.topics", lambda: ("machine",))
    keep(tmp_path, recording(Office(), Ask(places=("/srv/huong.nt",))))

    written = "".join(file.read_text("utf-8") for file in tmp_path.iterdir())
    assert [word for word in PRIVATE if word in written] == []

    machine = RecordedSystem(tmp_path)
    assert machine.user() == "user1"
    assert machine.users()[0].name == "user1"
    assert machine.users()[1].name == "Administrator"
    assert machine.group_members("S-1-5-32-544")[0].name == "host1\\user1"
    assert machine.group_members("S-1-5-32-544")[0].sid.endswith("-1001")
    assert machine.peers()[0].program == "/home/user1/x"
    assert machine.peers()[0].address.startswith("192.0.2.")
    assert machine.tasks()[0].account == "host1\\user1"
    assert machine.read_bytes("/x", 5) == b"\x00\xff"
    assert machine.read_text("/proc/1/environ") == "container=lxc"
    said = machine.run(["/usr/bin/chage", "-l", "user1"], 9.0).out
    assert "127.0.0.1" in said
    assert "08:32:03 v1.2.3" in said
    assert machine.newest("/srv/user1", "2027-01-05T02:00:00Z", 1.0).newest == "file1.xlsx"


def test_the_same_thing_gets_the_same_mask():
    mask = Mask()
    mask.add_names("user", ["an.nv", "binh", "root", "x"])

    assert mask.text("an.nv binh root 10.1.2.3 x") == "user1 user2 root 192.0.2.2 x"
    assert mask.text("x") == "user3"
    assert mask.text("binh-backup binh/10.1.2.3") == "binh-backup user2/192.0.2.2"


def test_addresses_as_the_kernel_lists_those_of_cards():
    """They hold the number of a network card; rules name the same addresses in another form."""
    loopback = "00000000000000000000000000000001 01 80 10 80       lo\n"
    card = "fd000000000000003e5282fffeaabbcc 04 40 00 82     eth0\n"
    mask = Mask()
    told = mask.answer("/proc/net/if_inet6", loopback + card)
    address = IPv6Address(int(told.splitlines()[1][:32], 16))

    assert told.startswith(loopback)
    assert "3e5282" not in told
    assert mask.text("ip6 daddr fd00::3e52:82ff:feaa:bbcc accept") == f"ip6 daddr {address} accept"


def test_full_names():
    assert full_names("a:x:1:1:Nguyen Van A,,,:/:/bin/sh\nb:x:2:2:b:/:/bin/sh\nbroken") == [
        "Nguyen Van A"
    ]


def test_a_question_is_asked_once():
    class Counting:
        asked = 0

        def now(self):
            self.asked += 1
            return str(self.asked)

    counting = Counting()
    recording = RecordingSystem(counting)

    assert (recording.now(), recording.now(), counting.asked) == ("1", "1", 1)


def test_another_form_is_refused(tmp_path):
    (tmp_path / "machine.json").write_text('{"format": 99, "os": "linux", "places": []}')

    with pytest.raises(ValueError, match="99"):
        RecordedSystem(tmp_path)


def test_what_a_shell_is_set_to_is_nobody_elses_matter():
    text = "export KEY_OF_X=bi-mat\nURL=https://x\n  alias vc='ssh sep@x'\n. /srv/x.sh\n/tmp/y &\n"
    assert Mask().answer("/home/an/.bashrc", text) == ". /srv/x.sh\n/tmp/y &\n"
    assert Mask().answer("/etc/profile", "A=1\n") == "A=1\n"


def test_what_the_new_readers_see_is_masked_too():
    mask = Mask()
    network = mask.answer("/x.nmconnection", "[wifi-security]\nkey-mgmt=wpa-psk\npsk=hidden-word\n")
    old = mask.answer("/x.nmconnection", "wep-key0=hidden-word\n")
    hosts = "# Sở\n10.0.0.5\tketoan.huyen.vn ketoan # phòng 2\n0.0.0.0 windowsupdate.com\n"
    office = "<item><value>/home/an/luong.ods</value></item>\n<x>MacroSecurityLevel 0</x>"

    assert "hidden-word" not in network + old
    assert "wpa-psk" in network
    assert mask.answer("/etc/hosts", hosts) == (
        "# Sở\n192.0.2.2 name1.example name2.example\n0.0.0.0 windowsupdate.com\n"
    )
    assert mask.answer("C:\\x\\hosts", "1.2.3.4 ketoan") == "192.0.2.3 name2.example"
    assert "luong" not in mask.answer("/a/registrymodifications.xcu", office)


def test_a_persons_own_database_is_left_out_and_networks_are_masked(tmp_path, monkeypatch):
    class Machine(Office):
        def wifi_profiles(self):
            return (WifiProfile("UBND-HUYEN-X", "open", "none", True),)

    def reader(topic, system, ask, os=""):
        raw = system.read_bytes("/home/an/.config/dconf/user", 5)
        return (system.wifi_profiles(), raw if isinstance(raw, Unknown) else "bytes")

    monkeypatch.setattr("core.probes.recorded.read", reader)
    monkeypatch.setattr("core.probes.recorded.topics", lambda: ("machine",))
    keep(tmp_path, recording(Machine(), Ask()))
    machine = RecordedSystem(tmp_path)

    assert "UBND-HUYEN" not in (tmp_path / "answers.json").read_text("utf-8")
    assert machine.wifi_profiles()[0].name == "wifi1"
    assert machine.read_bytes("/home/an/.config/dconf/user", 5).code is UnknownCode.NO_RIGHT


def test_a_file_that_cannot_be_written_leaves_no_half_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.probes.recorded.topics", lambda: ())
    (tmp_path / "facts.json").mkdir()
    with pytest.raises(KnownError, match="no_write"):
        keep(tmp_path, recording(Office(), Ask()))

    assert not list(tmp_path.glob("*.part"))

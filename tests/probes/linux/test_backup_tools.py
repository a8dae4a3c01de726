"""What backup programs left behind on Linux; Borg and restic really make a backup here."""

import json
import os
import subprocess
from datetime import datetime
from time import sleep

import pytest

from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup_tools.facts import ToolKind
from core.probes.backup_tools.linux import read
from core.probes.system import CommandAnswer

HEX = "0123456789abcdef" * 4


@pytest.fixture
def machine(system):
    system.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\nan:x:1000:1000::/home/an:/bin/sh\n")
    return system


def found(machine, kind):
    return [each for each in read(machine, Ask()).tools if each.kind is kind]


def run(argv, home, **more):
    subprocess.run(
        argv, check=True, capture_output=True, timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C", **more},
    )  # fmt: skip


@pytest.mark.system("borg")
def test_a_real_borg_repository(machine, tmp_path):
    home = machine.root / "home/an"
    (home / "Documents").mkdir(parents=True)
    (home / "Documents" / "a.txt").write_text("dữ liệu")
    repository = tmp_path / "kho"
    secret = {"BORG_PASSPHRASE": "chỉ dùng ở đây"}
    run(["borg", "init", "-e", "repokey", str(repository)], home, **secret)
    before = datetime.now().astimezone()
    create = ["borg", "create", f"{repository}::mot", str(home / "Documents")]
    run(create, home, **secret)

    (tool,) = found(machine, ToolKind.BORG)

    assert tool.name == str(repository)
    assert abs((from_text(tool.succeeded_at) - before).total_seconds()) < 300


@pytest.mark.system("borg")
def test_taking_old_archives_away_is_no_backup(machine, tmp_path):
    """As in a script that goes on to `borg prune` every night although `borg create` fails."""
    home = machine.root / "home/an"
    (home / "Documents").mkdir(parents=True)
    (home / "Documents" / "a.txt").write_text("x")
    sleep(0.02)  # of the files changed last Borg keeps none
    (home / "Documents" / "b.txt").write_text("x")
    repository = str(tmp_path / "kho")
    run(["borg", "init", "-e", "none", repository], home)
    for name in ("mot", "hai"):
        run(["borg", "create", f"{repository}::{name}", str(home / "Documents")], home)
    (files,) = (home / ".cache/borg").glob("*/files")
    os.utime(files, (1_700_000_000, 1_700_000_000))  # as if that had been long ago
    open_it = {"BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes"}
    run(["borg", "prune", "--keep-last", "1", repository], home, **open_it)

    (tool,) = found(machine, ToolKind.BORG)

    assert tool.succeeded_at == "2023-11-14T22:13:20Z"


@pytest.mark.system("restic")
def test_a_real_restic_repository(machine, tmp_path):
    home = machine.root / "home/an"
    (home / "Documents").mkdir(parents=True)
    (home / "Documents" / "a.txt").write_text("dữ liệu")
    secret = {"RESTIC_PASSWORD": "chỉ dùng ở đây", "RESTIC_REPOSITORY": str(tmp_path / "kho")}
    run(["restic", "init"], home, **secret)

    assert [each.succeeded_at for each in found(machine, ToolKind.RESTIC)] in ([], [""])

    run(["restic", "backup", str(home / "Documents")], home, **secret)
    (tool,) = found(machine, ToolKind.RESTIC)

    moment = from_text(tool.succeeded_at)
    assert abs((moment - datetime.now().astimezone()).total_seconds()) < 300


def test_records_of_borg(machine):
    folder = f"/home/an/.config/borg/security/{HEX}"
    machine.write(f"{folder}/location", "ssh://nas/./kho")
    machine.write(f"{folder}/manifest-timestamp", "2027-01-04T10:00:00.123456")
    machine.write("/home/an/.config/borg/security/notes/location", "x")
    machine.write(f"/root/.config/borg/security/{HEX}/manifest-timestamp", "hôm qua")

    root, own = found(machine, ToolKind.BORG)

    assert (own.name, own.succeeded_at) == ("ssh://nas/./kho", "2027-01-04T10:00:00Z")
    assert root.name == HEX[:8]
    assert root.succeeded_at.code is UnknownCode.MALFORMED


@pytest.mark.parametrize(("at", "expected"), [(1_799_114_400, "2027-01-05T02:00:00Z"), (None, "")])
def test_rsnapshot(machine, at, expected):
    machine.write(
        "/etc/rsnapshot.conf",
        "# comment\nsnapshot_root\t/srv/snap/\nretain\t\tdaily\t7\nbackup\t/home/\tlocalhost/\n",
    )
    (machine.root / "srv/snap").mkdir(parents=True)
    if at:
        (machine.root / "srv/snap/daily.0").mkdir()
        os.utime(machine.root / "srv/snap/daily.0", (at, at))

    (tool,) = found(machine, ToolKind.RSNAPSHOT)

    assert (tool.name, tool.succeeded_at, tool.homes) == ("/srv/snap/", expected, True)


def refuse(monkeypatch, machine, method, refused):
    """Have the machine keep from this account what lies under a path."""
    ask = getattr(machine, method)

    def answer(path):
        return Unknown(UnknownCode.NO_RIGHT, path) if path.startswith(refused) else ask(path)

    monkeypatch.setattr(machine, method, answer)


@pytest.mark.parametrize(
    ("method", "refused"),
    [("list_folder", ""), ("list_folder", "/ab"), ("stat", "/ab"), ("stat", f"/cd/cd{HEX[2:]}")],
)
def test_snapshots_of_restic_that_are_not_ours_to_read(machine, monkeypatch, method, refused):
    top = f"/home/an/.cache/restic/{HEX}/snapshots"
    machine.write(f"{top}/ab/ab{HEX[2:]}", "x")
    machine.write(f"{top}/cd/cd{HEX[2:]}", "x")
    assert isinstance(found(machine, ToolKind.RESTIC)[0].succeeded_at, str)

    refuse(monkeypatch, machine, method, f"{top}{refused}")

    (tool,) = found(machine, ToolKind.RESTIC)
    assert tool.succeeded_at.code is UnknownCode.NO_RIGHT


@pytest.mark.parametrize(("later", "known"), [(590, False), (610, True)])
def test_records_of_restic_that_were_copied_in_one_go_tell_no_time(machine, later, known):
    top = f"/home/an/.cache/restic/{HEX}/snapshots"
    for number, name in enumerate(("ab", "cd", "ef")):
        file = machine.write(f"{top}/{name}/{name}{HEX[2:]}", "x")
        at = 1_799_000_000 + number * later / 2
        os.utime(file, (at, at))

    (tool,) = found(machine, ToolKind.RESTIC)

    assert isinstance(tool.succeeded_at, str) is known


@pytest.mark.parametrize("newer", ["cd", "ab"])
def test_the_newest_snapshot_of_restic(machine, newer):
    top = f"/home/an/.cache/restic/{HEX}/snapshots"
    for name in ("ab", "cd"):
        place = machine.write(f"{top}/{name}/{name}{HEX[2:]}", "x")
        at = 1_799_114_400 if name == newer else 1_700_000_000
        os.utime(place, (at, at))

    (tool,) = found(machine, ToolKind.RESTIC)
    assert tool.succeeded_at == "2027-01-05T02:00:00Z"


def test_a_repository_of_restic_without_a_snapshot(machine):
    machine.write(f"/home/an/.cache/restic/{HEX}/version", "1")

    (tool,) = found(machine, ToolKind.RESTIC)
    assert tool.succeeded_at == ""


def test_a_snapshot_of_timeshift_that_is_not_ours_to_read(machine, monkeypatch):
    machine.write("/etc/timeshift/timeshift.json", '{"backup_device_uuid": "1-2"}')
    machine.write("/timeshift/snapshots/2027-01-03_09-00-01/info.json", "{}")
    refuse(monkeypatch, machine, "stat", "/timeshift/snapshots/")

    (tool,) = found(machine, ToolKind.TIMESHIFT)
    assert tool.succeeded_at.code is UnknownCode.NO_RIGHT


def test_rsnapshot_whose_drive_is_away(machine):
    text = "snapshot_root\t/media/x/snap\nretain\tdaily\t7\nbackup\t/etc\tlocalhost/\n"
    machine.write("/etc/rsnapshot.conf", text)

    (tool,) = found(machine, ToolKind.RSNAPSHOT)

    assert tool.succeeded_at.code is UnknownCode.NOT_FOUND
    assert tool.homes is False


def test_rsnapshot_as_it_is_installed_is_not_set_up(machine):
    machine.write("/etc/rsnapshot.conf", "config_version\t1.2\nsnapshot_root\t/var/cache/x\n")
    assert found(machine, ToolKind.RSNAPSHOT) == []


@pytest.mark.parametrize(
    ("exclude", "homes"), [([], False), (["+ /home/an/**"], True), (["/home/**"], False)]
)
def test_timeshift(machine, exclude, homes):
    told = {"backup_device_uuid": "1-2", "exclude": exclude}
    machine.write("/etc/timeshift/timeshift.json", json.dumps(told))
    machine.write("/timeshift/snapshots/2027-01-03_09-00-01/info.json", "{}")
    (machine.root / "timeshift/snapshots/2027-01-04_09-00-01").mkdir()  # never finished

    (tool,) = found(machine, ToolKind.TIMESHIFT)

    assert (tool.succeeded_at, tool.homes) == ("2027-01-03T02:00:01Z", homes)


@pytest.mark.parametrize(
    ("text", "count"),
    [('{"backup_device_uuid": ""}', 0), ("{", 1), ("[]", 1), ('{"exclude": []}', 1)],
)
def test_odd_settings_of_timeshift(machine, text, count):
    machine.write("/etc/timeshift/timeshift.json", text)
    tools = found(machine, ToolKind.TIMESHIFT)

    assert len(tools) == count
    assert all(each.succeeded_at.code is UnknownCode.MALFORMED for each in tools)


def test_timeshift_without_a_mounted_drive(machine):
    machine.write("/etc/timeshift/timeshift.json", '{"backup_device_uuid": "1-2"}')
    (tool,) = found(machine, ToolKind.TIMESHIFT)
    assert tool.succeeded_at.code is UnknownCode.NOT_FOUND


@pytest.mark.parametrize(
    ("last", "periodic", "expected"),
    [
        ("'2027-01-04T10:00:00.5Z'", "true", ["2027-01-04T10:00:00Z"]),
        ("''", "true", [""]),
        ("''", "false", []),
        ("'2027-01-04T10:00:00+07'", "false", ["2027-01-04T03:00:00Z"]),
    ],
)
def test_deja_dup(machine, last, periodic, expected):
    machine.write("/usr/share/glib-2.0/schemas/org.gnome.DejaDup.gschema.xml", "<x/>")
    machine.variables["HOME"] = "/home/an"
    start = "/usr/bin/gsettings get org.gnome.DejaDup"
    machine.tools[f"{start} last-backup"] = CommandAnswer(0, f"{last}\n")
    machine.tools[f"{start} periodic"] = CommandAnswer(0, f"{periodic}\n")

    assert [each.succeeded_at for each in found(machine, ToolKind.DEJA_DUP)] == expected


@pytest.mark.parametrize(
    "answer", [CommandAnswer(1, "", "no schema"), Unknown(UnknownCode.TIMED_OUT, "x")]
)
def test_deja_dup_that_does_not_answer(machine, answer):
    machine.write("/usr/share/glib-2.0/schemas/org.gnome.DejaDup.gschema.xml", "<x/>")
    machine.variables["HOME"] = "/home/an"
    machine.tools["/usr/bin/gsettings"] = answer

    (tool,) = found(machine, ToolKind.DEJA_DUP)
    assert isinstance(tool.succeeded_at, Unknown)


def test_an_empty_machine_has_none(system):
    assert read(system, Ask()).tools == ()

"""Backup places on Linux: presence, age, damage, and on which disk they lie."""

import os
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import Presence
from core.probes.backup.linux import read
from core.probes.disks_linux import Mount, disks_holding, mount_of, mounts_in
from core.probes.system_linux import LinuxSystem

NOW_S = 1_799_114_400
DAY = 86_400


def put(system, path, days=1.0, content=b"x"):
    file = system.write(path, content)
    os.utime(file, (NOW_S - days * DAY, NOW_S - days * DAY))
    return file


def one(system, place):
    (found,) = read(system, Ask(places=(place,))).places
    return found


def test_nothing_declared(system):
    assert read(system, Ask()).places.code is UnknownCode.NOT_DECLARED


def test_a_good_place(system):
    put(system, "/srv/backup/2027/full.tar", 2)
    put(system, "/srv/backup/old.doc", 40)

    found = one(system, "/srv/backup/")

    assert found.place == "/srv/backup/"
    assert found.presence is Presence.PRESENT
    assert (found.files, found.newest) == (2, "2027/full.tar")
    assert found.newest_at == "2027-01-03T02:00:00Z"
    assert found.complete is True


def test_the_newest_archive_is_tested(system):
    whole = put(system, "/srv/backup/a.zip", 9)
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a", b"x" * 1000)
    os.utime(whole, (NOW_S - 9 * DAY, NOW_S - 9 * DAY))

    assert one(system, "/srv/backup").damaged == ""

    put(system, "/srv/backup/sub/b.zip", 1, whole.read_bytes()[:-30])

    assert one(system, "/srv/backup").damaged == "sub/b.zip"


def test_an_empty_newest_archive_is_damaged(system):
    put(system, "/srv/backup/a.doc", 3)
    put(system, "/srv/backup/b.zip", 1, b"")

    found = one(system, "/srv/backup")

    assert (found.damaged, found.empty_files, found.newest) == ("b.zip", 1, "a.doc")


def test_a_single_file_is_a_place_too(system):
    put(system, "/srv/copy.zip", 1, b"PK no end")

    found = one(system, "/srv/copy.zip")

    assert (found.files, found.newest, found.damaged) == (1, "copy.zip", "copy.zip")
    assert found.newest_at == "2027-01-04T02:00:00Z"


@pytest.mark.parametrize(("typed", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_accents_may_be_stored_otherwise(system, typed, stored):
    name = "/srv/Sao lưu/Kế hoạch năm"
    put(system, normalize(stored, name) + "/a.doc", 1)

    found = one(system, normalize(typed, name))

    assert found.files == 1
    assert found.place == normalize(typed, name)


def test_a_name_that_is_no_unicode(system):
    folder = system.root / "srv"
    folder.mkdir()
    raw = os.fsencode(str(folder)) + b"/k\xff.doc"
    with open(raw, "wb") as file:
        file.write(b"x")

    assert one(system, "/srv").files == 1


@pytest.mark.parametrize("place", ["/media/an/USB/backup", "/media/usb", "/run/media/an/USB"])
def test_a_medium_that_is_not_plugged_in(system, place):
    found = one(system, place)

    assert found.presence is Presence.ABSENT
    assert isinstance(found.files, Unknown)


@pytest.mark.parametrize("place", ["/mnt/nas", "/mnt/nas/office"])
def test_a_mount_point_without_its_medium(system, place):
    system.write("/etc/fstab", "# c\n//nas/b /mnt/nas cifs ro 0 0\nUUID=1 / ext4 defaults 0 1\n")
    (system.root / "mnt/nas").mkdir(parents=True)

    assert one(system, place).presence is Presence.ABSENT


def test_an_empty_folder_for_plugged_media(system):
    (system.root / "media/an/USB").mkdir(parents=True)

    assert one(system, "/media/an/USB").presence is Presence.ABSENT


def test_a_script_that_wrote_into_the_bare_mount_point(system):
    """The copies are there, but on the disk of the system."""
    system.write("/etc/fstab", "//nas/b /mnt/nas cifs ro 0 0\n")
    put(system, "/mnt/nas/a.zip", 1, b"PK")

    found = one(system, "/mnt/nas")

    assert found.presence is Presence.PRESENT
    assert found.same_disk is True


def test_a_folder_that_does_not_exist(system):
    found = one(system, "/srv/nowhere")

    assert found.presence.code is UnknownCode.NOT_FOUND
    assert found.files.code is UnknownCode.NOT_FOUND


@pytest.mark.parametrize("place", ["smb://nas/backup", r"\\nas\backup", r"E:\Backup", "backup", ""])
def test_an_address_is_not_a_folder(system, place):
    assert one(system, place).presence.code is UnknownCode.NOT_SUPPORTED


def test_a_place_in_the_home(system):
    system.variables["HOME"] = "/home/an"
    put(system, "/home/an/backup/a.doc")

    assert one(system, "~/backup").files == 1


@pytest.mark.parametrize(
    ("mine", "homes", "told"),
    [
        (("sdb",), ("sda",), False),
        (("sda",), ("sda",), True),
        (("sdb", "sdc"), ("sdc",), True),
        ((), ("sda",), False),
        (Unknown(UnknownCode.NOT_SUPPORTED, "fuse"), ("sda",), UnknownCode.NOT_SUPPORTED),
        (("sdb",), Unknown(UnknownCode.NOT_SUPPORTED, "overlay"), UnknownCode.NOT_SUPPORTED),
    ],
)
def test_disks_are_compared(system, mine, homes, told):
    put(system, "/srv/a.doc")
    (system.root / "home").mkdir()

    class Disks:
        def __getattr__(self, name):
            return getattr(system, name)

        def disks_of(self, path):
            return mine if path.startswith("/srv") else homes

        def stat(self, path):
            seen = system.stat(path)
            if isinstance(seen, Unknown):
                return seen
            return type(seen)(seen.kind, seen.size, seen.modified, seen.mode, 0, path[:4])

    same = one(Disks(), "/srv").same_disk

    assert (same.code if isinstance(same, Unknown) else same) == told


MOUNTINFO = r"""22 27 0:21 / /proc rw - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:40 / /srv/a\040b rw shared:1 - nfs4 nas:/export rw
31 27 0:41 / /srv rw - tmpfs tmpfs rw
32 31 0:42 / /srv rw - fuse.sshfs an@nas:/x rw
broken line
"""


def test_mounts_are_found_by_path():
    mounts = mounts_in(MOUNTINFO)

    assert mount_of("/srv/a b/c", mounts) == Mount("0:40", "/srv/a b", "nfs4", "nas:/export", "rw")
    assert mount_of("/srv/x", mounts).kind == "fuse.sshfs"
    assert mount_of("/srvx", mounts).point == "/"


@pytest.mark.system("disk")
def test_the_disk_of_the_running_system_is_what_stat_says(tmp_path):
    """Cross-checked with /sys: the device number of a path leads to the disk that is named."""
    disks = disks_holding("/")

    assert disks
    assert all(os.path.isdir(f"/sys/block/{disk}") for disk in disks)


@pytest.fixture
def loop_disk(tmp_path):
    """Mount a file system on a loop device, from an image in a folder."""
    point = tmp_path / "disk"
    point.mkdir()

    def mount(folder):
        image = Path(folder) / "disk.img"
        with image.open("wb") as file:
            file.truncate(8 << 20)
        for tool in (
            ["/usr/sbin/mkfs.ext4", "-q", str(image)],
            ["/usr/bin/mount", "-o", "loop", str(image), str(point)],
        ):
            subprocess.run(tool, check=True, timeout=30)
        return point

    yield mount
    subprocess.run(["/usr/bin/umount", str(point)], check=True, timeout=30)


@pytest.mark.system("loop")
def test_another_disk(loop_disk, tmp_path):
    (tmp_path / "same").mkdir()
    (tmp_path / "same" / "a.doc").write_bytes(b"x")
    with TemporaryDirectory(dir="/dev/shm") as elsewhere:
        disk = loop_disk(elsewhere)
        (disk / "a.doc").write_bytes(b"x")

        places = read(LinuxSystem(), Ask(places=(str(disk), str(tmp_path / "same")))).places

        assert [place.same_disk for place in places] == [False, True]
        assert disks_holding(str(disk))[0].startswith("loop")


@pytest.mark.system("loop")
@pytest.mark.system("disk")
def test_an_image_lies_on_the_disk_that_holds_its_file(loop_disk):
    """A container of VeraCrypt, or any mounted image, is lost with the disk that keeps its file."""
    with TemporaryDirectory(dir="/var/tmp") as folder:
        assert disks_holding(str(loop_disk(folder))) == disks_holding(folder)


def test_a_link_to_a_medium_that_is_not_there(system):
    """The mount point is an empty folder then, not a backup place without any file."""
    system.write("/etc/fstab", "UUID=1 /mnt/usb ext4 noauto 0 0\n")
    (system.root / "mnt/usb").mkdir(parents=True)
    (system.root / "srv").mkdir()
    (system.root / "srv/backup").symlink_to("../mnt/usb")

    (place,) = read(system, Ask(places=("/srv/backup",))).places

    assert (place.place, place.presence) == ("/srv/backup", Presence.ABSENT)


@pytest.mark.system("mount")
def test_memory_is_no_disk(tmp_path):
    subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "none", str(tmp_path)], check=True, timeout=30)
    try:
        assert disks_holding(str(tmp_path)) == ()
    finally:
        subprocess.run(["/usr/bin/umount", str(tmp_path)], check=True, timeout=30)

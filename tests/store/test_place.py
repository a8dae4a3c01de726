"""Places: which mounts are fixed, removable or on the network."""

import os
from pathlib import Path

import pytest

from core.store import place
from core.store.place import Medium, Place, place_among, place_of

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:21 / /proc rw - proc proc rw
30 22 8:1 / /mnt/stick rw - vfat /dev/sda1 rw
31 22 8:17 / /mnt/usb\\040disk rw - ext4 /dev/sdb1 rw
32 22 8:33 / /mnt/card rw - ext4 /dev/sdc1 rw
33 22 0:50 / /mnt/share rw - cifs //server/share rw
34 22 0:51 / /mnt/files rw shared:1 - nfs4 server:/files rw
35 22 0:52 / /mnt/fuse rw - fuse.exfat /dev/sdd1 rw
36 22 0:53 / /mnt/ssh rw - fuse.sshfs host:/ rw
37 22 8:49 / /home rw shared:2 master:1 - btrfs /dev/nvme0n1p2 rw
38 37 0:54 / /home/an/net rw - 9p host rw
39 22 0:55 / /mnt/twice rw - ext4 /dev/vdb rw
40 22 0:56 / /mnt/twice rw - cifs //server/other rw
malformed line
"""


LINUX_MOUNTS = pytest.mark.only("posix")  # the table of mounts and its paths are Linux's


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """Give a tree of devices: 8:17 hangs on USB, the disk of 8:33 is removable, 8:49 is neither."""
    tree = tmp_path / "devices"
    for where, removable in (("usb1/block/sdb", 0), ("mmc0/block/sdc", 1), ("pci/block/nvme", 0)):
        (tree / where / "part").mkdir(parents=True)
        (tree / where / "removable").write_text(f"{removable}\n")
    links = tmp_path / "block"
    links.mkdir()
    (links / "8:17").symlink_to(tree / "usb1/block/sdb/part")
    (links / "8:33").symlink_to(tree / "mmc0/block/sdc/part")
    (links / "8:49").symlink_to(tree / "pci/block/nvme/part")
    return links


@LINUX_MOUNTS
@pytest.mark.parametrize(
    ("folder", "medium", "drive"),
    [
        ("/var/lib/trucan", Medium.FIXED, "/"),
        ("/mnt", Medium.FIXED, "/"),
        ("/mnt/stick", Medium.REMOVABLE, "/mnt/stick"),
        ("/mnt/stickers/a", Medium.FIXED, "/"),
        ("/mnt/usb disk/a/b", Medium.REMOVABLE, "/mnt/usb disk"),
        ("/mnt/card/a", Medium.REMOVABLE, "/mnt/card"),
        ("/mnt/share/a", Medium.NETWORK, "/mnt/share"),
        ("/mnt/files/a", Medium.NETWORK, "/mnt/files"),
        ("/mnt/fuse/a", Medium.REMOVABLE, "/mnt/fuse"),
        ("/mnt/ssh", Medium.NETWORK, "/mnt/ssh"),
        ("/home/an/.local/share/trucan", Medium.FIXED, "/home"),
        ("/home/an/net/a", Medium.NETWORK, "/home/an/net"),
        ("/mnt/twice/a", Medium.NETWORK, "/mnt/twice"),
    ],
)
def test_places(devices: Path, folder: str, medium: Medium, drive: str) -> None:
    """The deepest mount counts, and among several at one point the last."""
    assert place_among(MOUNTS, Path(folder), devices) == Place(medium, drive)


@LINUX_MOUNTS
def test_a_root_that_was_changed_into_is_known_by_its_device(
    devices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a root is no mount point, so the list of mounts does not name it."""
    assert place_among("", Path("/home"), devices) is None
    expected = place_of(tmp_path).medium
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "none")

    on_device = os.stat(tmp_path).st_dev > 0xFF
    for folder in (tmp_path, tmp_path / "yet" / "to be made"):
        assert place_of(folder).medium is (expected if on_device else Medium.REMOVABLE)


@LINUX_MOUNTS
def test_what_cannot_be_found_out_counts_as_removable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The safest settings where nothing is known."""
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "none")

    assert place_of(Path("/proc")).medium is Medium.REMOVABLE
    assert place_of(Path("/proc/yet to be made")).medium is Medium.REMOVABLE


def test_the_folder_of_this_test_has_a_place(tmp_path: Path) -> None:
    """The real list of mounts is read."""
    assert place_of(tmp_path).drive

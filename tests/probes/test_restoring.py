"""A test restore: real files, whole and damaged, and nothing left behind."""

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
import zipfile
from contextlib import contextmanager

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import restoring
from core.probes.ask import Ask
from core.probes.catalogue import read
from core.probes.restoring import restore_sample

NOW = "2027-01-20T03:00:00Z"


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "kho"
    (folder / "2027").mkdir(parents=True)
    (folder / "2027" / "báo cáo.txt").write_text("dữ liệu")
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"x" * 5000)
    with gzip.open(folder / "b.sql.gz", "wb") as packed:
        packed.write(b"x" * 5000)
    with tarfile.open(folder / "c.tar", "w") as archive:
        archive.add(folder / "a.zip", "a.zip")
    (folder / "d.pdf").write_bytes(b"%PDF-1.7\n")
    return folder


def restore(place, limit=30.0):
    scratch = place.parent / "home" / "restore-test"
    found = restore_sample(str(place), str(scratch), NOW, limit)
    assert not scratch.exists()
    return found


def test_everything_comes_back(place):
    found = restore(place)
    size = sum(each.stat().st_size for each in place.rglob("*") if each.is_file())

    assert (found.restored, found.failed, found.sealed) == (5, (), False)
    assert found.size == size


def test_the_proof_stands_for_the_content(place):
    proof = restore(place).proof
    assert restore(place).proof == proof

    (place / "2027" / "báo cáo.txt").write_text("đã sửa")
    assert restore(place).proof != proof

    only = place / "d.pdf"
    digest = hashlib.sha256(only.read_bytes()).hexdigest()
    assert restore(only).proof == hashlib.sha256(digest.encode()).hexdigest()


@pytest.mark.parametrize("name", ["a.zip", "b.sql.gz", "c.tar"])
def test_a_file_cut_short_does_not_come_back(place, name):
    path = place / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    found = restore(place)

    assert found.restored == 4
    assert [each.partition(":")[0] for each in found.failed] == [name]


def test_a_zip_damaged_inside(place):
    path = place / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"x" * 5000)
    whole = bytearray(path.read_bytes())
    whole[1000] ^= 1
    path.write_bytes(whole)

    assert restore(place).failed == ("a.zip: damaged inside",)


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a.gz", "a.xz", "a.bz2"])
def test_a_packed_file_damaged_at_any_place(tmp_path, name):
    folder, whole = tmp_path / "kho", bytes(range(256)) * 40 + b"x" * 9000
    folder.mkdir()
    path = folder / name
    if name.endswith((".docx", ".zip")):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word.xml", whole)
    else:
        packer = {".gz": gzip, ".xz": lzma, ".bz2": bz2}[path.suffix]
        path.write_bytes(packer.compress(whole))
    body = path.read_bytes()
    for at in range(30, len(body) // 2, 12):
        path.write_bytes(body[:at] + b"\xff" * 30 + body[at + 30 :])
        assert [each.partition(":")[0] for each in restore(folder).failed] == [name]


@contextmanager
def writing_at_most(count):
    """Let no file of this process grow beyond so many bytes, as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.only("posix")
@pytest.mark.parametrize("size", [2000, 3 << 20])
def test_no_room_for_the_copy_is_no_fault_of_the_backup(place, size):
    (place / "e.doc").write_bytes(b"x" * size)
    with writing_at_most(1500):
        found = restore(place)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.UNREADABLE
    assert found.detail.startswith("copy ")


@pytest.mark.only("posix")
def test_what_is_damaged_stays_damaged_without_room(place):
    (place / "d.pdf").write_bytes(b"MZ")
    (place / "e.doc").write_bytes(b"x" * 2000)
    with writing_at_most(1500):
        found = restore(place)
    assert "d.pdf: no PDF inside" in found.failed
    assert not [each for each in found.failed if each.startswith("e.doc")]


def test_a_folder_for_copies_that_cannot_be_made(place):
    (place.parent / "home").write_text("a file in its place")
    found = restore(place)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.UNREADABLE


def test_a_file_that_may_not_be_read_is_no_bad_backup(place, monkeypatch):
    def refuse(path, *mode):
        if str(path).endswith("d.pdf"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, *mode)

    monkeypatch.setattr(restoring, "open", refuse, raising=False)
    found = restore(place)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NO_RIGHT

    (place / "a.zip").write_bytes(b"PK")
    assert [each.partition(":")[0] for each in restore(place).failed] == ["a.zip"]


def test_a_failing_disk_under_the_backup_is_a_bad_backup(place, monkeypatch):
    class Failing(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, into):
            raise OSError(5, "Input/output error")

    def fail(path, *mode):
        return Failing() if str(path).endswith("d.pdf") else open(path, *mode)

    monkeypatch.setattr(restoring, "open", fail, raising=False)
    assert restore(place).failed == ("d.pdf: OSError",)


def test_what_only_calls_itself_a_document(place):
    (place / "d.pdf").write_bytes(b"MZ")
    assert restore(place).failed == ("d.pdf: no PDF inside",)


@pytest.mark.parametrize(
    "names", [("README", "config", "data"), ("config", "index", "keys", "snapshots", "data")]
)
def test_a_repository_is_not_opened(tmp_path, names):
    for name in names:
        (tmp_path / "kho" / name).mkdir(parents=True)
    found = restore(tmp_path / "kho")
    assert (found.sealed, found.restored) == (True, 0)


def test_a_sample_and_not_everything(tmp_path):
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.doc").write_text(str(number))
    (folder / "x.log").write_text("no data")
    (folder / "empty.doc").write_text("")

    assert restore(folder).restored == restoring.SAMPLE


def test_an_empty_place_gives_nothing(tmp_path):
    (tmp_path / "kho").mkdir()
    assert (restore(tmp_path / "kho").restored, restore(tmp_path / "kho").proof) == (0, "")


def test_out_of_time(place):
    found = restore(place, limit=-1.0)
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.TIMED_OUT


def test_what_an_ended_run_left_is_taken_away(place):
    scratch = place.parent / "home" / "restore-test"
    scratch.mkdir(parents=True)
    (scratch / "0.doc").write_text("left")
    assert restore(place).restored == 5


def test_the_topic_asks_for_a_folder_and_for_places(place):
    from core.probes.catalogue import real_system

    system, own = real_system(), str(place.parent / "home")
    assert read("restore", system, Ask()).samples.code is UnknownCode.NOT_DECLARED
    asked = Ask(places=(str(place),))
    assert read("restore", system, asked).samples.code is UnknownCode.NOT_SUPPORTED

    missing = str(place / "không có")
    asked = Ask(places=(str(place), missing), scratch=os.path.join(own, "restore-test"))
    good, absent = read("restore", system, asked).samples
    assert (good.place, good.restored) == (str(place), 5)
    assert absent.restored.code is UnknownCode.NOT_FOUND

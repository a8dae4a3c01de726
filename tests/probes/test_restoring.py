"""A test restore: real files, whole and damaged, and nothing left behind."""

import gzip
import hashlib
import os
import tarfile
import zipfile

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

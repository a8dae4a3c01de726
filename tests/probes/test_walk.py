"""A walk through a backup place."""

import os
from pathlib import Path

import pytest

from core.probes.walk import is_data_file, moment_text, newest_in

NOW = "2027-01-05T02:00:00Z"
DAY = 86_400
NOW_S = 1_799_114_400


def put(place: Path, name: str, days: float, content: bytes = b"x") -> Path:
    file = place / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (NOW_S - days * DAY, NOW_S - days * DAY))
    return file


def test_the_newest_file_anywhere_below(tmp_path):
    put(tmp_path, "old.docx", 30)
    put(tmp_path, "2027/thang 1/kế hoạch.xlsx", 2, b"xyz")

    found = newest_in(str(tmp_path), NOW, 5)

    assert (found.files, found.size, found.empty) == (2, 4, 0)
    assert found.newest == os.path.join("2027", "thang 1", "kế hoạch.xlsx")
    assert found.newest_at == "2027-01-03T02:00:00Z"
    assert (found.stopped, found.unread, found.future_at) == (False, "", "")


@pytest.mark.parametrize(
    "name",
    [".hidden", "desktop.ini", "Thumbs.db", "backup.log", "rsync.lock", "half.zip.part", "~$a.docx",
     "lost+found/x", "System Volume Information/x", "$RECYCLE.BIN/x.docx", ".Trash-1000/files/x",
     "backup.log.1", "backup.log.12.gz", "backup.log-20270105", "Backup.LOG.xz", "lock.roster",
     ".rsync-partial/data.tar", "2027/.~tmp~/data.zip"],
)  # fmt: skip
def test_what_is_no_backup_is_not_counted(tmp_path, name):
    put(tmp_path, "data.zip", 9)
    put(tmp_path, name, 0)

    found = newest_in(str(tmp_path), NOW, 5)

    assert (found.files, found.newest) == (1, "data.zip")


@pytest.mark.parametrize("name", ["nhật ký.log.docx", "catalog.1", "locks/x", "snapshots/x"])
def test_what_only_looks_like_a_log_or_a_lock_counts(tmp_path, name):
    put(tmp_path, name, 0)

    assert newest_in(str(tmp_path), NOW, 5).files == 1


def test_of_a_restic_repository_only_snapshots_tell_of_a_finished_backup(tmp_path):
    """A backup that is killed every night leaves a lock and packs as new as itself."""
    for name in ("config", "keys/aa", "index/bb", "data/00/cc"):
        put(tmp_path, f"kho/{name}", 40)
    put(tmp_path, "kho/snapshots/dd", 9)
    put(tmp_path, "kho/locks/ee", 0)
    put(tmp_path, "kho/data/00/ff", 0)

    found = newest_in(str(tmp_path), NOW, 5)

    assert (found.files, found.newest) == (1, os.path.join("kho", "snapshots", "dd"))
    assert len(found.days) == 1


def test_empty_files_are_counted_apart(tmp_path):
    put(tmp_path, "old.zip", 9)
    put(tmp_path, "new.zip", 1, b"")

    found = newest_in(str(tmp_path), NOW, 5)

    assert (found.files, found.empty, found.newest) == (1, 1, "old.zip")
    assert found.archive == "new.zip"


def test_dates_in_the_future_do_not_count(tmp_path):
    put(tmp_path, "good.zip", 9)
    put(tmp_path, "odd.zip", -40)
    put(tmp_path, "tonight.zip", -0.5)  # a clock a few hours apart is no odd date

    found = newest_in(str(tmp_path), NOW, 5)

    assert found.newest == "tonight.zip"
    assert found.future_at == "2027-02-14T02:00:00Z"
    assert found.files == 3


def test_links_do_not_lead_out(tmp_path):
    outside = tmp_path / "outside"
    put(outside, "fresh.zip", 0)
    place = tmp_path / "place"
    put(place, "old.zip", 9)
    (place / "link").symlink_to(outside)
    (place / "latest.zip").symlink_to(outside / "fresh.zip")
    (place / "loop").symlink_to(place)

    assert newest_in(str(place), NOW, 5).newest == "old.zip"


@pytest.mark.only("posix")  # Wine follows no link to a folder; making one on Windows is a right
def test_a_folder_that_is_a_link_is_walked_when_it_is_the_place_itself(tmp_path):
    put(tmp_path / "real", "a.zip", 1)
    (tmp_path / "place").symlink_to(tmp_path / "real", target_is_directory=True)

    assert newest_in(str(tmp_path / "place"), NOW, 5).files == 1


def test_an_empty_place(tmp_path):
    found = newest_in(str(tmp_path), NOW, 5)

    assert (found.files, found.newest, found.newest_at, found.archive) == (0, "", "", "")


def test_no_time_left(tmp_path):
    put(tmp_path, "a.zip", 1)

    assert newest_in(str(tmp_path), NOW, -1).stopped is True


def test_the_place_itself_must_open(tmp_path):
    with pytest.raises(FileNotFoundError):
        newest_in(str(tmp_path / "nowhere"), NOW, 5)


def test_times_beyond_all_calendars():
    assert moment_text(1e18) == "9999-12-31T23:59:59Z"
    assert moment_text(-1e18) == "0001-01-01T00:00:00Z"
    assert moment_text(0) == "1970-01-01T00:00:00Z"


def test_ordinary_names_are_data():
    assert all(is_data_file(name) for name in ("data.zip", "Danh sách.xlsx", "config", "hints.3"))

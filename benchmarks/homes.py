"""Homes to measure over: with a stored run, with a long duty log, with a full backup folder."""

import os
from dataclasses import replace
from pathlib import Path

from core.house import House
from core.model.new_entry import NewEntry
from core.model.progress import Cancel
from core.model.request import RunRequest

BACKUP_FILES = 20_000


def with_run(home: Path) -> Path:
    """Make a home that was used before: settings said, an entry written, this machine checked."""
    house = House.open(home)
    try:
        house.settings.change(house.settings.read()._replace(first_run_done=True))
        house.duty.add_entry(NewEntry(text="Mất điện lúc 10:40, máy chủ chạy bằng bộ lưu điện."))
        house.checks.run(RunRequest(), lambda progress: None, Cancel())
    finally:
        house.close()
    return home


def with_backup(folder: Path, files: int = BACKUP_FILES) -> Path:
    """Make a backup folder: files in folders of a hundred, the last of them the newest."""
    for number in range(files):
        path = folder / f"{number // 100:03}" / f"{number:05}.docx"
        if not number % 100:
            path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
        age = (files - number) * 60
        moment = path.stat().st_mtime - age
        os.utime(path, (moment, moment))
    return folder


def with_entries(home: Path, count: int) -> Path:
    """Make a home whose duty log holds `count` entries, written as the program writes them."""
    from core.duty.book import DutyBook
    from core.duty.form import to_row
    from core.duty.terms import mentions
    from core.store.log import LogRow, LogTail
    from core.store.store import Store

    with Store.open(home) as store:
        book = DutyBook(store, device="PC-01", author="An", app_version="1", released="2026-01-01")
        first = book.add(NewEntry(text="Giao ca lúc 07:00, mọi máy hoạt động bình thường."))
        while (missing := count - store.log.count()) > 0:

            def make(tail: LogTail, missing: int = missing) -> list[LogRow]:
                rows: list[LogRow] = []
                last = tail.last
                assert last is not None  # noqa: S101 - the first entry stands above
                for _ in range(min(missing, 20_000)):
                    last = to_row(replace(first, seq=last.seq + 1), last.leaf)
                    rows.append(last)
                return rows

            store.log.append(make, mentions=mentions)
    return home

"""Searching a long duty log: words in every entry, words that never meet, beginnings of words."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from core.house import House
from core.model.new_entry import NewEntry

LIMIT = 20.0  # milliseconds

SEARCHES = (
    ("a word in every entry", "trực "),
    ("two frequent words that never meet", "lịch sách "),
    ("three frequent words, two never meet", "trực lịch sách "),
    ("two frequent words that meet", "trực lịch "),
    ("two letters", "tr"),
    ("a frequent word and two letters", "lịch sa"),
    ("a rare word", "khách "),
    ("a rare and a frequent word", "khách trực "),
    ("a word that is not there", "không có gì cả"),
)

_BATCH = 20_000

_SOUNDS = [
    start + middle + end
    for start in (
        "b",
        "c",
        "ch",
        "d",
        "g",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "th",
        "v",
        "x",
    )
    for middle in ("a", "e", "i", "o", "u", "oa", "ie", "uo")
    for end in ("", "n", "ng", "c", "m", "t")
]
"""Words like those of the language; none of them is searched for."""


def measure(folder: Path, count: int, times: int) -> Iterator[Figure]:
    """Measure each search over `count` stored entries of about 25 words."""
    house = House.open(with_words(folder / "search", count))
    try:
        for what, typed in SEARCHES:
            taken = [_search(house, typed) for _ in range(times)]
            yield figure(f"search, {what}, {count:,} entries", taken, "ms", LIMIT, 1000)
    finally:
        house.close()


def _search(house: House, typed: str) -> float:
    return seconds(lambda: house.duty.search(typed))


def with_words(home: Path, count: int) -> Path:
    """Make a home whose duty log holds `count` entries of words as often as in a language."""
    from core.duty.book import DutyBook
    from core.duty.form import to_row
    from core.duty.terms import mentions
    from core.store.log import LogRow, LogTail
    from core.store.store import Store

    some = random.Random(2026)  # noqa: S311 - the same words in every run
    weights = [1 / (place + 5) for place in range(len(_SOUNDS))]
    with Store.open(home) as store:
        book = DutyBook(store, device="PC-01", author="An", app_version="1", released="2026-01-01")
        first = book.add(NewEntry(text="Mở sổ."))
        while (missing := count - store.log.count()) > 0:

            def make(tail: LogTail, missing: int = missing) -> list[LogRow]:
                rows: list[LogRow] = []
                last = tail.last
                assert last is not None  # noqa: S101 - the first entry stands above
                for _ in range(min(missing, _BATCH)):
                    seq = last.seq + 1
                    words = some.choices(_SOUNDS, weights, k=22)
                    words += ["trực", "lịch" if seq % 2 else "sách"]
                    if not seq % 50_000:
                        words.append("khách")
                    last = to_row(replace(first, seq=seq, text=" ".join(words)), last.leaf)
                    rows.append(last)
                return rows

            store.log.append(make, mentions=mentions)
    return home

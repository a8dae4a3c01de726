"""Finding entries by words, newest first, in a book of any length.

FTS5 answers nearly everything at once, because its lists are read from the newest end. Two cases
would make it read whole lists: frequent words that never meet, and long beginnings of words. For
the second every beginning is a word of the index. For the first, each complete block of entries
also keeps, for every word that is frequent in it, which of its entries have it, as one row of
bits; two rows of bits are compared in no time.

What is stored here is a convenience and no evidence: the entries are.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from core.store.database import Row

PREFIXES = range(2, 8)
"""Lengths of the beginnings of words that can be looked for."""

BLOCK = 1024
"""Entries in a block."""

FREQUENT = BLOCK // 64
"""In how many entries of a block a word stands at least to be frequent there."""

TABLES = (
    f"""
    CREATE VIRTUAL TABLE entry_words USING fts5(
        folded, content='', detail='none', columnsize=0, tokenize='ascii',
        prefix='{" ".join(map(str, PREFIXES))}'
    )
    """,
    """
    CREATE TABLE entry_block (
        word TEXT NOT NULL,
        block INTEGER NOT NULL,
        bits BLOB NOT NULL,
        PRIMARY KEY (word, block)
    ) STRICT, WITHOUT ROWID
    """,
)

_STRETCH = 8
"""Fewer blocks in a row than this are left to FTS5: asking it again costs more."""

Read = Callable[[str, Sequence[str | int]], list[Row]]


class Term(NamedTuple):
    """A folded word to look for, or the beginning of one, with a length of PREFIXES."""

    text: str
    is_beginning: bool


def add_words(connection: sqlite3.Connection, seq: int, words: str) -> None:
    """Make an entry found by folded words, which are separated by spaces."""
    connection.execute("INSERT INTO entry_words (rowid, folded) VALUES (?, ?)", (seq, words))


def close_block(connection: sqlite3.Connection, words: Iterable[tuple[int, str]]) -> None:
    """Keep what is frequent in a complete block, given the number and words of its entries."""
    found: defaultdict[str, int] = defaultdict(int)
    block = 0
    for seq, text in words:
        block, place = divmod(seq - 1, BLOCK)
        for each in _forms(text):
            found[each] |= 1 << place
    connection.executemany(
        "INSERT OR IGNORE INTO entry_block (word, block, bits) VALUES (?, ?, ?)",
        [
            (word, block, bits.to_bytes(BLOCK // 8, "little"))
            for word, bits in found.items()
            if bits.bit_count() >= FREQUENT
        ],
    )


def find(read: Read, terms: Sequence[Term], before: int, limit: int) -> list[int]:
    """Return the numbers of the newest entries below `before` that have every term."""
    found: list[int] = []
    for low, high, maps in _stretches(read, terms, before):
        wanted = limit - len(found)
        if wanted <= 0:
            break
        if maps:
            found += _in_bits(maps, low, high, wanted)
        else:
            found += _in_index(read, terms, low, high, wanted)
    return found


def _stretches(
    read: Read, terms: Sequence[Term], before: int
) -> Iterator[tuple[int, int, list[dict[int, int]]]]:
    """Yield stretches of numbers, newest first, each with the bits of every term, or none."""
    maps = [_bits_of(read, each) for each in terms] if len(terms) > 1 else []
    both = sorted(set.intersection(*(set(each) for each in maps)), reverse=True) if maps else []
    high = before
    for newest, oldest in _runs(both):
        top, low = (newest + 1) * BLOCK + 1, oldest * BLOCK + 1
        if low >= high:
            continue
        if top < high:
            yield top, high, []
        yield low, min(top, high), maps
        high = low
    yield 1, high, []


def _runs(blocks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each long row of neighbours in a falling list."""
    if not blocks:
        return
    start = blocks[0]
    for each, following in pairwise([*blocks, -2]):
        if following != each - 1:
            if start - each + 1 >= _STRETCH:
                yield start, each
            start = following


def _bits_of(read: Read, term: Term) -> dict[int, int]:
    word = f"{term.text}*" if term.is_beginning else term.text
    rows = read("SELECT block, bits FROM entry_block WHERE word = ?", (word,))
    return {
        block: int.from_bytes(bits, "little")
        for block, bits in cast("list[tuple[int, bytes]]", rows)
    }


def _in_bits(maps: list[dict[int, int]], low: int, high: int, limit: int) -> list[int]:
    found: list[int] = []
    first, rest = maps[0], maps[1:]
    for block in range((high - 2) // BLOCK, (low - 1) // BLOCK - 1, -1):
        bits = first[block]
        for each in rest:
            bits &= each[block]
        while bits:
            place = bits.bit_length() - 1
            bits ^= 1 << place
            seq = block * BLOCK + place + 1
            if seq < high:
                found.append(seq)
        if len(found) >= limit:
            break
    return found[:limit]


def _in_index(read: Read, terms: Sequence[Term], low: int, high: int, limit: int) -> list[int]:
    query = " ".join(f'"{text}"{"*" if beginning else ""}' for text, beginning in terms)
    rows = read(
        "SELECT rowid FROM entry_words WHERE entry_words MATCH ? AND rowid >= ? AND rowid < ?"
        " ORDER BY rowid DESC LIMIT ?",
        (query, low, high, limit),
    )
    return [cast(int, seq) for (seq,) in rows]


def _forms(words: str) -> set[str]:
    """Return the words of a text and their beginnings, which end with an asterisk."""
    plain = set(words.split())
    return plain | {
        f"{word[:length]}*" for word in plain for length in PREFIXES if len(word) >= length
    }

"""Finding: what plain reading finds is found, in the same order, however the words are spread."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.store.log import LogRow, Mentions
from core.store.search import BLOCK, Term
from core.store.store import Store

WORDS = ["ba", "bac", "bang", "chung", "chu", "dien", "die", "toi", "le", "chan", "hiem"]


def _fill(store: Store, texts: list[str]) -> None:
    rows: list[LogRow] = []
    for seq, text in enumerate(texts, 1):
        leaf = seq.to_bytes(32, "big")
        rows.append(LogRow(seq, text.encode(), rows[-1].leaf if rows else bytes(32), leaf))
    store.log.append(lambda tail: rows, mentions=lambda row: Mentions(words=row.canon.decode()))


def _plainly(texts: list[str], terms: list[Term], before: int, limit: int) -> list[int]:
    def has(text: str, term: Term) -> bool:
        words = text.split()
        if term.is_beginning:
            return any(each.startswith(term.text) for each in words)
        return term.text in words

    found = [seq for seq, text in enumerate(texts, 1) if all(has(text, each) for each in terms)]
    return [seq for seq in reversed(found) if seq < before][:limit]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Give texts over twelve blocks: words in all, in halves that never meet, in long stretches."""
    some = random.Random(5)  # noqa: S311 - any spread will do
    found = []
    for seq in range(12 * BLOCK + 300):
        words = ["chung", "chan" if seq % 2 else "le"]
        words += some.choices(WORDS[:3], k=2)
        if 2 * BLOCK < seq < 11 * BLOCK:
            words.append("toi")
        if some.random() < 0.02:
            words.append("dien")
        if seq % 4000 == 7:
            words.append("hiem")
        found.append(" ".join(words))
    return found


@pytest.fixture(scope="module")
def filled(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store of these texts."""
    with Store.open(tmp_path_factory.mktemp("home")) as store:
        _fill(store, texts)
        yield store


terms = st.lists(
    st.builds(Term, st.sampled_from([*WORDS, "khong"]), st.booleans()), min_size=1, max_size=3
)


@settings(deadline=None, max_examples=200)
@given(terms, st.integers(1, 12 * BLOCK + 400), st.integers(1, 60))
def test_found_as_plain_reading_finds(
    filled: Store, texts: list[str], terms: list[Term], before: int, limit: int
) -> None:
    """Any terms, from any place on, any number."""
    rows = filled.log.find(terms, before, limit)

    assert [row.seq for row in rows] == _plainly(texts, terms, before, limit)


def test_frequent_words_are_kept_by_blocks(filled: Store) -> None:
    """Only complete blocks, only words that are frequent in them."""
    rows = filled._database.read("SELECT word, count(*) FROM entry_block GROUP BY word")
    kept = {str(word): count for word, count in rows}

    assert kept["chung"] == kept["chan"] == kept["chun*"] == 12
    assert kept["toi"] == 9
    assert "hiem" not in kept


def test_an_empty_book_has_nothing(store: Store) -> None:
    """No rows, no trouble."""
    assert store.log.find([Term("a", False), Term("b", True)], None, 5) == []

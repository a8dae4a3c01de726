"""Runs: stored for good, listed newest first, and since when a result has held."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.errors import KnownError
from core.model.result import Depth, Result
from core.model.run import Profile, RunCard, VerdictKind
from core.store import runs
from core.store.runs import FindingRow
from core.store.store import Store


def _card(number: int, *, partial: bool = False) -> RunCard:
    return RunCard(
        id=f"run {number:03}",
        machine="PC-01",
        place="Văn phòng",
        started=f"2027-01-05T09:{number:02}:00+07:00",
        ended=f"2027-01-05T10:{number:02}:00+07:00",
        verdict=VerdictKind.ATTENTION,
        answered=10,
        applicable=12,
        counts={Result.WARN: number, Result.UNKNOWN: 2},
        profile=Profile.PEAK,
        depth=Depth.QUICK,
        partial=partial,
        open_items=number,
        urgent=0,
    )


def _findings(results: str) -> list[FindingRow]:
    """Give one finding for each letter of `results` that is not `-`."""
    names = {"p": "pass", "f": "fail", "u": "unknown"}
    return [
        (f"AV-{at}", names[each], "high", "timed_out" if each == "u" else None, names[each])
        for at, each in enumerate(results)
        if each != "-"
    ]


def _add(store: Store, number: int, results: str = "", *, asset: str = "a") -> None:
    store.runs.add(_card(number), asset, b"body", b"facts", _findings(results))


def test_a_run_comes_back_as_it_was_stored(store: Store) -> None:
    """Card, bytes and facts, to the byte."""
    facts = b'{"a":1}' * 5000
    store.runs.add(_card(7), "asset", b"{}\xc3\xa0", facts, _findings("pfu"))

    assert store.runs.latest() == _card(7)
    assert store.runs.body("run 007") == b"{}\xc3\xa0"
    assert store.runs.facts("run 007") == facts
    assert store.runs.exists("run 007")
    assert not store.runs.exists("run 008")
    assert store._database.read("SELECT length(facts) < 1000 FROM run") == [(1,)]


@given(st.binary(max_size=2000))
def test_facts_are_any_bytes(tmp_path_factory: pytest.TempPathFactory, facts: bytes) -> None:
    """Deflating and inflating are inverse."""
    with Store.open(tmp_path_factory.mktemp("home")) as store:
        store.runs.add(_card(1), "a", b"", facts, [])
        assert store.runs.facts("run 001") == facts


def test_a_run_that_does_not_exist(store: Store) -> None:
    """There is no latest run in an empty store, and unknown ids are told."""
    assert store.runs.latest() is None
    for ask in (store.runs.body, store.runs.facts, lambda each: store.runs.cards(1, each)):
        with pytest.raises(KeyError):
            ask("none")


def test_latest_of_a_machine_and_whole_runs(store: Store) -> None:
    """Partial runs are never the last whole one; machines are kept apart."""
    store.runs.add(_card(1), "a", b"", b"", [])
    store.runs.add(_card(2, partial=True), "a", b"", b"", [])
    store.runs.add(_card(3), "b", b"", b"", [])
    found = [
        store.runs.latest(),
        store.runs.latest("a"),
        store.runs.latest("a", whole_only=False),
        store.runs.latest("c"),
    ]

    assert [each and each.id for each in found] == ["run 003", "run 001", "run 002", None]


def test_lists_are_newest_first_and_in_pages(store: Store) -> None:
    """Order is that of adding, also when the clock went back."""
    for number in (5, 4, 9, 1):
        _add(store, number)
    first = store.runs.cards(3)
    second = store.runs.cards(3, first[-1].id)

    assert [each.open_items for each in first] == [1, 9, 4]
    assert [each.open_items for each in second] == [5]


@pytest.mark.parametrize(
    ("history", "since"),
    [
        ([], None),
        (["p"], 1),
        (["p", "p", "p"], 1),
        (["p", "f"], 2),
        (["f", "p", "f", "f"], 3),
        (["f", "-", "f"], 1),
        (["f", "u", "f"], 3),
        (["f", "-"], 1),
    ],
)
def test_since_when_a_result_has_held(store: Store, history: list[str], since: int | None) -> None:
    """The end of the first run of the unbroken row; left-out runs do not break it."""
    for number, result in enumerate(history, 1):
        _add(store, number, result)
        _add(store, 50 + number, "p", asset="another machine")
    expected = {} if since is None else {"AV-0": _card(since).ended}

    assert store.runs.since("a") == expected


def test_runs_are_never_changed(store: Store) -> None:
    """The tables refuse it, also for replacing and for findings; an id is used once."""
    _add(store, 1, "pf")
    for statement in (
        "UPDATE run SET verdict = 'good'",
        "DELETE FROM run",
        "UPDATE finding SET result = 'pass'",
        "DELETE FROM finding",
        "INSERT OR REPLACE INTO finding SELECT * FROM finding",
        "INSERT OR REPLACE INTO run SELECT * FROM run",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            store._database.read(statement)
    with pytest.raises(sqlite3.IntegrityError):
        _add(store, 1)

    assert len(store.runs.cards(9)) == 1


def test_a_run_is_stored_whole_or_not_at_all(store: Store) -> None:
    """A finding that cannot be stored takes its run with it."""
    with pytest.raises(sqlite3.IntegrityError):
        store.runs.add(_card(1), "a", b"", b"", [*_findings("p"), *_findings("f")])

    assert store.runs.latest() is None


def test_facts_that_are_damaged_or_too_large(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A made-up file neither fills the memory nor crashes the reader."""
    store.runs.add(_card(1), "a", b"", b"x" * 1000, [])
    monkeypatch.setattr(runs, "FACTS_LIMIT", 999)
    with pytest.raises(KnownError, match="too large"):
        store.runs.facts("run 001")
    store._database.read("DROP TRIGGER run_stays")
    store._database.read("UPDATE run SET facts = x'00'")
    with pytest.raises(KnownError, match="store_damaged"):
        store.runs.facts("run 001")

"""A duty book in a fresh home, with a clock that the test sets."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clocks import SetClock
from offices import furnish, set_clock

from core.duty.book import DutyBook
from core.duty.clock import Instant
from core.house import House
from core.store.store import Store


@pytest.fixture
def clock() -> SetClock:
    """Give a clock at 08:10 UTC on 7 February 2027."""
    wall = datetime(2027, 2, 7, 8, 10, tzinfo=UTC)
    return SetClock(Instant(wall=wall, tz="+07:00", mono_ms=5000, boot_id="b" * 32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an open store in an empty home."""
    with Store.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def book(store: Store, clock: SetClock) -> DutyBook:
    """Give the empty book of that store."""
    return DutyBook(
        store,
        device="PC-01",
        author="Nguyễn Văn An",
        app_version="0.1.0",
        released="2026-11-22",
        clock=clock,
    )


@pytest.fixture
def watch() -> SetClock:
    """Give a clock at 07:00 on the second day of Tết 2027 in Vietnam."""
    return set_clock("2027-02-07T00:00:00Z")


@pytest.fixture
def house(tmp_path: Path, watch: SetClock) -> Iterator[House]:
    """Open a real house."""
    opened = furnish(tmp_path / "PHUMAU-VP-03", watch)
    yield opened
    opened.close()

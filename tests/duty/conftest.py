"""A duty book in a fresh home, with a clock that the test sets."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.duty.book import DutyBook
from core.duty.clock import Instant
from core.store.store import Store


@dataclass
class SetClock:
    """A clock that stands still until it is moved."""

    instant: Instant

    def now(self) -> Instant:
        """Read the clock."""
        return self.instant

    def wait(self, **step: float) -> None:
        """Let time pass; both clocks go on together."""
        self.turn(**step)
        passed = timedelta(**step) // timedelta(milliseconds=1)
        self.instant = replace(self.instant, mono_ms=self.instant.mono_ms + passed)

    def turn(self, **step: float) -> None:
        """Set the wall clock by hand while the machine runs."""
        self.instant = replace(self.instant, wall=self.instant.wall + timedelta(**step))

    def move(self, **step: float) -> None:
        """Start the machine anew with its wall clock set otherwise."""
        self.turn(**step)
        boot_id = hashlib.sha256(self.instant.boot_id.encode()).hexdigest()[:32]
        self.instant = replace(self.instant, mono_ms=5000, boot_id=boot_id)


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

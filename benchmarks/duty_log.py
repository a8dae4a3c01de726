"""The duty log when it is long: writing one entry durably, reading a page, verifying it all."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, at_share, figure, seconds
from benchmarks.homes import with_entries
from core.house import House
from core.model.new_entry import NewEntry

VERIFY_LIMIT = 3.0  # seconds for each 100,000 entries
APPEND_LIMIT, PAGE_LIMIT = 10.0, 5.0  # milliseconds


def measure(folder: Path, count: int, times: int) -> Iterator[Figure]:
    """Measure over `count` stored entries."""
    house = House.open(with_entries(folder / "duty", count))
    try:
        yield from _measure(house, f"{count:,} entries", count, times)
    finally:
        house.close()


def _measure(house: House, stored: str, count: int, times: int) -> Iterator[Figure]:
    def append() -> None:
        house.duty.add_entry(NewEntry(text="Khách đến liên hệ công tác, đã hướng dẫn."))

    append()
    appended = [seconds(append) for _ in range(times)]
    yield figure(f"durable append, {stored}, p50", appended, "ms", APPEND_LIMIT, 1000)
    yield at_share(f"durable append, {stored}, p99", appended, 0.99, "ms", 1000)
    newest = [seconds(lambda: house.duty.page()) for _ in range(times)]
    yield figure(f"newest page of 50, {stored}", newest, "ms", PAGE_LIMIT, 1000)
    middle = [seconds(lambda: house.duty.page(before=count // 2)) for _ in range(times)]
    yield figure(f"page of 50 from the middle, {stored}", middle, "ms", PAGE_LIMIT, 1000)

    def verify() -> None:
        verdict = house.duty.verify()
        if not verdict.whole or verdict.count < count:
            raise RuntimeError(f"verified {verdict}")

    verified = [seconds(verify) for _ in range(3)]
    yield figure(f"full verification, {stored}", verified, "s", VERIFY_LIMIT * count / 100_000)

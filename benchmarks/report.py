"""The report of the last run, as the program saves it: built, written, on the disk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from benchmarks.homes import with_run
from core.house import House

LIMITS = {"pdf": 0.3, "docx": 0.5}  # seconds


def measure(folder: Path, times: int) -> Iterator[Figure]:
    """Measure each format warm, after one that does not count."""
    house = House.open(with_run(folder / "report"))
    try:
        for kind, limit in LIMITS.items():

            def save(kind: str = kind) -> Path:
                return house.reports.save("latest", (kind,), folder / "reports")[0]

            pages = f", {_pages(save())} pages" if kind == "pdf" else ""
            taken = []
            for number in range(times):
                # Typst remembers what it set before, so that the same page twice says little.
                unit = f"Ủy ban nhân dân xã số {number}"
                house.settings.change(replace(house.settings.read(), unit=unit))
                taken.append(seconds(save))
            yield figure(f"report as {kind.upper()}, warm{pages}", taken, "s", limit)
    finally:
        house.close()


def _pages(file: Path) -> int:
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(file) as document:
        return len(document)

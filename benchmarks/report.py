"""Reports as the program saves them, built, written, on the disk; and a large register."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from benchmarks.homes import with_run
from core.house import House
from core.model.document import Align, Column, Document, DocumentHead, Holds, TableBlock
from core.report import xlsx

LIMITS = {"pdf": 0.3, "docx": 0.5}  # seconds
REGISTER_ROWS, REGISTER_LIMIT = 30_000, 5.0  # seconds


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
                house.settings.change(house.settings.read()._replace(unit=unit))
                taken.append(seconds(save))
            yield figure(f"report as {kind.upper()}, warm{pages}", taken, "s", limit)
    finally:
        house.close()
    taken = []
    for number in range(min(times, 5)):
        document = _register(number)
        taken.append(seconds(lambda document=document: xlsx.write(document)))  # type: ignore[misc]
    yield figure(f"register of {REGISTER_ROWS:,} rows as XLSX", taken, "s", REGISTER_LIMIT)


def _register(salt: int) -> Document:
    """Return a register of 30,000 rows, each its own; none is in the register of another salt."""
    columns = (
        Column(title="STT", share=8, align=Align.CENTRE, holds=Holds.COUNT),
        Column(title="Máy", share=20),
        Column(title="Ngày", share=15, holds=Holds.DAY),
        Column(title="Việc", share=40),
        Column(title="Kết quả", share=15),
        Column(title="Người", share=20),
    )
    rows = tuple(
        (
            str(number),
            f"PHUMAU-{salt}-{number:05}",
            f"2027-01-{number % 28 + 1:02}",
            f"Cài bản vá {salt}.{number} tháng 01/2027",
            "Đã xong" if number % 3 else "Chưa xong",
            f"Cán bộ thứ {number % 97} của đơn vị {salt}",
        )
        for number in range(1, REGISTER_ROWS + 1)
    )
    return Document(
        kind="warnings",
        lang="vi",
        title="SỔ THEO DÕI CẢNH BÁO",
        subject="",
        head=DocumentHead(parent="", office="UBND XÃ PHÚ MẪU", number="Số:", place_and_date=""),
        blocks=(TableBlock(caption="Cảnh báo", columns=columns, rows=rows),),
        footer="",
        date="2027-01-05T02:00:00Z",
    )


def _pages(file: Path) -> int:
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(file) as document:
        return len(document)

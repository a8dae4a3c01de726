"""What the user guide shows on the command line can be typed just so, one line after the other."""

import re
import shlex
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from core.duty.clock import Instant
from core.house import House
from tests.cli.conftest import ROOT, Said
from tests.clocks import SetClock

GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
STAFF = ("Trần Văn Thử", "Nguyễn Thị Mẫu", "Lê Thị Ví Dụ", "Phạm Văn Nháp")


def shown(command: str) -> tuple[list[str], ...]:
    """Return what the guide lets people type under the heading of a command, block by block."""
    section = re.search(rf"^### [^\n]+: `{command}`\n(.*?)^##", GUIDE, re.M | re.S)
    assert section is not None, command
    blocks = re.findall(r"^```\w*\n(.*?)^```$", section[1], re.M | re.S)
    return tuple(
        [line.removeprefix("trucan ").replace("\\", "/") for line in block.splitlines()]
        for block in blocks
    )


@pytest.fixture
def typed(
    within: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, list[str]], None]:
    """Return a typist of lines at a moment, in a folder with the files that the guide names."""
    sheet = openpyxl.Workbook()
    sheet.active.append(("Họ và tên",))
    for name in STAFF:
        sheet.active.append((name,))
    sheet.save(tmp_path / "canbo.xlsx")
    for name in ("anh-trang.jpg", "anh-man-hinh.jpg"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)

    def type_all(moment: str, lines: list[str]) -> None:
        wall = datetime.fromisoformat(moment)
        clock = SetClock(Instant(wall=wall, tz="+07:00", mono_ms=9_000_000, boot_id="b" * 32))
        monkeypatch.setattr(House, "clock", clock)
        for line in lines:
            for copy in (tmp_path / "home" / "backups").glob("*.db"):
                # The name of a copy is the moment at which it was made.
                line = re.sub(r"trucan-\d{8}T\d{6}Z\.db", copy.name, line)
            done = within(*shlex.split(line))
            assert done.status == 0, (line, done)

    return type_all


@pytest.mark.only("posix")
def test_a_tet_of_the_guide(typed: Callable[[str, list[str]], None], tmp_path: Path) -> None:
    """The roster before it; an incident, shifts and a copy in it."""
    (roster,), (shift,), (backup,) = (shown(each) for each in ("roster", "shift", "backup"))
    incident, nil = shown("incident")
    typed("2027-02-04T02:00:00Z", roster)
    typed("2027-02-07T01:00:00Z", incident[:1])
    typed("2027-02-07T02:00:00Z", shift)
    typed("2027-02-07T03:00:00Z", incident[1:])
    typed("2027-02-08T02:00:00Z", backup)

    assert len(nil) == 1
    written = {path.suffix for path in tmp_path.rglob("TRUCAN_*")}
    assert written >= {".docx", ".pdf", ".xlsx", ".ics"}
    assert list((tmp_path / "E:").glob("SC-2027-001_*.trucan-case"))


@pytest.mark.only("posix")
def test_nothing_happened_at_tet(typed: Callable[[str, list[str]], None], tmp_path: Path) -> None:
    typed("2027-02-08T01:30:00Z", shown("incident")[1])
    assert list((tmp_path / "bao-cao").glob("TRUCAN_nil_*.pdf"))

"""Invented runs, settings and documents for the reports."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from core.model.document import Document
from core.model.duty import ClockFlag, Entry, EntryKind
from core.model.log_state import LogVerdict
from core.model.profile import Profile
from core.model.result import Depth, Finding, Message, Result, Severity, Value
from core.model.run import (
    Asset,
    BaselineUse,
    Coverage,
    PackUse,
    Rights,
    Run,
    RunCard,
    Selection,
    VerdictKind,
    Waiver,
)
from core.model.settings import Settings
from core.model.shift import HandoverProof, Proof
from core.model.unknown import UnknownCode
from core.report.form_document import build as fill
from core.report.forms import forms
from core.report.from_store import Known, made
from core.report.inspection import build
from core.report.values import read_values
from core.words import Words


def _finding(
    check: str,
    result: Result,
    severity: Severity,
    case: str,
    *,
    reason: UnknownCode | None = None,
    args: dict[str, Value] | None = None,
    fix: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        check=check,
        result=result,
        severity=severity,
        message=Message(f"{'fail' if result is Result.WAIVED else result}.{case}", args or {}),
        reason=reason,
        remediation=tuple(f"fix.windows.{who}" for who in fix),
    )


def _findings() -> tuple[Finding, ...]:
    both = ("clerk", "technician")
    return (
        _finding(
            "ACC-401",
            Result.WARN,
            Severity.MEDIUM,
            "many",
            args={"count": 4, "names": ("admin", "vanphong", "ketoan", "lan.nguyen"), "limit": 2},
            fix=both,
        ),
        _finding(
            "ACC-402",
            Result.UNKNOWN,
            Severity.HIGH,
            "cloud",
            reason=UnknownCode.NOT_SUPPORTED,
            args={"name": "vanphong"},
        ),
        _finding("ACC-403", Result.PASS, Severity.HIGH, "none_empty"),
        _finding(
            "AV-101", Result.PASS, Severity.CRITICAL, "on", args={"product": "Microsoft Defender"}
        ),
        _finding(
            "AV-102",
            Result.PASS,
            Severity.HIGH,
            "fresh",
            args={"product": "Microsoft Defender", "ago": "2027-01-04", "date": "2027-01-04"},
        ),
        _finding(
            "BAK-301",
            Result.FAIL,
            Severity.HIGH,
            "old",
            args={"place": "E:\\SaoLuu", "days": 23, "limit": 14},
            fix=both,
        ),
        _finding(
            "NET-501", Result.FAIL, Severity.HIGH, "off", args={"profile": ("public",)}, fix=both
        ),
        _finding("SYS-801", Result.PASS, Severity.MEDIUM, "sane"),
        _finding(
            "UPD-201", Result.UNKNOWN, Severity.HIGH, "timed_out", reason=UnknownCode.TIMED_OUT
        ),
        _finding("UPD-202", Result.PASS, Severity.MEDIUM, "on"),
        _finding(
            "UPD-203",
            Result.WARN,
            Severity.MEDIUM,
            "uptime",
            args={"days": 41, "limit": 30},
            fix=both,
        ),
        _finding(
            "UPD-204",
            Result.WAIVED,
            Severity.HIGH,
            "ended",
            args={"product": "Windows 10 Pro 22H2", "date": "2025-10-14"},
        ),
    )


@pytest.fixture
def run() -> Run:
    """A run with every kind of result but not applicable."""
    findings = _findings()
    return Run(
        id="01JGTFX5N0Q8Z3K4V7M2R9C6DW",
        asset=Asset(
            id="8f1c2a7e-4b90-4d53-9a61-0c5f7be2d418",
            name="PHUMAU-VP-03",
            os="windows",
            os_name="Windows 10 Pro 22H2 (19045.6456)",
            tag="TS-0147",
            place="Phòng Văn hóa – Xã hội",
        ),
        unit="UBND xã Phú Mẫu",
        operator="Trần Văn Thử",
        rights=Rights.USER,
        started="2027-01-05T09:05:12+07:00",
        ended="2027-01-05T09:05:53+07:00",
        app_version="0.1.0",
        baseline=BaselineUse(
            id="trucan-co-ban",
            version="2026.11",
            sha256="3b5d7f90a1c2e4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e",
        ),
        profile=Profile.PEAK,
        depth=Depth.FULL,
        selection=Selection(),
        params={"ACC-402": {"limit": 60}},
        waivers=(
            Waiver(
                check="UPD-204",
                who="Lê Thị Ví Dụ",
                why="Máy chờ thay trong quý I",
                until="2027-03-31",
            ),
        ),
        packs=(PackUse(id="windows", version="2026.11", sha256="0" * 64, date="2026-11-15"),),
        verdict=VerdictKind.ACT_NOW,
        coverage=Coverage(answered=9, applicable=11),
        counts={each: sum(one.result is each for one in findings) for each in Result},
        findings=findings,
        probes=(),
    )


@pytest.fixture
def settings() -> Settings:
    """The settings of an invented commune."""
    return Settings(
        unit="Ủy ban nhân dân xã Phú Mẫu",
        locality="Phú Mẫu",
        asset_tag="TS-0147",
        asset_place="Phòng Văn hóa – Xã hội",
        keeper="Nguyễn Thị Mẫu",
        technician="Phạm Văn Thí",
    )


@pytest.fixture
def inspection(run: Run, settings: Settings) -> Callable[..., Document]:
    """Make the record of the run: `inspection("en")`, with any field of the run replaced."""

    def make(lang: str = "vi", its_settings: Settings = settings, **changed: object) -> Document:
        data = json.dumps({"format": 1, "id": run.id, "unit": run.unit}, ensure_ascii=False)
        its_run = replace(run, **changed)  # type: ignore[arg-type]
        return build(its_run, its_settings, Words(lang), data.encode("utf-8"))

    return make


VALUES = Path(__file__).parent / "values"


def _entry(seq: int, kind: EntryKind, text: str, at: str, **changed: object) -> Entry:
    entry = Entry(
        seq=seq,
        log_id="01JGTFX5N0Q8Z3K4V7M2R9C6DA",
        at=at,
        written=at,
        author="Phạm Văn Thí",
        device="PHUMAU-VP-03",
        kind=kind,
        severity=Severity.LOW,
        text=text,
        clock_flag=ClockFlag.NONE,
        prev="0" * 64,
        leaf=f"{seq:064x}",
    )
    return replace(entry, **changed)  # type: ignore[arg-type]


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Make an entry of the duty book: number, kind, text, when; any field replaced."""
    return _entry


@pytest.fixture
def known(run: Run) -> Known:
    """What the store of an invented commune knows around Tết 2027."""
    cards = tuple(
        RunCard(
            id=f"run-{number}",
            machine="PHUMAU-VP-03",
            place="Văn phòng UBND xã",
            counts={},
            urgent=0,
            started=f"2027-01-0{number}T02:00:00Z",
            ended=f"2027-01-0{number}T02:05:00Z",
            verdict=VerdictKind.ATTENTION,
            answered=9,
            applicable=11,
            profile=Profile.PEAK,
            depth=Depth.FULL,
            partial=False,
            open_items=9 - number,
        )
        for number in (4, 5, 6)
    )
    entries = (
        _entry(1, EntryKind.BOOK_OPENED, "", "2027-01-04T01:00:00Z"),
        _entry(
            2,
            EntryKind.OUTAGE,
            "Mất điện 15 phút; =HYPERLINK không chạy",
            "2027-02-05T15:10:00Z",
            written="2027-02-05T16:30:00Z",
        ),
        _entry(
            3,
            EntryKind.OTHER,
            "Mất điện 25 phút",
            "2027-02-05T15:10:00Z",
            written="2027-02-05T16:40:00Z",
            supersedes=2,
            clock_flag=ClockFlag.TURNED_BACK,
        ),
    )
    other = replace(
        run.asset, id="0f1c2a7e-4b90-4d53-9a61-0c5f7be2d419", name="PHUMAU-VP-04", tag="TS-0148"
    )
    return Known(
        now="2027-02-11T02:00:00Z",
        runs=(run, replace(run, asset=other, findings=run.findings[3:])),
        cards=cards,
        entries=entries,
        verdict=LogVerdict(whole=True, count=3),
        lunar=lambda day: f"ngày {day.day} âm lịch",
        proof=lambda giver, receiver, to: HandoverProof(giver=Proof.PIN, receiver=Proof.DECLARED),
    )


@pytest.fixture
def kind_of(
    known: Known, settings: Settings, inspection: Callable[..., Document]
) -> Callable[..., Document]:
    """Make a document of any kind from the invented values: `kind_of("incident", "en")`."""

    def make(kind: str, lang: str = "vi") -> Document:
        if kind == "inspection":
            return inspection(lang)
        form, words = forms()[kind], Words(lang)
        values = read_values(VALUES / f"{kind}.toml", form)
        parts = made(form, values, known, settings, words)
        return fill(
            form,
            parts.values,
            settings,
            words,
            date=known.now,
            given=parts.given,
            private=parts.private,
        )

    return make


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


@pytest.fixture
def opened() -> Callable[[bytes], object]:
    """Open a PDF for measuring: `with opened(pdf) as pages`."""
    return _opened


@pytest.fixture
def text_of_pdf() -> Callable[[bytes], str]:
    """Return the text of all pages of a PDF, with single spaces."""

    def read(pdf: bytes) -> str:
        with _opened(pdf) as pages:
            parts = [page.get_textpage().get_text_range() for page in pages]
        return " ".join(" ".join(parts).replace("\ufffe", "-").split())

    return read


@pytest.fixture
def text_of_docx() -> Callable[[bytes], str]:
    """Return the text of a Word file, header and footer last, with single spaces."""

    def read(docx: bytes) -> str:
        with zipfile.ZipFile(io.BytesIO(docx)) as parts:
            names = [name for name in parts.namelist() if name.startswith("word/footer")]
            trees = [etree.fromstring(parts.read(n)) for n in ("word/document.xml", *names)]
        pieces = []
        for tree in trees:
            for node in tree.iter("{*}p", "{*}br", "{*}t"):
                text = node.text or "" if node.tag.endswith("}t") else "\n"
                pieces.append(text)
        return " ".join("".join(pieces).split())

    return read

"""An invented office: its machine, findings, runs and entries as plain values for the tests."""

from collections.abc import Sequence

from core.model.duty import ClockFlag, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.profile import Profile
from core.model.result import Depth, Evidence, Finding, Message, Result, Severity
from core.model.run import (
    Asset,
    BaselineUse,
    Coverage,
    PackUse,
    Rights,
    Run,
    Selection,
    VerdictKind,
    Waiver,
)
from core.model.settings import Settings
from core.model.unknown import UnknownCode

NOW = "2027-01-21T01:41:00Z"
READ = "2027-01-21T01:11:45Z"
OFFICE = Settings(
    unit="UBND xã Phú Mẫu",
    parent="Ủy ban nhân dân tỉnh Mẫu",
    locality="Phú Mẫu",
    asset_tag="Máy bộ phận Văn phòng",
    asset_place="Văn phòng UBND xã",
    keeper="Nguyễn Thị Mẫu",
    technician="Phạm Văn Nháp",
    backup_places=("/srv/sao-luu",),
    first_run_done=True,
)
"""An invented office."""

MACHINE = Asset(
    id="PM-1",
    name="PHUMAU-VP-03",
    os="windows",
    os_name="Windows 11 Pro",
    place="Văn phòng UBND xã",
)
_REMEDIES = ("fix.windows.clerk", "fix.windows.technician")


def finding(check: str, result: Result, case: str, severity: Severity, **args: object) -> Finding:
    """Return a finding with one piece of evidence; the case is without the result."""
    unknown = result is Result.UNKNOWN
    return Finding(
        check=check,
        result=result,
        severity=severity,
        message=Message(f"{result}.{case}" if result is not Result.WAIVED else case, args),
        reason=UnknownCode(case) if unknown else None,
        evidence=(
            Evidence(
                what="products",
                value=("Microsoft Defender",),
                source="SecurityCenter2",
                read_at=READ,
            ),
            Evidence(
                what="on", value=True, source="/etc/an/rat/dai/de/xuong/dong/tep.conf", read_at=READ
            ),
        ),
        remediation=_REMEDIES if result in (Result.FAIL, Result.WARN) else (),
        backend="wmi",
        elapsed_ms=412,
    )


FINDINGS = (
    finding("ACC-401", Result.UNKNOWN, "no_right", Severity.MEDIUM),
    finding("ACC-402", Result.UNKNOWN, "no_right", Severity.LOW),
    finding("ACC-403", Result.PASS, "required", Severity.MEDIUM),
    finding("AV-101", Result.PASS, "on", Severity.CRITICAL, product="Microsoft Defender"),
    finding(
        "AV-102",
        Result.PASS,
        "fresh",
        Severity.HIGH,
        product="Microsoft Defender",
        ago="2027-01-20",
        date="2027-01-20",
    ),
    finding("BAK-301", Result.WARN, "aging", Severity.HIGH, place="D:\\SaoLuu", days=9, limit=14),
    finding("NET-501", Result.PASS, "on_all", Severity.HIGH),
    finding("SYS-801", Result.PASS, "sane", Severity.LOW),
    finding(
        "UPD-201", Result.FAIL, "behind", Severity.MEDIUM, date="2026-12-05", days=47, limit=30
    ),
    finding("UPD-202", Result.PASS, "on", Severity.MEDIUM),
    finding("UPD-203", Result.NOT_APPLICABLE, "container", Severity.LOW),
    finding(
        "UPD-204",
        Result.WARN,
        "soon",
        Severity.LOW,
        product="Windows 11 23H2",
        date="2027-03-30",
        days=68,
    ),
)
"""Every result but accepted."""


def run_of(
    findings: Sequence[Finding],
    verdict: VerdictKind = VerdictKind.ATTENTION,
    run_id: str = "01RUN",
    ended: str = "2027-01-21T01:12:26Z",
    waivers: tuple[Waiver, ...] = (),
) -> Run:
    """Return a run of findings on the invented machine."""
    answered = [each for each in findings if each.result in (Result.PASS, Result.WARN, Result.FAIL)]
    aside = (Result.NOT_APPLICABLE, Result.WAIVED)
    return Run(
        id=run_id,
        asset=MACHINE,
        unit=OFFICE.unit,
        operator="mau",
        rights=Rights.USER,
        started="2027-01-21T01:11:45Z",
        ended=ended,
        app_version="0.1.0",
        baseline=BaselineUse(id="trucan", version="2026.11", sha256="00"),
        profile=Profile.NORMAL,
        depth=Depth.FULL,
        selection=Selection(),
        params={},
        waivers=waivers,
        packs=(PackUse(id="dates", version="1", sha256="00", date="2027-01-15"),),
        verdict=verdict,
        coverage=Coverage(
            answered=len(answered),
            applicable=len([each for each in findings if each.result not in aside]),
        ),
        counts={each: sum(one.result is each for one in findings) for each in Result},
        findings=tuple(findings),
        probes=(),
    )


def entry(seq: int, kind: EntryKind, text: str, at: str, written: str = "") -> Entry:
    """Return an entry of the invented person on duty."""
    return Entry(
        seq=seq,
        log_id="log",
        at=at,
        written=written or at,
        author="Nguyễn Thị Mẫu",
        device="PHUMAU-VP-03",
        kind=kind,
        severity=Severity.LOW,
        text=text,
        clock_flag=ClockFlag.NONE,
        prev="00",
        leaf="00",
    )


DISK_FULL = KnownError("disk_full", Exit.CANNOT_WRITE, "ENOSPC", what="báo cáo", drive="D:")

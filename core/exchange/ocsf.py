"""OCSF lines: one Compliance Finding (class 2003, schema 1.5.0) for each finding of a run.

What could not be checked stays unknown: it is neither a pass nor a fail in any field. The native
JSON of the run stays authoritative. https://schema.ocsf.io/1.5.0/classes/compliance_finding
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.model.moments import from_text
from core.model.outcome import Result
from core.model.result import Finding
from core.model.run import Run
from core.model.severity import Severity
from core.words import Words, say_finding, say_next, say_title

VERSION = "1.5.0"
CLASS = 2003

_CREATE = 1
_SEVERITIES = {Severity.LOW: 2, Severity.MEDIUM: 3, Severity.HIGH: 4, Severity.CRITICAL: 5}
_INFORMATIONAL = 1
_STATUS = {
    Result.PASS: (1, "Pass"),
    Result.WARN: (2, "Warning"),
    Result.FAIL: (3, "Fail"),
    Result.UNKNOWN: (0, "Unknown"),
    Result.NOT_APPLICABLE: (99, "Not applicable"),
    Result.WAIVED: (99, "Waived"),
}
_HANDLED = {
    Result.PASS: (4, "Resolved"),
    Result.WARN: (1, "New"),
    Result.FAIL: (1, "New"),
    Result.UNKNOWN: (0, "Unknown"),
    Result.NOT_APPLICABLE: (99, "Not applicable"),
    Result.WAIVED: (3, "Suppressed"),
}
_SYSTEMS = {"windows": (100, "Windows"), "linux": (200, "Linux")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The machine a finding is of, and the run it comes from."""

    unit: str
    asset: str
    machine: str
    os: str
    os_name: str
    run: str
    ended: str
    app_version: str
    baseline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in words of one language; empty where only its outcome is known."""

    check: str
    title: str
    result: Result
    severity: Severity
    message: str = ""
    reason: str = ""
    remedy: str = ""
    evidence: tuple[dict[str, object], ...] = ()


def lines_of(run: Run, words: Words) -> Iterator[str]:
    """Yield the lines of a run, each a JSON object."""
    subject = Subject(
        unit=run.unit,
        asset=run.asset.id,
        machine=run.asset.name,
        os=run.asset.os,
        os_name=run.asset.os_name,
        run=run.id,
        ended=run.ended,
        app_version=run.app_version,
        baseline=f"{run.baseline.id} {run.baseline.version}",
    )
    yield from lines(subject, (_told(each, run.ended, words) for each in run.findings))


def lines(subject: Subject, findings: Iterable[Told]) -> Iterator[str]:
    """Yield a line for each finding of one machine."""
    for each in findings:
        yield json.dumps(_event(subject, each), ensure_ascii=False, separators=(",", ":"))


def _told(finding: Finding, ended: str, words: Words) -> Told:
    return Told(
        check=finding.check,
        title=say_title(words, finding.check),
        result=finding.result,
        severity=finding.severity,
        message=say_finding(words, finding, ended),
        reason=str(finding.reason or ""),
        remedy=say_next(words, finding) if finding.remediation else "",
        evidence=tuple(
            {"what": each.what, "value": each.value, "source": each.source}
            for each in finding.evidence
        ),
    )


def _event(subject: Subject, told: Told) -> dict[str, object]:
    moment = int(from_text(subject.ended).timestamp() * 1000)
    status_id, status = _HANDLED[told.result]
    is_fault = told.result in (Result.FAIL, Result.WARN)
    event: dict[str, object] = {
        "activity_id": _CREATE,
        "category_uid": 2,
        "class_uid": CLASS,
        "type_uid": CLASS * 100 + _CREATE,
        "time": moment,
        "severity_id": _SEVERITIES[told.severity] if is_fault else _INFORMATIONAL,
        "status_id": status_id,
        "status": status,
        "message": told.message or told.title,
        "metadata": {
            "version": VERSION,
            "product": {
                "name": "Trực An",
                "vendor_name": "Trực An",
                "version": subject.app_version,
            },
        },
        "finding_info": {
            "uid": f"{subject.run}/{told.check}",
            "title": told.title,
            "created_time": moment,
            "types": [told.check],
        },
        "compliance": _compliance(subject, told),
        "device": _device(subject),
        "resources": [{"uid": subject.asset, "name": subject.machine, "type": "computer"}],
    }
    if told.reason:
        event["status_detail"] = told.reason
    if told.remedy:
        event["remediation"] = {"desc": told.remedy}
    if told.evidence:
        event["evidences"] = [{"data": each} for each in told.evidence]
    return event


def _compliance(subject: Subject, told: Told) -> dict[str, object]:
    status_id, status = _STATUS[told.result]
    found: dict[str, object] = {
        "control": told.check,
        "standards": [subject.baseline],
        "status_id": status_id,
        "status": status,
    }
    if told.reason:
        found["status_details"] = [told.reason]
    return found


def _device(subject: Subject) -> dict[str, object]:
    system_id, system = _SYSTEMS.get(subject.os, (0, "Unknown"))
    return {
        "type_id": 0,
        "uid": subject.asset,
        "hostname": subject.machine,
        "os": {"name": subject.os_name or system, "type_id": system_id, "type": system},
        "org": {"name": subject.unit},
    }

"""OSCAL Assessment Results: the audit document of a run, with who, when, control, observation.

Ids are made from the run, so the same run gives the same document. OSCAL knows satisfied and not
satisfied only: what could not be checked is never satisfied, and its reason is `other`, not
`fail`; what does not apply is observed and not found about.
https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/assessment-results/
"""

import json
from collections.abc import Iterator
from uuid import UUID, uuid5

from core.model.moments import from_text, to_text
from core.model.outcome import Result
from core.model.result import Finding
from core.model.run import Run
from core.words import Words, say_finding, say_title

VERSION = "1.1.3"
NAMESPACE = UUID("6b1f5a3e-2f0c-4a54-9d3e-7472756361ee")

_STATES = {
    Result.PASS: ("satisfied", "pass"),
    Result.WARN: ("not-satisfied", "fail"),
    Result.FAIL: ("not-satisfied", "fail"),
    Result.UNKNOWN: ("not-satisfied", "other"),
    Result.WAIVED: ("not-satisfied", "other"),
}


def document_of(run: Run, words: Words) -> bytes:
    """Return the document of a run."""
    ended = to_text(from_text(run.ended))
    form = {
        "assessment-results": {
            "uuid": _id(run, "document"),
            "metadata": {
                "title": words.say("exchange.oscal.title", name=run.asset.name),
                "last-modified": ended,
                "version": run.app_version,
                "oscal-version": VERSION,
            },
            "import-ap": {"href": f"#{_id(run, 'plan')}"},
            "results": [_result(run, ended, words)],
            "back-matter": {
                "resources": [
                    {
                        "uuid": _id(run, "plan"),
                        "title": f"{run.baseline.id} {run.baseline.version}",
                        "description": f"SHA-256 {run.baseline.sha256}",
                    }
                ]
            },
        }
    }
    return json.dumps(form, ensure_ascii=False, indent=1).encode() + b"\n"


def _result(run: Run, ended: str, words: Words) -> dict[str, object]:
    return {
        "uuid": _id(run, "result"),
        "title": words.say("exchange.oscal.result", id=run.id),
        "description": words.say(f"common.verdict.{run.verdict}"),
        "start": to_text(from_text(run.started)),
        "end": ended,
        "local-definitions": {
            "components": [
                {
                    "uuid": _id(run, "machine"),
                    "type": "hardware",
                    "title": run.asset.name or run.asset.id or "–",
                    "description": run.asset.os_name or run.asset.os,
                    "props": [{"name": "asset-id", "value": run.asset.id or "unknown"}],
                    "status": {"state": "operational"},
                }
            ]
        },
        "reviewed-controls": {
            "control-selections": [
                {"include-controls": [{"control-id": each.check.lower()} for each in run.findings]}
                if run.findings
                else {"include-all": {}}
            ]
        },
        **_said("observations", [_observation(run, each, ended, words) for each in run.findings]),
        **_said("findings", list(_findings(run, words))),
    }


def _said(name: str, rows: list[dict[str, object]]) -> dict[str, object]:
    """Return a list under its name; OSCAL has no empty lists."""
    return {name: rows} if rows else {}


def _observation(run: Run, finding: Finding, ended: str, words: Words) -> dict[str, object]:
    evidence: list[dict[str, object]] = [
        {"description": f"{each.what}: {_text(each.value)} ({each.source or '–'})"}
        for each in finding.evidence
    ]
    return {
        "uuid": _id(run, f"observation {finding.check}"),
        "title": finding.check,
        "description": say_finding(words, finding, run.ended),
        "methods": ["TEST"],
        "subjects": [{"subject-uuid": _id(run, "machine"), "type": "component"}],
        "collected": ended,
        **_said("relevant-evidence", evidence),
    }


def _findings(run: Run, words: Words) -> Iterator[dict[str, object]]:
    for each in run.findings:
        if each.result not in _STATES:
            continue
        state, reason = _STATES[each.result]
        status: dict[str, object] = {"state": state, "reason": reason}
        if reason == "other":
            status["remarks"] = str(each.reason or each.result)
        yield {
            "uuid": _id(run, f"finding {each.check}"),
            "title": say_title(words, each.check),
            "description": words.say(f"common.result.{each.result}"),
            "target": {
                "type": "objective-id",
                "target-id": each.check.lower(),
                "status": status,
            },
            "related-observations": [{"observation-uuid": _id(run, f"observation {each.check}")}],
        }


def _id(run: Run, name: str) -> str:
    return str(uuid5(NAMESPACE, f"{run.id} {name}"))


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)

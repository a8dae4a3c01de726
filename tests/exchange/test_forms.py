"""OCSF and OSCAL: validators that are not ours accept what we write, and refuse seeded faults."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from components import validators_python

from core.exchange.ocsf import lines_of
from core.exchange.oscal import document_of
from core.model.result import Evidence, Result, Severity
from core.model.run import Run
from core.report.redacted_run import redacted_run
from core.report.redaction import Level
from core.words import Words
from tests.exchange.offices import finding, make_run

HERE = Path(__file__).parent
Faults = Callable[[str, bytes], list[str]]


@pytest.fixture(scope="module")
def every_result() -> Run:
    """A run with every kind of result, and evidence."""
    found = [finding(f"CFG-70{number}", result, Severity.HIGH)
             for number, result in enumerate(Result)]  # fmt: skip
    seen = Evidence(what="days", value=("a", "b"), source="HKLM\\X", read_at="2027-01-19T02:00:00Z")
    found[1] = replace(found[1], evidence=(seen,), remediation=("fix.windows.clerk",))
    return make_run(findings=found)


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Return a caller of the validators, which are another program in another environment."""

    def call(kind: str, body: bytes) -> list[str]:
        path = tmp_path / f"{kind}.json"
        path.write_bytes(body)
        done = subprocess.run(
            [validators_python(), HERE / "validate.py", kind, path],
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert done.returncode == 0, done.stderr
        found: list[str] = json.loads(done.stdout)
        return found

    return call


def ocsf(run: Run, bend: Callable[[dict[str, Any]], object] = lambda form: None) -> bytes:
    """Return the lines of a run, the first of them bent."""
    forms = [json.loads(line) for line in lines_of(run, Words("vi"))]
    bend(forms[0])
    return "".join(f"{json.dumps(form)}\n" for form in forms).encode()


def oscal(run: Run, bend: Callable[[dict[str, Any]], object] = lambda form: None) -> bytes:
    """Return the document of a run, bent."""
    form = json.loads(document_of(run, Words("en")))
    bend(form["assessment-results"])
    return json.dumps(form).encode()


def test_what_could_not_be_checked_is_neither_pass_nor_fail(every_result: Run) -> None:
    """In both forms; and what does not apply is not found about."""
    lines = {json.loads(each)["compliance"]["control"]: json.loads(each)
             for each in lines_of(every_result, Words("vi"))}  # fmt: skip
    results = json.loads(document_of(every_result, Words("vi")))["assessment-results"]["results"][0]
    states = {each["target"]["target-id"]: each["target"]["status"] for each in results["findings"]}
    by_result = {each.result: each.check for each in every_result.findings}
    unknown = by_result[Result.UNKNOWN]

    assert len(lines) == len(results["observations"]) == len(Result)
    assert lines[unknown]["compliance"]["status_id"] == 0
    assert lines[unknown]["status_detail"] == "no_right"
    assert states[unknown.lower()] == {
        "state": "not-satisfied", "reason": "other", "remarks": "no_right",
    }  # fmt: skip
    assert by_result[Result.NOT_APPLICABLE].lower() not in states
    assert [key for key, each in states.items() if each["state"] == "satisfied"] == [
        by_result[Result.PASS].lower()
    ]
    assert document_of(every_result, Words("vi")) == document_of(every_result, Words("vi"))


@pytest.mark.system("validators")
def test_validators_accept_what_we_write(faults: Faults, every_result: Run) -> None:
    empty = make_run(findings=())

    assert faults("ocsf", ocsf(every_result)) == []
    assert faults("oscal", oscal(every_result)) == []
    assert faults("oscal", oscal(empty)) == []


@pytest.mark.system("validators")
@pytest.mark.parametrize("level", list(Level))
def test_validators_accept_every_level(faults: Faults, every_result: Run, level: Level) -> None:
    """Also where a level leaves no name, no place and nothing that was seen."""
    run = redacted_run(every_result, level, Words("vi"))

    assert faults("ocsf", ocsf(run)) == []
    assert faults("oscal", oscal(run)) == []


@pytest.mark.system("validators")
def test_the_published_schema_refuses_seeded_faults(faults: Faults, every_result: Run) -> None:
    """Each fault in a line of its own; every one is found."""
    bends: tuple[Callable[[dict[str, Any]], object], ...] = (
        lambda form: form.pop("metadata"),
        lambda form: form.update(severity_id=42),
        lambda form: form.update(class_uid=1),
        lambda form: form.update(invented=True),
        lambda form: form["finding_info"].pop("uid"),
        lambda form: form["compliance"].update(status_id="pass"),
        lambda form: form.update(time="today"),
    )
    body = b"".join(ocsf(every_result, bend).splitlines(keepends=True)[0] for bend in bends)
    found = faults("ocsf", body)

    assert {each.split(":")[0] for each in found} == {f"line {n + 1}" for n in range(len(bends))}


@pytest.mark.system("validators")
@pytest.mark.parametrize(
    "bend",
    [
        lambda form: form["results"][0]["findings"][0]["target"]["status"].update(state="maybe"),
        lambda form: form.pop("import-ap"),
        lambda form: form.update(uuid="1"),
        lambda form: form["results"][0].update(findings=[]),
        lambda form: form["metadata"].update(invented="x"),
    ],
)
def test_trestle_refuses_seeded_faults(
    faults: Faults, every_result: Run, bend: Callable[[dict[str, Any]], object]
) -> None:
    assert faults("oscal", oscal(every_result, bend)) != []

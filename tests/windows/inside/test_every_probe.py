"""Every probe once on this machine: an answer, or unknown with a reason.

Under Wine half of the interfaces are missing and some lie; then nothing may come out as passed.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.codec import topics
from core.engine.host import ProbePool, Question
from core.house import House, host_command
from core.model.progress import Cancel
from core.model.request import RunRequest
from core.model.result import Depth, Result
from core.model.run import Run
from core.probes.ask import Ask

pytestmark = pytest.mark.only("windows")

UNANSWERED = (
    "ACC-401", "ACC-402", "ACC-403", "AV-101", "AV-102", "BAK-301", "BAK-317", "MAL-608", "MAL-610",
    "NET-501", "SYS-801", "SYS-811", "SYS-812", "SYS-813", "SYS-814", "UPD-201", "UPD-202",
    "UPD-203",
)  # fmt: skip
"""Checks about which Wine says nothing, or something that is not so: a made-up hotfix, Windows XP's
firewall object, no accounts at all, event logs without an answer, no catalogues of signatures."""

LIES = re.compile(
    r"netsh|powershell|schtasks|secedit|auditpol|wscapi|SecurityCenter|Defender|NetUser|NetLocalGroup"
    r"|QuickFix|Update\.Session|FwPolicy|FwMgr|event log|WinVerifyTrust|subscription",
    re.IGNORECASE,
)
"""Sources that answer here with nothing, or with what is not so."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return a house in a folder whose name has Vietnamese letters and spaces."""
    home = tmp_path_factory.mktemp("Thư mục của chị Hạnh")
    opened = House.open(home / "Trực An", "vi")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def run(house: House) -> Run:
    """Return a whole run of this machine."""
    examined, _ = house.checks.run(RunRequest(), lambda progress: None, Cancel())
    return examined


@pytest.mark.timeout(200)
def test_every_topic_is_answered_by_a_host_within_its_limit() -> None:
    asked = [Question(topic=topic, ask=Ask(), limit=60) for topic in topics() if topic != "history"]
    pool = ProbePool(host_command())

    answers = {answer.topic: answer for answer in pool.ask(asked, Cancel())}

    assert set(answers) == {each.topic for each in asked}
    for topic, answer in answers.items():
        assert answer.code is None, f"{topic}: {answer.code} {answer.detail}"
        for name, value in answer.facts.items():
            if isinstance(value, dict) and "unknown" in value:
                assert value["detail"], f"{topic}.{name} gives no reason"


@pytest.mark.timeout(200)
def test_a_whole_run_ends_and_comes_back_from_the_store(house: House, run: Run) -> None:
    assert {each.ended for each in run.probes} == {"done"}
    ordinary = {each.id for each in house.checks.cards() if each.depth is not Depth.DEEP}
    assert {each.check for each in run.findings} == ordinary
    assert house.checks.run_of(run.id) == run
    for finding in run.findings:
        assert (finding.result is Result.UNKNOWN) == (finding.reason is not None)


@pytest.mark.timeout(200)
@pytest.mark.system("wine")
def test_what_wine_makes_up_is_no_verdict(run: Run) -> None:
    results = {each.check: each.result for each in run.findings}

    assert {each: results[each] for each in UNANSWERED} == dict.fromkeys(UNANSWERED, Result.UNKNOWN)


@pytest.mark.timeout(200)
@pytest.mark.system("wine")
def test_no_pass_rests_on_a_source_that_lies(run: Run) -> None:
    passed = [each for each in run.findings if each.result is Result.PASS]

    assert passed, "the registry is real here, and some checks rest on nothing else"
    for finding in passed:
        assert finding.evidence, finding.check
        for each in finding.evidence:
            assert each.source, finding.check
            assert not LIES.search(each.source), f"{finding.check}: {each.source}"


@pytest.mark.timeout(200)
def test_documents_are_written_where_names_are_vietnamese(house: House, run: Run) -> None:
    folder = house.home / "Báo cáo gửi xã"

    written = house.reports.save(run.id, ("pdf", "docx", "json"), folder)

    assert {each.suffix for each in written} == {".pdf", ".docx", ".json"}
    by_suffix = {each.suffix: Path(each).read_bytes() for each in written}
    assert by_suffix[".pdf"].startswith(b"%PDF-")
    assert by_suffix[".docx"].startswith(b"PK")
    assert json.loads(by_suffix[".json"])["id"] == run.id

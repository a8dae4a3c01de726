"""Recorded machines from the readers to the findings: what is said of each, on one page each.

The pages stand in tests/golden/machines; UPDATE_GOLDEN=1 renews them. Read them before you commit:
they are what a clerk at that machine would be told.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.checks.catalogue import catalogue
from core.engine.judging import judge
from core.engine.remembering import remember
from core.model.facts import FactSet
from core.model.result import Finding, Result
from core.policy.packs import read_packs
from core.probes.ask import Ask
from core.probes.catalogue import read, topics
from core.probes.recorded import RecordedSystem
from core.words import Words, say_finding

TESTS = Path(__file__).resolve().parents[1]
MACHINES = sorted(path.name for path in (TESTS / "machines").iterdir() if path.is_dir())


def findings_of(machine: str) -> list[Finding]:
    """Return the findings of a recorded machine under the checks' own limits."""
    folder = TESTS / "machines" / machine
    described = json.loads((folder / "machine.json").read_text("utf-8"))
    system = RecordedSystem(folder)
    ask = Ask(places=tuple(described.get("ask", {}).get("places", ())))
    read_facts = [read(topic, system, ask, described["os"]) for topic in topics()]
    # The machines were described before this version was released.
    history = replace(remember(None, "", read_facts[0].origin.at), release_day="2026-11-01")
    tables, _ = read_packs()
    facts = FactSet([*read_facts, history], tables)
    return [
        judge(
            check, facts, check.params(), os=described["os"], severity=check.severity, elapsed_ms=0
        )
        for check in catalogue().values()
        if described["os"] in check.os
    ]


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_said_of_a_machine(machine: str) -> None:
    words = Words("vi")
    lines = [
        f"{each.check} {each.result} {each.message.key} [{each.backend}"
        f"{', degraded' if each.degraded else ''}]\n"
        f"  {say_finding(words, each, '2026-11-22T01:00:00Z')}\n"
        for each in findings_of(machine)
    ]
    golden = TESTS / "golden" / "machines" / f"{machine}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("".join(lines), "utf-8")

    assert "".join(lines) == golden.read_text("utf-8")


def test_a_machine_that_answers_nothing_true_gets_no_comfort() -> None:
    """A hostile stand-in may be judged by its build number and its clock, by nothing else."""
    silent = (Result.UNKNOWN, Result.NOT_APPLICABLE)
    answered = {each.check for each in findings_of("windows-hostile") if each.result not in silent}

    # UPD-211: it says that it has no policy about a server. SYS-809: its WMI store is broken.
    assert answered <= {"UPD-204", "UPD-211", "SYS-801", "SYS-809"}

"""Described machines stand beside their recordings, which any part of the program can replay.

`description.json` is written by hand; `machine.json`, `answers.json` and `facts.json` follow
from it and are renewed with UPDATE_GOLDEN=1.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from core.probes.ask import Ask
from core.probes.catalogue import read, topics
from core.probes.plain import as_plain
from core.probes.recorded import FORMAT, RecordingSystem, packed, recorded
from core.probes.system import System

MACHINES = Path(__file__).parents[2] / "machines"
NAMES = sorted(each.parent.name for each in MACHINES.glob("windows-*/description.json"))


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def recording_of(folder: Path, machine: Any) -> dict[str, str]:
    """Return the files of a recording: which machine, what it answered, what was made of it."""
    description = json.loads((folder / "description.json").read_text("utf-8"))
    places = description.get("places", [])
    recording = RecordingSystem(machine)
    facts = {
        topic: as_plain(read(topic, cast(System, recording), Ask(places=tuple(places)), "windows"))
        for topic in topics()
    }
    answers = [
        {"asked": method, "with": arguments, "answer": as_plain(packed(answer))}
        for _, (method, arguments, answer) in sorted(recording.answers.items())
    ]
    return {
        "machine.json": written({"format": FORMAT, "os": "windows", "places": places}),
        "answers.json": written(answers),
        "facts.json": written(facts),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_says_what_the_description_says(
    machine: Callable[[str], Any], name: str
) -> None:
    files = recording_of(MACHINES / name, machine(name))
    if os.environ.get("UPDATE_GOLDEN"):
        for file, text in files.items():
            (MACHINES / name / file).write_text(text, "utf-8", newline="\n")
    for file, text in files.items():
        assert (MACHINES / name / file).read_text("utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_replays(name: str) -> None:
    folder = MACHINES / name
    places = json.loads((folder / "machine.json").read_text("utf-8"))["places"]
    expected = json.loads((folder / "facts.json").read_text("utf-8"))
    system = recorded(folder)
    for topic in topics():
        found = read(topic, system, Ask(places=tuple(places)), "windows")
        assert json.loads(json.dumps(as_plain(found))) == expected[topic]

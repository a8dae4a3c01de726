"""Ask what a recorded Linux machine was never asked: `python tests/machines/ask_more.py debian-12`.

Answers that stand in the recording stay as they are. A question that a newer reader asks is put to
the machine this runs on, which must be one of the same kind, and is masked like a first recording.
"""

import json
import sys
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.probes.catalogue import read, real_system, topics  # noqa: E402 - through the line above
from core.probes.masking import Mask  # noqa: E402
from core.probes.plain import as_plain  # noqa: E402
from core.probes.recorded import (  # noqa: E402
    RecordedSystem,
    RecordingSystem,
    UnrecordedQuestion,
    _key,
    _names_of,
    _write,
    _written,
    recorded,
)
from core.probes.system import System  # noqa: E402


class _Both:
    """Answers from the recording, and from the machine what is not in it."""

    def __init__(self, old: RecordedSystem, new: RecordingSystem) -> None:
        self._old, self._new = old, new

    def __getattr__(self, method: str) -> Any:
        def ask(*given: Any, **named: Any) -> Any:
            try:
                return getattr(self._old, method)(*given, **named)
            except UnrecordedQuestion:
                return getattr(self._new, method)(*given, **named)

        return ask


def main(folder: Path) -> None:
    """Renew the answers and the facts of a recording; the machine itself stays as told."""
    old, new = RecordedSystem(folder), RecordingSystem(real_system())
    for topic in topics():
        read(topic, cast(System, _Both(old, new)), old.ask, old.os)
    mask = Mask()
    _names_of(real_system(), mask)
    rows = json.loads((folder / "answers.json").read_text("utf-8")) + _written(new, mask)
    known = {_key(each["asked"], each["with"]): each for each in rows}
    _write(folder / "answers.json", [known[each] for each in sorted(known)])
    machine = recorded(folder)
    facts = {topic: as_plain(read(topic, machine, old.ask, old.os)) for topic in topics()}
    _write(folder / "facts.json", facts)


if __name__ == "__main__":
    main(ROOT / "tests" / "machines" / sys.argv[1])

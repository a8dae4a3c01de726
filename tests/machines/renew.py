"""Ask a recorded Linux machine what it was not asked yet: `python tests/machines/renew.py NAME`.

New readers ask new questions. They are answered by the machine this runs on, which should be like
the recorded one; every earlier answer stays.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.probes.recorded import RecordedSystem, UnrecordedQuestion, keep, recording
from core.probes.system import System
from core.probes.system_linux import LinuxSystem


class Renewing:
    """Answers as recorded, and as this machine where nothing is recorded."""

    def __init__(self, folder: Path) -> None:
        """Load what is recorded."""
        self._recorded, self._here = RecordedSystem(folder), LinuxSystem()
        self.ask = self._recorded.ask

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """Return the method that looks in the recording first."""
        look_up, here = getattr(self._recorded, method), getattr(self._here, method)

        def answer(*given: Any, **named: Any) -> Any:
            try:
                return look_up(*given, **named)
            except UnrecordedQuestion:
                return here(*given, **named)

        return answer


if __name__ == "__main__":
    folder = Path(__file__).parent / sys.argv[1]
    machine = Renewing(folder)
    keep(folder, recording(cast(System, machine), machine.ask))

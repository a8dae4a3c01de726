"""A Linux system of which a test tells the parts: files in a throw-away root, answers of tools."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import CommandAnswer, ProcessSeen, Service
from core.probes.system_linux import LinuxSystem

NOW = "2027-01-05T02:00:00Z"
ABSENT = Unknown(UnknownCode.NOT_INSTALLED, "not told by the test")


@dataclass
class TestSystem(LinuxSystem):
    """Reads files below a folder; what tools, processes and units answer is told by the test."""

    __test__ = False

    root: Path
    moment: str = NOW
    tools: dict[str, CommandAnswer | Unknown] = field(default_factory=dict)
    running: tuple[ProcessSeen, ...] | Unknown = ()
    units: dict[str, Service] | Unknown = field(default_factory=dict)
    standing: str = "elevated"
    account: str = "root"
    variables: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(str(self.root))

    def now(self) -> str:
        return self.moment

    def run(
        self, argv: Sequence[str], limit: float, environment: Mapping[str, str] | None = None
    ) -> CommandAnswer | Unknown:
        self.asked.append(tuple(argv))
        line = " ".join(argv)
        fitting = [answer for start, answer in self.tools.items() if line.startswith(start)]
        return fitting[0] if fitting else ABSENT

    def processes(self) -> tuple[ProcessSeen, ...] | Unknown:
        return self.running

    def service(self, name: str) -> Service | Unknown:
        if isinstance(self.units, Unknown):
            return self.units
        return self.units.get(name, ABSENT)

    def environment(self, name: str) -> str | Unknown:
        return self.variables.get(name, Unknown(UnknownCode.NOT_FOUND, name))

    def rights(self) -> str | Unknown:
        return self.standing

    def user(self) -> str | Unknown:
        return self.account

    def write(self, path: str, content: str | bytes, mode: int = 0o644) -> Path:
        """Put a file into the root."""
        place = self.root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        place.chmod(mode)
        return place


@pytest.fixture
def system(tmp_path: Path) -> TestSystem:
    """Return a system with an empty root."""
    root = tmp_path / "root"
    root.mkdir()
    return TestSystem(root=root)


@pytest.fixture
def said() -> Callable[..., CommandAnswer]:
    """Return what builds the answer of a tool that ended well."""

    def answer(out: str, err: str = "", exit: int = 0) -> CommandAnswer:
        return CommandAnswer(exit=exit, out=out, err=err)

    return answer

"""What is different on one machine between two runs."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.result import Finding


class Subject(StrEnum):
    """What a difference is about; each has words in `differences`."""

    ADMINISTRATOR = "administrator"
    ACCOUNT = "account"
    ANTIVIRUS = "antivirus"
    SYSTEM = "system"
    AT_SIGN_IN = "at_sign_in"
    SERVICE = "service"
    TASK = "task"
    BETWEEN = "between"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that came (`before` empty), went (`after` empty) or changed."""

    subject: Subject
    name: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """Return came, gone or changed, the key of its sentence."""
        if not self.before:
            return "came"
        return "changed" if self.after else "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFinding:
    """A check whose result or sentence differs; a side is None where the check was not run."""

    check: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs of a machine side by side.

    `uncompared` are the subjects that one of the two could not read: of them nothing is said.
    `machines_differ`: the runs are of two machines.
    """

    differences: tuple[Difference, ...]
    findings: tuple[ChangedFinding, ...]
    uncompared: tuple[Subject, ...]
    machines_differ: bool

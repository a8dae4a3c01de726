"""Result, severity, evidence, judgement, finding: what a check says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.depth import Depth as Depth  # asked for together with results
from core.model.outcome import Result as Result
from core.model.severity import Severity as Severity  # one of the words of a finding
from core.model.unknown import UnknownCode

Value = bool | int | str | tuple[str, ...]
"""An argument of a message or a piece of evidence; times are ISO text."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by key and arguments, so that it can be read in any language later.

    In a finding the key is the part after the check id: `fail.old`.
    """

    key: str
    args: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen, where it was read and when (UTC, ISO).

    `what` is the fact's field name, or `field:subject` for one of several subjects.
    """

    what: str
    value: Value
    source: str
    read_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a check makes of the facts. `reason` is set exactly when the result is unknown."""

    result: Result
    message: Message
    evidence: tuple[Evidence, ...] = ()
    reason: UnknownCode | None = None

    def __post_init__(self) -> None:
        """Refuse an unknown without a reason and a message that belongs to another result."""
        if (self.result is Result.UNKNOWN) != (self.reason is not None):
            raise ValueError("a reason goes with unknown, and only with unknown")
        if self.message.key.split(".", 1)[0] != self.result:
            raise ValueError(f"message {self.message.key} does not say {self.result}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's outcome in a run.

    `remediation` holds keys of word arrays (`fix.linux.technician`). `elapsed_ms` is the time of
    the slowest probe behind it plus the judging.
    """

    check: str
    result: Result
    severity: Severity
    message: Message
    reason: UnknownCode | None = None
    evidence: tuple[Evidence, ...] = ()
    remediation: tuple[str, ...] = ()
    backend: str = ""
    degraded: bool = False
    elapsed_ms: int = 0

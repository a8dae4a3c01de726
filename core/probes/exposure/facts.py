"""What waits for others: open ports, and rules of the firewall that let them in."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPort:
    """A port that others can reach if no firewall stops them; `program` is empty when not told."""

    name: str
    protocol: str
    port: int
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseRule:
    """A rule of Windows Firewall that lets others in.

    `ports` are the local TCP or UDP ports it opens, empty for all; `program` the file it opens them
    for, empty for any; `public` says that it holds in public networks too, `anybody` that it names
    no remote address.
    """

    name: str
    ports: tuple[str, ...]
    program: str
    public: bool
    anybody: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFacts(Facts):
    """`ports`: what listens beyond this machine. `rules`: active rules that let others in."""

    TOPIC: ClassVar[str] = "exposure"

    ports: tuple[OpenPort, ...] | Unknown
    rules: tuple[LooseRule, ...] | Unknown

"""With which addresses this machine speaks now."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One open connection: the other side's address and port, and the program on this side.

    `program` is the file of the program, empty where this account may not see it.
    """

    address: str
    port: int
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionsFacts(Facts):
    """The connections open at the moment of reading, none within this machine, each once.

    `left_out` counts those beyond the most that are kept.
    """

    TOPIC: ClassVar[str] = "connections"

    connections: tuple[Connection, ...] | Unknown
    left_out: int | Unknown

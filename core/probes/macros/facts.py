"""What office programs do with macros."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroSetting:
    """What one office program does for one person.

    `level`: `all` runs every macro without asking, `ask` asks, `signed` runs signed ones, `none`.
    """

    name: str
    level: str | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MacrosFacts(Facts):
    """`settings`: of each program and person; none means that no office program is set up here."""

    TOPIC: ClassVar[str] = "macros"

    settings: tuple[MacroSetting, ...] | Unknown

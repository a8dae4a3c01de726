"""What PowerShell leaves behind."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerShellFacts(Facts):
    """`old_powershell`: version 2, which no antivirus product sees into, is installed.
    `script_log`: what PowerShell runs is written down.
    """

    TOPIC: ClassVar[str] = "powershell"

    old_powershell: bool | Unknown
    script_log: bool | Unknown

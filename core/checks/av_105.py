"""AV-105: what the antivirus never looks at.

Rule: an exception for a whole drive, for the folders where downloads and mail land, for programs
and scripts, or for what runs scripts, is a door for malware, and malware makes such exceptions
itself. Exceptions for single folders of office software are normal. Source: Microsoft, common
mistakes to avoid when defining exclusions.

Severity medium: ordinary accounts may not read the list, and that alone should not leave the whole
machine without a verdict.
"""

import re
from dataclasses import dataclass

from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-105"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://threatsettings"}

_PATH = re.compile(
    r"^\*|^(?:[a-z]:|%systemdrive%)\\?\*?$"
    r"|^(?:[a-z]:|%systemdrive%)\\(?:users|windows|programdata|program files(?: \(x86\))?)\\?\*?$"
    r"|\\(?:downloads|desktop|temp|tmp|appdata)\\?\*?$"
    r"|^[a-z]:\\users\\[^\\]+\\?\*?$"
    r"|^%(?:temp|tmp|userprofile|appdata|localappdata|public)%\\?\*?$",
    re.IGNORECASE,
)
_EXTENSION = frozenset(
    (
        *("", "exe", "dll", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf"),
        *("hta", "msi", "lnk", "jar", "docm", "xlsm", "pptm", "zip", "rar", "iso"),
    )
)
_PROCESS = frozenset(
    (
        *("powershell.exe", "pwsh.exe", "cmd.exe", "wscript.exe", "cscript.exe", "mshta.exe"),
        *("rundll32.exe", "regsvr32.exe", "explorer.exe", "svchost.exe", "winword.exe"),
        "excel.exe",
    )
)
_LINUX_PATH = re.compile(
    r"^\^?/?(?:(?:home|root|tmp|var|var/tmp|dev/shm|srv|mnt|media|usr|opt|etc)(?:/[^/]+/downloads)?)?"
    r"/?(?:\$|\.\*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Exceptions that the office has decided on, as shown; warn at more than so many others."""

    accepted: tuple[str, ...] = ()
    most: int = 10


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every exception."""
    care = facts.of(AntivirusCareFacts)
    evidence = seen(care, "product", "exclusions")
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    if isinstance(care.exclusions, Unknown):
        return not_known(care.exclusions, evidence, told=edition(facts))
    others = tuple(each for each in care.exclusions if each not in params.accepted)
    wide = tuple(each for each in others if is_wide(each))
    if wide:
        return failed("wide", evidence, count=len(wide), names=wide)
    if len(others) > params.most:
        return warned("many", evidence, count=len(others))
    return passed("few", evidence, count=len(care.exclusions))


def is_wide(exclusion: str) -> bool:
    """Say whether an exception, written as `kind: what`, leaves out where malware lands or runs."""
    kind, _, what = exclusion.partition(": ")
    what = what.strip().strip('"')
    if kind == "Paths":
        return bool(_PATH.search(what))
    if kind == "Extensions":
        return what.lower().lstrip(".*") in _EXTENSION
    if kind == "Processes":
        return what.lower().rpartition("\\")[2] in _PROCESS or what.startswith("*")
    return bool(_LINUX_PATH.match(what))

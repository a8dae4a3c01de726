"""MAL-604: nothing puts itself between programs and their start.

Rule: Windows and Linux have documented switches by which one program starts in the place of
another, or a library is loaded into every program. A Windows just installed uses none of them. What
replaces the shell or the programs of the sign-in screen, or lies in a place to hide, is a fail;
what else stands there is a warning, since a few drivers, debuggers and antivirus programs use
them too. `allowed` names values that the office knows. Source: MITRE ATT&CK T1546, T1547, T1574.

Severity high.
"""

import ntpath
import posixpath
import re
from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, warned, worst
from core.checks._starting import told, unseen_of
from core.checks._writable import Lies, lies
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.start_commands import windows_programs
from core.probes.startup.facts import Between, StartupFacts

ID = "MAL-604"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (StartupFacts, MachineFacts)

_GRAVE = frozenset(("shell", "userinit"))
_AT_THE_SIGN_IN = frozenset(
    (
        "sethc.exe", "utilman.exe", "osk.exe", "narrator.exe", "magnify.exe", "displayswitch.exe",
        "atbroker.exe",
    )
)  # fmt: skip
"""They answer to keys before anybody has signed in: whatever replaces them opens the machine."""
_LISTED = re.compile(r"[a-z]:\\[^\"<>|?*,;:&]*?\.(?:dll|exe|com|scr|bat|cmd|vbs|js|ps1)\b", re.I)
_SYSTEM_LIBRARIES = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/libexec/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Values that the office knows and accepts, as they stand in the evidence."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every switch that holds something; the worst one speaks."""
    startup = facts.of(StartupFacts)
    found, evidence = startup.between, seen(startup, "between", "unseen")
    unseen = unseen_of(startup.unseen, tasks=False)
    if isinstance(found, Unknown):
        return not_known(found, evidence)
    os = facts.of(MachineFacts).os
    if isinstance(os, Unknown):
        return not_known(os, (*evidence, *seen(facts.of(MachineFacts), "os")))
    if isinstance(unseen, Unknown):
        rest = not_known(unseen, evidence)
    else:
        rest = passed("partly", evidence, names=unseen) if unseen else passed("none", evidence)
    odd = [each for each in found if each.value not in params.allowed]
    return worst([*(_judge_one(facts, each, os) for each in odd), rest])


def _judge_one(facts: FactSet, between: Between, os: str) -> Judgement:
    evidence = told(facts, between.name, between.place, between.value)
    say = failed if _is_grave(between, os) else warned
    return say("between", evidence, name=between.name, text=between.value)


def _is_grave(between: Between, os: str) -> bool:
    if between.kind in _GRAVE:
        return True
    if between.kind == "debugger" and ntpath.basename(between.name).lower() in _AT_THE_SIGN_IN:
        return True
    if between.kind == "preload":
        libraries = re.findall(r"[^\s:]+", between.value)
        return not libraries or not all(_is_of_system(each) for each in libraries)
    return any(lies(path, os) is Lies.HIDING for path in _files(between.value))


def _is_of_system(library: str) -> bool:
    """Say whether a library lies where packages put theirs; one by its bare name is found there."""
    path = posixpath.normpath(re.sub(r"\$(?:LIB\b|\{LIB\})", "lib", library))
    return "/" not in library or path.startswith(_SYSTEM_LIBRARIES)


def _files(value: str) -> tuple[str, ...]:
    """Return the files of a value with their full paths: what it runs, or all that it lists."""
    return (*windows_programs(value, {}), *_LISTED.findall(value))

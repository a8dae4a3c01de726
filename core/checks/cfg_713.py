"""CFG-713: only root reads passwords and writes settings.

Rule: a file with secrets that others may read, or settings that others than root may write, is a
fail; a home folder that others may write is a fail, one that others may read a warning. Source:
Debian's and Fedora's own modes; common hardening guides.

Severity medium: whoever may write one of these files owns the machine.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.file_rights.facts import FileRight, FileRightsFacts
from core.probes.machine.facts import MachineFacts

ID = "CFG-713"
OS = ("linux",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (FileRightsFacts, MachineFacts)

_OTHERS_ANYTHING, _OTHERS_WRITE, _OTHERS_READ, _GROUP_WRITE = 0o007, 0o002, 0o005, 0o020


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Rights are right or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every file; those that are open to writing speak first."""
    read = facts.of(FileRightsFacts)
    evidence = seen(read, "files")
    if isinstance(read.files, Unknown):
        return not_known(read.files, evidence, told=edition(facts))
    wrong = tuple(each.name for each in read.files if _is_wrong(each))
    if wrong:
        return failed("open", evidence, names=wrong)
    unread = [first_unknown(_mode(each), each.owner, each.group) for each in read.files]
    parts = [not_known(each, evidence, told=edition(facts)) for each in unread if each]
    homes = tuple(each.name for each in read.files if _is_readable_home(each))
    mild = [warned("homes", evidence, names=homes)] if homes else []
    return worst([*parts, passed("good", evidence, count=len(read.files))], mild)


def _mode(file: FileRight) -> int | Unknown:
    if isinstance(file.mode, Unknown):
        return file.mode
    try:
        return int(file.mode, 8)
    except ValueError:
        return Unknown(UnknownCode.MALFORMED, f"mode {file.mode[:20]!r}")


def _is_wrong(file: FileRight) -> bool:
    read = _mode(file)
    mode = 0 if isinstance(read, Unknown) else read
    if file.kind == "home":
        return bool(mode & _OTHERS_WRITE)
    if not isinstance(file.owner, Unknown) and file.owner != 0:
        return True
    wrong = _OTHERS_ANYTHING if file.kind == "secret" else _OTHERS_WRITE
    wrong |= 0 if file.group == 0 or isinstance(file.group, Unknown) else _GROUP_WRITE
    return bool(mode & wrong)


def _is_readable_home(file: FileRight) -> bool:
    mode = _mode(file)
    return file.kind == "home" and not isinstance(mode, Unknown) and bool(mode & _OTHERS_READ)

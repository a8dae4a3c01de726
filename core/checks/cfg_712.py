"""CFG-712: the kernel protects programs and people from each other.

Rule: random addresses off, links of strangers followed, or memory of privileged programs written
out for anybody, is a fail; the other switches set loosely are a warning. All are safe by default on
the distributions of today: somebody loosened them. Source: Linux kernel documentation (sysctl/).

Severity medium: it counts once somebody is in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.kernel_settings.facts import KernelSetting, KernelSettingsFacts
from core.probes.machine.facts import MachineFacts

ID = "CFG-712"
OS = ("linux",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (KernelSettingsFacts, MachineFacts)

_GRAVE: Mapping[str, Callable[[int], bool]] = {
    "kernel.randomize_va_space": lambda value: value < 2,
    "fs.protected_symlinks": lambda value: value < 1,
    "fs.suid_dumpable": lambda value: value == 1,
}
_LOOSE: Mapping[str, Callable[[int], bool]] = {
    "fs.protected_hardlinks": lambda value: value < 1,
    "kernel.unprivileged_bpf_disabled": lambda value: value < 1,
    "net.ipv4.tcp_syncookies": lambda value: value < 1,
    "net.ipv4.conf.all.accept_source_route": lambda value: value > 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A switch is safe or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every switch; what this kernel does not have is no weakness."""
    read = facts.of(KernelSettingsFacts)
    evidence = seen(read, "settings")
    if isinstance(read.settings, Unknown):
        return not_known(read.settings, evidence, told=edition(facts))
    here = [each for each in read.settings if not _is_absent(each)]
    if not here:
        return not_known(Unknown(UnknownCode.NOT_FOUND), evidence)
    grave = tuple(_told(each) for each in here if _is_bad(each, _GRAVE))
    if grave:
        return failed("grave", _values(evidence, here), names=grave)
    loose = tuple(_told(each) for each in here if _is_bad(each, _LOOSE))
    parts = [
        not_known(each.value, evidence, told=edition(facts))
        for each in here
        if isinstance(each.value, Unknown)
    ]
    mild = [warned("loose", _values(evidence, here), names=loose)] if loose else []
    return worst([*parts, *mild, passed("good", _values(evidence, here), count=len(here))])


def _is_absent(setting: KernelSetting) -> bool:
    return isinstance(setting.value, Unknown) and setting.value.code is UnknownCode.NOT_FOUND


def _is_bad(setting: KernelSetting, rules: Mapping[str, Callable[[int], bool]]) -> bool:
    bad = rules.get(setting.name)
    return bad is not None and not isinstance(setting.value, Unknown) and bad(setting.value)


def _told(setting: KernelSetting) -> str:
    return f"{setting.name} = {setting.value}"


def _values(evidence: tuple[Evidence, ...], here: list[KernelSetting]) -> tuple[Evidence, ...]:
    """Return the evidence with each value beside its name."""
    told = tuple(_told(each) for each in here)
    return tuple(
        Evidence(what=each.what, value=told, source=each.source, read_at=each.read_at)
        for each in evidence
    )

"""The rules of passwords on Linux: the PAM stack, what its modules are told, login.defs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.files import NEVER_DAYS
from core.probes.ask import Ask
from core.probes.formats import assignments, significant_lines
from core.probes.password_rules.facts import PasswordRulesFacts
from core.probes.system import System

_STACKS = {
    "password": ("/etc/pam.d/common-password", "/etc/pam.d/system-auth"),
    "auth": ("/etc/pam.d/common-auth", "/etc/pam.d/system-auth"),
}
_LOGIN_DEFS = "/etc/login.defs"
_QUALITY = ("/etc/security/pwquality.conf", "/etc/security/pwquality.conf.d")
_FAILLOCK = "/etc/security/faillock.conf"
_HISTORY = "/etc/security/pwhistory.conf"
_NUMBER = re.compile(r"-?[0-9]+")
_SHORTEST_OF_UNIX, _SHORTEST_OF_QUALITY, _DENIED_BY_FAILLOCK, _REMEMBERED = 6, 8, 3, 10
"""Defaults of pam_unix (with `obscure`), libpwquality, pam_faillock and pam_pwhistory."""


@dataclass(frozen=True, slots=True)
class _Module:
    """A line of a PAM stack."""

    name: str
    arguments: tuple[str, ...]

    def number(self, key: str) -> int | None:
        for each in self.arguments:
            name, equals, value = each.partition("=")
            if name == key and equals and _NUMBER.fullmatch(value):
                return int(value)
        return None


Stack = Sequence[_Module] | Unknown


def _module(line: str, kind: str) -> _Module | None:
    """Read `password [success=1 default=ignore] pam_unix.so obscure`; None for another kind."""
    words = line.lstrip("-").split()
    if len(words) < 3 or words[0] != kind:
        return None
    start = 1
    if words[1].startswith("["):
        start = next((i for i, word in enumerate(words) if word.endswith("]")), len(words))
    rest = words[start + 1 :]
    return _Module(rest[0].rpartition("/")[2], tuple(rest[1:])) if rest else None


def _stack(system: System, kind: str) -> Stack:
    """Return the modules of the shared stack; a machine without one is not_found."""
    for path in _STACKS[kind]:
        text = system.read_text(path)
        if isinstance(text, Unknown):
            if text.code is UnknownCode.NOT_FOUND:
                continue
            return text
        return [each for each in (_module(line, kind) for line in significant_lines(text)) if each]
    return Unknown(UnknownCode.NOT_FOUND, f"no PAM stack for {kind}")


def _named(stack: Sequence[_Module], *names: str) -> _Module | None:
    return next((each for each in stack if each.name in names), None)


def _settings(system: System, path: str) -> Mapping[str, str] | Unknown:
    text = system.read_text(path)
    if isinstance(text, Unknown):
        return {} if text.code is UnknownCode.NOT_FOUND else text
    return assignments(text)


def _configured(system: System, paths: Sequence[str], key: str, default: int) -> int | Unknown:
    """Return a number from files of `key = value`, the last one that holds it."""
    value = str(default)
    for path in paths:
        settings = _settings(system, path)
        if isinstance(settings, Unknown):
            return settings
        value = settings.get(key, value)
    if not _NUMBER.fullmatch(value):
        return Unknown(UnknownCode.MALFORMED, f"{key} = {value[:40]!r}")
    return int(value)


def _quality_files(system: System) -> tuple[str, ...]:
    names = system.list_folder(_QUALITY[1])
    further = () if isinstance(names, Unknown) else names
    kept = (f"{_QUALITY[1]}/{name}" for name in further if name.endswith(".conf"))
    # libpwquality reads the folder first, so the main file has the last word.
    return (*kept, _QUALITY[0])


def _quality(system: System, module: _Module, key: str, default: int) -> int | Unknown:
    """Return a setting of libpwquality, which a word in the stack overrules."""
    told = module.number(key)
    if told is not None:
        return told
    return _configured(system, _quality_files(system), key, default)


def _min_length(system: System, stack: Stack) -> int | Unknown:
    if isinstance(stack, Unknown):
        return stack
    quality = _named(stack, "pam_pwquality.so", "pam_cracklib.so")
    if quality:
        if _quality(system, quality, "enforcing", 1) == 0:
            return 0  # it warns and takes the password
        return _quality(system, quality, "minlen", _SHORTEST_OF_QUALITY)
    unix = _named(stack, "pam_unix.so")
    if unix is None:
        return Unknown(UnknownCode.NOT_FOUND, "no module for passwords")
    told = unix.number("minlen")
    if told is not None:
        return told
    return _SHORTEST_OF_UNIX if "obscure" in unix.arguments else 0


def _history(system: System, stack: Stack) -> int | Unknown:
    if isinstance(stack, Unknown):
        return stack
    keeper = _named(stack, "pam_pwhistory.so")
    if keeper:
        told = keeper.number("remember")
        return (
            told if told is not None else _configured(system, [_HISTORY], "remember", _REMEMBERED)
        )
    unix = _named(stack, "pam_unix.so")
    return (unix.number("remember") if unix else None) or 0


def _lockout_after(system: System, stack: Stack) -> int | Unknown:
    if isinstance(stack, Unknown):
        return stack
    counter = _named(stack, "pam_faillock.so", "pam_tally2.so")
    if counter is None:
        return 0
    told = counter.number("deny")
    if told is not None or counter.name == "pam_tally2.so":
        return told or 0
    return _configured(system, [_FAILLOCK], "deny", _DENIED_BY_FAILLOCK)


def _max_age_days(system: System) -> int | Unknown:
    """Return the age that new accounts get (login.defs); without a line there is none."""
    text = system.read_text(_LOGIN_DEFS)
    if isinstance(text, Unknown):
        return text
    lines = (line.split() for line in significant_lines(text))
    told = [words[1] for words in lines if len(words) > 1 and words[0] == "PASS_MAX_DAYS"]
    if not told or told[-1] == "-1":
        return 0
    if not told[-1].isdecimal():
        return Unknown(UnknownCode.MALFORMED, f"PASS_MAX_DAYS {told[-1][:40]!r}")
    return 0 if int(told[-1]) >= NEVER_DAYS else int(told[-1])


def read(system: System, ask: Ask) -> PasswordRulesFacts:
    """Read what the shared PAM stack demands."""
    password, auth = _stack(system, "password"), _stack(system, "auth")
    return PasswordRulesFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "min_length": "/etc/pam.d, pwquality.conf",
                "history": "/etc/pam.d",
                "max_age_days": _LOGIN_DEFS,
                "lockout_after": "/etc/pam.d, faillock.conf",
            },
        ),
        min_length=_min_length(system, password),
        history=_history(system, password),
        max_age_days=_max_age_days(system),
        lockout_after=_lockout_after(system, auth),
    )

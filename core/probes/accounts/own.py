"""What Linux tells an ordinary account of its own password, by passwd -S and chage -l."""

import re
from datetime import date, datetime

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState
from core.probes.accounts.files import NEVER_DAYS, Ageing, unread_ageing
from core.probes.system import System

_CHAGE = "/usr/bin/chage"
_STATUS = ("/usr/bin/passwd", "-S")
_LIMIT_S = 3.0
_STATES = {
    "P": PasswordState.SET,
    "PS": PasswordState.SET,
    "L": PasswordState.LOCKED,
    "LK": PasswordState.LOCKED,
    "NP": PasswordState.EMPTY,
}


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%b %d, %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _state(system: System, name: str) -> PasswordState | Unknown:
    said = system.run([*_STATUS, name], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    words = said.out.split()
    if said.exit or words[:1] != [name] or len(words) < 2 or words[1] not in _STATES:
        return Unknown(UnknownCode.NO_RIGHT, f"passwd -S {name}: {said.err.strip()[:200]}")
    return _STATES[words[1]]


def read_chage(text: str, state: PasswordState | Unknown, today: date) -> Ageing:
    """Read what `chage -l` printed under LC_ALL=C."""
    values = dict(
        (key.strip(), value.strip())
        for key, colon, value in (line.partition(":") for line in text.splitlines())
        if colon
    )
    changed = values.get("Last password change")
    longest = values.get("Maximum number of days between password change")
    expires = values.get("Account expires")
    if changed is None or longest is None or expires is None:
        return unread_ageing(Unknown(UnknownCode.MALFORMED, f"chage -l: {text[:200]!r}"))
    must_change = changed == "password must be changed"
    day = _day(changed)
    if day is None and not must_change and changed != "never":
        return unread_ageing(Unknown(UnknownCode.MALFORMED, f"chage -l: {changed[:40]!r}"))
    ends = _day(expires)
    odd_end = Unknown(UnknownCode.MALFORMED, f"chage -l: {expires[:40]!r}")
    return Ageing(
        password=state,
        changed_on=day.isoformat() if day else "",
        changed_odd=day is not None and day > today,
        must_change=must_change,
        never_expires=int(longest) >= NEVER_DAYS or int(longest) < 0
        if re.fullmatch(r"-?\d+", longest)
        else Unknown(UnknownCode.MALFORMED, f"chage -l: {longest[:40]!r}"),
        expires_on=None if expires == "never" else ends or odd_end,
    )


def own_ageing(system: System, name: str, today: date, why: Unknown) -> Ageing:
    """Return what the system tells `name` of its own password; `why` shadow could not be read."""
    said = system.run([_CHAGE, "-l", name], _LIMIT_S)
    if isinstance(said, Unknown) or said.exit:
        return unread_ageing(why)
    return read_chage(said.out, _state(system, name), today)

"""Whom the sign-in screens of Linux let in without a password."""

import re
from collections.abc import Sequence

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.files import Group, Person
from core.probes.accounts.meant import belongs
from core.probes.formats import significant_lines
from core.probes.lightdm import PROGRAM, is_yes, told_to_lightdm
from core.probes.system import System

_SCREENS = ("gdm-password", "lightdm", "sddm", "lxdm", "mdm", "login")
PAM = "/etc/pam.d"
_ENOUGH = re.compile(
    r"auth\s+(?:sufficient|\[[^\]]*success=(?:done|\d+)[^\]]*\])\s+pam_succeed_if\.so\b"
    r".*\buser\s+ingroup\s+(\S+)"
)
"""To be in a group is enough: `nopasswdlogin` by the settings of GNOME, MATE and Cinnamon."""


def guest_session(system: System) -> bool | Unknown:
    """Return whether LightDM is told to let guests in; other sign-in screens have no guests."""
    if isinstance(system.stat(PROGRAM), Unknown):
        return False
    told = told_to_lightdm(system, "allow-guest")
    return told if isinstance(told, Unknown) else is_yes(told)


def let_in(
    system: System, people: Sequence[Person], groups: Sequence[Group]
) -> tuple[str, ...] | Unknown:
    """Return the accounts whose password no sign-in screen asks for."""
    spared: set[str] = set()
    for name in _SCREENS:
        text = system.read_text(f"{PAM}/{name}")
        if isinstance(text, Unknown):
            if text.code is not UnknownCode.NOT_FOUND:
                return text
            continue
        found = (_ENOUGH.match(line.lstrip("-")) for line in significant_lines(text))
        spared.update(each[1] for each in found if each)
    meant = [each for each in groups if each.name in spared]
    return tuple(each.name for each in people if any(belongs(each, group) for group in meant))

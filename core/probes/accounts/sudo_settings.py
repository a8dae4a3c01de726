"""What sudo's lines of Defaults say of passwords."""

import re
from dataclasses import dataclass, field

from core.probes.accounts.sudo_words import Aliases, is_here, is_root, members_of, plain_name

_DEFAULTS = re.compile(
    r"""Defaults(?:([:@!>])\s*((?:"[^"]*"|[^\s,"])+(?:\s*,\s*(?:"[^"]*"|[^\s,"])+)*))?(?:\s+(.*))?""",
    re.DOTALL,
)
_OF_TARGET = frozenset(("targetpw", "rootpw", "runaspw"))


@dataclass(slots=True)
class Settings:
    """What lines of Defaults say of passwords."""

    aliases: Aliases
    hostname: str
    asks_for_target: bool = False
    exempt: str = ""
    told: list[tuple[str, tuple[str, ...], bool]] = field(default_factory=list)

    def add(self, line: str) -> bool:
        """Take in a line; False for one that makes no sense."""
        found = _DEFAULTS.fullmatch(line)
        if found is None:
            return False
        kind, whose, settings = found[1] or "", found[2] or "", found[3] or ""
        for setting in re.split(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", settings):
            name, _, value = (each.strip() for each in setting.partition("="))
            plain = name.lstrip("! ")
            if plain in _OF_TARGET and not kind:
                self.asks_for_target = not name.startswith("!")
            elif plain == "authenticate":
                self.told.append((kind, self._users(kind, whose), name.startswith("!")))
            elif plain == "exempt_group" and not kind:
                self.exempt = f"%{plain_name(value)}" if value else ""
        return True

    def _users(self, kind: str, whose: str) -> tuple[str, ...]:
        """Return the users that a setting means, for commands of any kind as root, here."""
        named = members_of(whose)
        if kind == ":":
            return tuple(plain_name(each) for each in self.aliases.spelled_out("User", named))
        if kind == "@":
            holds = is_here(self.aliases.spelled_out("Host", named), self.hostname)
        elif kind == ">":
            holds = is_root(self.aliases.spelled_out("Runas", named))
        else:
            holds = not kind or "ALL" in self.aliases.spelled_out("Cmnd", named)
        return ("ALL",) if holds else ()

    @property
    def spared(self) -> list[tuple[tuple[str, ...], bool]]:
        """Whom settings spare the password, as `Sudoers.spared`."""
        # Settings for commands come last, wherever they stand.
        in_order = sorted(self.told, key=lambda each: each[0] == "!")
        return [(users, spares) for _, users, spares in in_order]

"""What starts by itself on this machine, and what puts itself between."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Changeable(StrEnum):
    """Who may change a program beside administrators and the account that it runs as."""

    NOBODY = "nobody"
    OTHERS = "others"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEntry:
    """One thing that starts by itself.

    `place` is the key, folder or file that tells it. `programs` are the files that its command
    runs, scripts given to an interpreter among them; `command` is the command, cut to 300
    characters. `changeable` is not read on Windows, where lists of rights say it.
    """

    name: str
    place: str
    command: str
    programs: tuple[str, ...]
    changeable: Changeable | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Something that puts itself between a program and its start, by a documented switch.

    `kind` names the switch (`shell`, `userinit`, `debugger`, `appinit`, `autorun`, `packages`,
    `preload`, …), `name` what it is for, `value` what stands there and should not.
    """

    kind: str
    name: str
    value: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartupFacts(Facts):
    """All that starts by itself: at sign-in, as a service, by the clock, and in between.

    `elsewhere` is what else starts with a sign-in, from places that no list of programs shows
    (Windows: Active Setup, and classes that a person has in place of the machine's own).
    `unseen` names places that this account may not read; everything else was read whole.
    """

    TOPIC: ClassVar[str] = "startup"

    at_sign_in: tuple[StartEntry, ...] | Unknown
    elsewhere: tuple[StartEntry, ...] | Unknown
    services: tuple[StartEntry, ...] | Unknown
    tasks: tuple[StartEntry, ...] | Unknown
    between: tuple[Between, ...] | Unknown
    unseen: tuple[str, ...] | Unknown

"""Whether the programs that start by themselves are signed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Signature(StrEnum):
    """The state of a program's signature.

    `broken`: the file was changed after it was signed; `refused`: distrusted here or revoked;
    `untrusted`: signed by an issuer that is not known here, or too long ago.
    """

    VALID = "valid"
    NONE = "none"
    BROKEN = "broken"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartProgram:
    """A file that starts by itself; `name` is its path, `entry` what starts it."""

    name: str
    entry: str
    signature: Signature | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSignaturesFacts(Facts):
    """The programs and libraries that start by themselves, of those that are there.

    `valid` counts those with a signature that holds, `programs` are the others. `entries_read`:
    whether everything that starts by itself was read, as far as this account may; `unseen` names
    places that it may not read.
    """

    TOPIC: ClassVar[str] = "start_signatures"

    valid: int | Unknown
    programs: tuple[StartProgram, ...] | Unknown
    entries_read: bool | Unknown
    unseen: tuple[str, ...] | Unknown

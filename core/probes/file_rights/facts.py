"""Who may read and write the files that matter most on Linux."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRight:
    """A file or folder: its mode in octal as text, the uid and the gid that own it.

    `kind`: `secret` is for root's eyes only, `settings` for root's pen only, `home` is a person's.
    """

    name: str
    kind: str
    mode: str | Unknown
    owner: int | Unknown
    group: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRightsFacts(Facts):
    """`files`: those that are here; what is absent cannot be read by the wrong person."""

    TOPIC: ClassVar[str] = "file_rights"

    files: tuple[FileRight, ...] | Unknown

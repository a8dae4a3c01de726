"""Facts: what a probe read, with where and when; FactSet: all that a check may look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import ClassVar, Self, TypeVar, cast

from core.model.unknown import Unknown, UnknownCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where facts came from.

    `backend` names the way that answered (`registry`, `wmi`, `apt_pkg` …), `degraded` says that
    it was not the preferred one, `at` is the moment of reading (UTC, ISO 8601 with `Z`), `sources`
    names for each field the file, key, class or command it was read from.
    """

    backend: str
    at: str
    degraded: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Return where a field was read; the backend where no finer place is known."""
        return self.sources.get(name, self.backend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one probe read. Every field of a subclass is typed `… | Unknown`, except `origin`."""

    TOPIC: ClassVar[str]

    origin: Origin

    @classmethod
    def unread(cls, code: UnknownCode, detail: str, at: str) -> Self:
        """Return facts of which nothing could be read, all for one reason."""
        nothing = Unknown(code, detail)
        names = (each.name for each in fields(cls) if each.name != "origin")
        values: dict[str, object] = {name: nothing for name in names}
        return cls(origin=Origin(backend="none", at=at), **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Dated published data that a check looks facts up in, such as end-of-support dates.

    It comes from a pack, not from the machine, and is not kept with the run: an old run is judged
    again under newer tables. `pack_date` is the ISO date of the pack, `expires` the last ISO day on
    which its issuer stands by it, empty for none. `stands_in`: an imported pack that should be
    looked up cannot be used, and this one of the program stands in its place.
    """

    pack_date: str
    expires: str = ""
    stands_in: bool = False


F = TypeVar("F", bound=Facts)
T = TypeVar("T", bound=Table)


class FactSet:
    """All the facts of one machine and the tables to judge them by, looked up by their type."""

    __slots__ = ("_facts", "_tables")

    def __init__(self, facts: Iterable[Facts], tables: Iterable[Table] = ()) -> None:
        """Take the facts and tables; a later one of the same type replaces an earlier one."""
        self._facts: dict[type[Facts], Facts] = {type(each): each for each in facts}
        self._tables: dict[type[Table], Table] = {type(each): each for each in tables}

    def of(self, kind: type[F]) -> F:
        """Return the facts of a type; KeyError when no probe delivered them."""
        return cast(F, self._facts[kind])

    def table(self, kind: type[T]) -> T | None:
        """Return the table of a type, or None when no pack carries it."""
        return cast("T | None", self._tables.get(kind))

    def __contains__(self, kind: object) -> bool:
        """Say whether facts of a type are here."""
        return kind in self._facts

    def all(self) -> tuple[Facts, ...]:
        """Return every set of facts, in the order given."""
        return tuple(self._facts.values())

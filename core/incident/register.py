"""Register: every incident of one home, read from its duty book, and the records added to it."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from core.incident import acts
from core.incident.acts import TOPIC, Act, topic_of
from core.incident.around import Book
from core.incident.telling import event_of, told
from core.model.duty import Entry
from core.model.errors import Exit, KnownError
from core.model.incident import Event, Incident
from core.model.moments import VIETNAM, from_text
from core.model.new_entry import NewEntry
from core.store.store import Store
from core.words import Words


class Register:
    """The incidents of one home."""

    def __init__(
        self, book: Callable[[], Book], store: Callable[[], Store], words: Callable[[], Words]
    ) -> None:
        """Take the ways to the duty book, the store and the words, asked for at first use."""
        self._book = book
        self._store = store
        self._words = words

    @property
    def book(self) -> Book:
        """The duty book."""
        return self._book()

    @property
    def store(self) -> Store:
        """The store."""
        return self._store()

    @property
    def words(self) -> Words:
        """The words."""
        return self._words()

    def all(self) -> tuple[Incident, ...]:
        """Return every incident, the newest first."""
        ids = dict.fromkeys(
            each.about[acts.INCIDENT]
            for each in self.book.under(TOPIC)
            if acts.INCIDENT in each.about
        )
        found = (self.of(each) for each in ids)
        return tuple(reversed([each for each in found if each is not None]))

    def of(self, incident: str) -> Incident | None:
        """Return the incident of an id, or None."""
        return told(self._events(incident), self.store.drafts.of(incident))

    def find(self, name: str) -> Incident:
        """Return the incident of a code or id; KnownError when there is none, or more than one."""
        wanted = name.strip().casefold()
        found = [each for each in self.all() if wanted in (each.code.casefold(), each.id)]
        if not found:
            raise KnownError("no_incident", Exit.USAGE, text=name)
        if len(found) > 1:
            ids = ", ".join(each.id for each in found)
            raise KnownError("incident_ambiguous", Exit.USAGE, text=name, name=ids)
        return found[0]

    def add(
        self,
        incident: Incident,
        act: Act,
        entry: NewEntry,
        about: Mapping[str, str],
        /,
        **said: str,
    ) -> Entry:
        """Record an act in the duty book; `said` fills its sentence under `incident.said`."""
        text = self.words.say(f"incident.said.{act}", {"code": incident.code, **said})
        return self.book.record(
            replace(
                entry,
                text=text,
                follows=incident.opened.seq if incident.opened.own else None,
                topics=(topic_of(incident.id),),
                about=_present({acts.INCIDENT: incident.id, acts.ACT: act.value, **about}),
            )
        )

    def open(self, new: NewEntry, about: Mapping[str, str]) -> str:
        """Record that an incident was opened; return its new id."""
        incident = os.urandom(8).hex()
        self.book.record(
            replace(
                new,
                topics=(TOPIC, topic_of(incident)),
                about=_present({acts.INCIDENT: incident, acts.ACT: Act.OPENED.value, **about}),
            )
        )
        return incident

    def next_code(self, detected: str) -> str:
        """Return the next free code of the year in which an incident was detected."""
        start = f"SC-{from_text(detected).astimezone(VIETNAM).year}-"
        # A code from a file may be any text; only those that count as ours do.
        form = re.compile(rf"{start}([0-9]{{3,6}})")
        found = (form.fullmatch(each.code) for each in self.all())
        taken = [int(each[1]) for each in found if each is not None]
        return f"{start}{max(taken, default=0) + 1:03}"

    def rows_of(self, incident: str) -> list[bytes]:
        """Return the records of an incident as they stand in the books they come from."""
        rows: dict[bytes, None] = {}
        for entry in self.book.under(topic_of(incident)):
            for each in self._carried(entry):
                rows.setdefault(each)
            if entry.about.get(acts.ACT) != Act.CARRIED:
                row = self.store.log.row(entry.seq)
                if row is not None:
                    rows.setdefault(row.canon)
        return list(rows)

    def _events(self, incident: str) -> Iterator[Event]:
        """Yield the records of this book, and in their place those that were carried here, once."""
        seen: set[tuple[str, int]] = set()
        own = self.book.under(topic_of(incident))
        for entry in own:
            seen.add((entry.log_id, entry.seq))
        for entry in own:
            for canon in self._carried(entry):
                carried = self.book.parse(canon)
                if (carried.log_id, carried.seq) not in seen:
                    seen.add((carried.log_id, carried.seq))
                    yield event_of(carried, own=False)
            yield event_of(entry, own=True)

    def _carried(self, entry: Entry) -> list[bytes]:
        """Return the records that an entry brought from another machine."""
        if entry.about.get(acts.ACT) != Act.CARRIED or not entry.attachments:
            return []
        content = self.store.log.file(entry.attachments[0].sha256)
        return [] if content is None else content.splitlines()


def _present(about: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in about.items() if text}

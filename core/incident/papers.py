"""Papers about incidents: forms, cards, files to carry, nil reports."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from core.incident import acts
from core.incident.acts import CHANGED, Act, entry_of
from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError
from core.model.moments import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.incident.around import Around
    from core.incident.register import Register
    from core.model.incident import (
        CallTarget,
        CaseMade,
        CaseSeal,
        Deadline,
        Incident,
        NilBasis,
        NilStatement,
        Playbook,
    )
    from core.words import Words


class Papers:
    """What is written about incidents; the verbs that change one stand in the port."""

    def __init__(self, register: Register, words: Callable[[], Words], around: Around) -> None:
        """Take the register, the way to the words, and those to other rooms."""
        self._register = register
        self._words = words
        self._around = around
        self._now = around.now

    def playbook_of(self, incident: Incident) -> Playbook:
        """Return the playbook that an incident goes by."""
        from core.incident.playbooks import gone_by

        return gone_by(incident.playbook)

    def find(self, code: str) -> Incident:
        """Return an incident by its code or id; KnownError when there is none."""
        return self._register.find(code)

    def clocks(self, incident: Incident) -> tuple[Deadline, ...]:
        """Return the deadlines of an incident as they stand now."""
        from core.incident.telling import clocks

        return clocks(incident, self._now())

    def call_list(self) -> tuple[CallTarget, ...]:
        """Return whom to call, in order; numbers that may be wrong are there, and say so."""
        return self._around.call_list()

    def form_content(self, code: str, form: str, stage: str) -> dict[str, Any]:
        """Return the values of a form about an incident, prefilled, as a file of values holds them.

        `form` is one of `core.incident.prefill.FORMS`; KnownError for another one.
        """
        from core.incident.prefill import FORMS, content_of

        if form not in FORMS:
            raise KnownError("unknown_kind", Exit.USAGE, text=form, name=", ".join(FORMS))
        return content_of(
            form,
            stage,
            self._register.find(code),
            self._around.settings(),
            self._words(),
            self._now(),
            self._register.book.read_time,
        )

    def write_form(
        self, code: str, form: str, stage: str, formats: Sequence[str], folder: Path
    ) -> tuple[tuple[Path, ...], Change]:
        """Write a prefilled form into a folder, and record it with the digest of each file.

        KnownError as `Reports.save`: what is still needed is named.
        """
        incident = self._register.find(code)
        content = self.form_content(code, form, stage)
        paths = self._around.write_form(content, formats, folder)
        digests = (hashlib.sha256(each.read_bytes()).hexdigest() for each in paths)
        files = "; ".join(f"{each.name} {sum}" for each, sum in zip(paths, digests, strict=True))
        about = {acts.FORM: form, acts.STAGE: stage, acts.FILES: files}
        names = ", ".join(each.name for each in paths)
        self._register.add(incident, Act.FORM, entry_of(""), about, text=names)
        return paths, CHANGED

    def form_kinds(self) -> tuple[str, ...]:
        """Return the kinds of documents that tell of one incident."""
        from core.incident.prefill import FORMS

        return FORMS

    def may_fill(self, field: str) -> bool:
        """Say whether people may fill in a field; the others follow from the records."""
        from core.incident.prefill import DRAFTED

        return field in DRAFTED

    def summary_period(self) -> tuple[str, str]:
        """Return the first and last ISO day of the year that offices report on now.

        It ends on 14 December, a week before the report is due (Nghị định 331/2026/NĐ-CP).
        """
        year = day_of(self._now()).year
        return f"{year - 1}-12-15", f"{year}-12-14"

    def write_summary(
        self, start: str, end: str, formats: Sequence[str], folder: Path
    ) -> tuple[Path, ...]:
        """Write the summary of incidents detected from one ISO day to another."""
        from core.incident.prefill import summary_of

        content = summary_of(self._register.all(), start, end, self._words())
        return self._around.write_form(content, formats, folder)

    def write_card(self, name: str, folder: Path) -> tuple[Path, ...]:
        """Write the card of an incident as PDF, or the empty card of a kind for the wall."""
        from core.incident.playbooks import playbooks

        empty = playbooks().get(name)
        incident = None if empty else self._register.find(name)
        playbook = empty or self.playbook_of(self._register.find(name))
        clocks = () if incident is None else self.clocks(incident)
        return self._around.write_card(playbook, incident, clocks, self.call_list(), folder)

    def carry(self, code: str, folder: Path) -> tuple[CaseMade, Change]:
        """Write everything about an incident into one file, to go on with it elsewhere.

        KnownError on a machine for state secrets: nothing of it goes to another one.
        """
        from core.incident.carrying import carry

        if self._around.settings().state_secrets:
            raise KnownError("exchange.state_secrets", Exit.NO_RIGHT)
        incident, key = self._register.find(code), self._around.sealing_key()
        return carry(self._register, incident, folder, self._now(), key), CHANGED

    def take(self, path: Path) -> tuple[Incident, CaseSeal, Change]:
        """Take an incident from the file of another machine; see `core.incident.carrying.take`."""
        from core.incident.carrying import take

        day = day_of(self._now()).isoformat()
        return *take(self._register, path, self._around.trusted(), day), CHANGED

    def nil_basis(self, start: str, end: str) -> NilBasis:
        """Return what a nil report about a time (ISO) would rest on."""
        from core.incident.nil import basis

        entries, runs = self._around.entries(start, end), self._around.runs()
        return basis(self._register, start, end, entries, runs)

    def confirm_nil(
        self, statement: NilStatement, formats: Sequence[str], folder: Path
    ) -> tuple[tuple[Path, ...], Change]:
        """Write a nil report as one person's statement, and record it, in time or late.

        KnownError: see `core.incident.nil.confirm`.
        """
        from core.incident.nil import confirm

        paths: list[Path] = []

        def write() -> str:
            fields = {"from": statement.start, "to": statement.end, "person": statement.person}
            content = {"kind": "nil", "fields": fields}
            paths.extend(self._around.write_form(content, formats, folder))
            return ", ".join(each.name for each in paths)

        rests_on = self.nil_basis(statement.start, statement.end)
        confirm(self._register, statement, rests_on, self._now(), write)
        return tuple(paths), Change(frozenset({Kind.DUTY}))

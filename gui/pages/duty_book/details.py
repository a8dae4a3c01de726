"""Details of an entry that is being written: files, how grave, who was told, who wrote it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from core.model.duty import EntryKind
from core.model.new_entry import NewEntry
from core.model.severity import Severity
from core.words import visible
from gui.desk import Desk
from gui.look import Role
from gui.widgets.form_dialog import Ask, FormDialog
from gui.widgets.text import Prose

_PAPER = ("paper_page", "paper_author")

Kept = tuple[dict[str, str], tuple[Path, ...]]


class EntryDetails(QWidget):
    """Two links that add to an entry, and what was added in words; most entries need none of it."""

    def __init__(self, desk: Desk, kind: Callable[[], EntryKind]) -> None:
        """Start with nothing added; `kind` tells of what kind the entry is going to be."""
        super().__init__()
        self._desk, self._kind = desk, kind
        self._said: dict[str, str] = {}
        self._files: tuple[Path, ...] = ()
        self.attach = desk.link("pages.duty_book.attach", self._choose_files)
        self.more = desk.link("pages.duty_book.more", self._ask)
        self.drop = desk.link("pages.duty_book.details_not", self.clear, icon="x")
        self.told = Prose("", desk.look, Role.SMALL, desk.look.soft)
        self.told.setMinimumWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for link in (self.attach, self.more):
            row.addWidget(link)
        row.addWidget(self.told, 1)
        row.addWidget(self.drop)
        self._tell()

    def put_into(self, new: NewEntry) -> NewEntry:
        """Return an entry with what was added."""
        said = self._said
        paper = said if new.kind is EntryKind.FROM_PAPER else {}
        return replace(
            new,
            severity=Severity(said.get("severity", new.severity)),
            author=said.get("author", ""),
            told=said.get("told", ""),
            channel=said.get("channel", ""),
            paper_page=paper.get("paper_page", ""),
            paper_author=paper.get("paper_author", ""),
            files=self._files,
        )

    def add_files(self, paths: Sequence[str]) -> None:
        """Add files by their paths; each once."""
        self._files = tuple(dict.fromkeys((*self._files, *(Path(each) for each in paths))))
        self._tell()

    def clear(self) -> None:
        """Take back everything that was added."""
        self._said, self._files = {}, ()
        self._tell()

    def kept(self) -> Kept:
        """Return what was added, to outlive a change of language."""
        return self._said, self._files

    def restore(self, kept: Kept) -> None:
        """Take it back."""
        self._said, self._files = kept
        self._tell()

    def _choose_files(self) -> None:
        dialog = QFileDialog(self.window(), self._desk.say("pages.duty_book.attach_files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def _ask(self) -> None:
        say, said = self._desk.say, self._said
        levels = tuple((say(f"common.severity.{each}"), each.value) for each in Severity)
        level = said.get("severity", Severity.LOW)
        names: tuple[str, ...] = ("told", "channel", "author")
        if self._kind() is EntryKind.FROM_PAPER:
            names = (*names, *_PAPER)
        asks = [
            Ask(name="severity", label="pages.duty_book.severity", value=level, options=levels),
            *(
                Ask(name=each, label=f"pages.duty_book.detail_{each}", value=said.get(each, ""))
                for each in names
            ),
        ]
        dialog = FormDialog(
            self._desk,
            self.window(),
            "pages.duty_book.details",
            asks,
            yes="pages.duty_book.details_do",
        )
        dialog.accepted.connect(lambda: self._take(dialog.answers()))
        dialog.open()

    def _take(self, answers: dict[str, str]) -> None:
        said = {**self._said, **{name: text.strip() for name, text in answers.items()}}
        if said["severity"] == Severity.LOW:
            said["severity"] = ""
        self._said = {name: text for name, text in said.items() if text}
        self._tell()

    def _tell(self) -> None:
        say, said = self._desk.say, self._said
        parts = []
        if "severity" in said:
            level = say(f"common.severity.{said['severity']}")
            parts.append(f"{say('pages.duty_book.severity')}: {level}")
        if "told" in said:
            key = "duty.mark.told_by" if "channel" in said else "duty.mark.told"
            parts.append(say(key, name=said["told"], text=said.get("channel", "")))
        if "author" in said:
            parts.append(f"{say('pages.duty_book.author')}: {said['author']}")
        if said.keys() & set(_PAPER):
            page, name = (said.get(each, "…") for each in _PAPER)
            parts.append(say("duty.mark.paper", text=page, name=name))
        parts += [each.name for each in self._files]
        self.told.setText(visible(" · ".join(parts)))
        self.told.setToolTip(self.told.text())
        self.drop.setVisible(bool(parts))

"""Models of a run that is going on: its areas, and the results that just came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.progress import Progress
from core.model.request import CheckCard
from core.model.result import Finding, Result
from core.words import Words
from gui import told
from gui.models.rows import VALUE, AnyIndex

_WORST = (
    Result.FAIL,
    Result.WARN,
    Result.UNKNOWN,
    Result.PASS,
    Result.WAIVED,
    Result.NOT_APPLICABLE,
)
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One family of checks during a run."""

    family: str
    name: str
    total: int
    done: int = 0
    results: tuple[Result, ...] = ()

    @property
    def worst(self) -> Result | None:
        """Return the worst result so far, or None before the first."""
        return next((each for each in _WORST if each in self.results), None)

    @property
    def complete(self) -> bool:
        """Say whether every check of the area is judged."""
        return self.done >= self.total


class AreasModel(QAbstractListModel):
    """The families of checks, filled as results come; the rows never change places."""

    def __init__(
        self, cards: Sequence[CheckCard], words: Words, parent: QObject | None = None
    ) -> None:
        """Take the checks that will run."""
        super().__init__(parent)
        families = dict.fromkeys(each.family for each in cards)
        self._areas = [
            Area(
                family=family,
                name=words.say(f"common.family.{family}"),
                total=sum(each.family == family for each in cards),
            )
            for family in families
        ]

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many areas there are."""
        return 0 if parent.isValid() else len(self._areas)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of an area, or the area itself."""
        if not index.isValid():
            return None
        area = self._areas[index.row()]
        return {Qt.ItemDataRole.DisplayRole: area.name, VALUE: area}.get(role)

    def current(self) -> int:
        """Return the row being read: the first that is not complete."""
        places = (row for row, area in enumerate(self._areas) if not area.complete)
        return next(places, -1)

    def take(self, steps: Sequence[Progress]) -> None:
        """Fill the areas from steps of the run."""
        for finding in (each.finding for each in steps):
            if finding is not None:
                self._count(finding)
        if self._areas:
            self.dataChanged.emit(self.index(0), self.index(len(self._areas) - 1))

    def _count(self, finding: Finding) -> None:
        family = finding.check.split("-", 1)[0]
        for row, area in enumerate(self._areas):
            if area.family == family:
                results = (*area.results, finding.result)
                self._areas[row] = replace(area, done=area.done + 1, results=results)


class ArrivalsModel(QAbstractListModel):
    """The findings of a run in the order they came, newest first."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._words = words
        self._findings: list[Finding] = []

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many came."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a finding, or the finding itself."""
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return told.title(self._words, finding.check)
        return finding if role == VALUE else None

    def take(self, steps: Sequence[Progress]) -> None:
        """Put the findings of some steps on top."""
        came = [each.finding for each in steps if each.finding is not None]
        if came:
            self.beginInsertRows(_NOWHERE, 0, len(came) - 1)
            self._findings[:0] = reversed(came)
            self.endInsertRows()

"""The port to the documents."""

from collections.abc import Callable, Sequence
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.model.run import Run
from core.policy.settings import SettingsFile
from core.words import Words

FORMATS = ("pdf", "docx", "xlsx", "html", "json")


class Reports:
    """What the faces may ask of the reports."""

    def __init__(
        self,
        run_of: Callable[[str], Run],
        as_json: Callable[[Run], bytes],
        settings: SettingsFile,
        words: Callable[[], Words],
    ) -> None:
        """Take the way to stored runs and their JSON form, the settings and the words."""
        self._run_of = run_of
        self._as_json = as_json
        self._settings = settings
        self._words = words

    def save(
        self, run_id: str, formats: Sequence[str], folder: Path, *, kind: str = "inspection"
    ) -> tuple[Path, ...]:
        """Write a run (an id, or `latest`) as documents into a folder and return the files.

        KnownError for an unknown run, kind or format, and where the folder cannot be written.
        """
        from core.report import inspection
        from core.report.files import save

        if kind != inspection.KIND:
            raise KnownError("unknown_kind", Exit.USAGE, text=kind)
        for each in formats:
            if each not in FORMATS:
                raise KnownError("unknown_format", Exit.USAGE, text=each)
        run = self._run_of(run_id)
        document = inspection.build(run, self._settings.read(), self._words(), self._as_json(run))
        return save(document, tuple(formats), folder)

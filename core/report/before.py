"""Before a document goes out: what is in order, and what somebody should look at once more."""

from collections.abc import Iterator

from core.model.document import Closing, Document, PrivateKind, SignatureBlock
from core.model.outcome import Result
from core.model.paper import Before
from core.model.run import Run, VerdictKind
from core.model.settings import Settings
from core.report import fonts
from core.report.official import SHORT_GAP
from core.report.texts import cleaned, with_texts

NOT_FOR_CHAT = frozenset(
    (
        PrivateKind.ADDRESS,
        PrivateKind.MACHINE,
        PrivateKind.ACCOUNT,
        PrivateKind.HARDWARE,
        PrivateKind.CITIZEN_ID,
    )
)
"""What should not travel by chat."""


def before_sending(
    document: Document,
    settings: Settings,
    missing: tuple[str, ...],
    run: Run | None,
    latest: str,
    private: frozenset[PrivateKind],
) -> tuple[Before, ...]:
    """Return what to know.

    `missing` are labels of fields that are still needed, `run` is the one the document tells of,
    `latest` the id of the newest run, empty where there is none.
    """
    return tuple(
        (
            *_missing(missing),
            *_run(run, latest),
            *_frame(document, settings),
            *_letters(document),
            *_chat(private),
        )
    )


def _missing(labels: tuple[str, ...]) -> Iterator[Before]:
    if labels:
        yield Before(result=Result.FAIL, key="missing", args={"missing": labels})


def _run(run: Run | None, latest: str) -> Iterator[Before]:
    if run is None:
        return
    if run.id == latest:
        yield Before(result=Result.PASS, key="same_verdict")
    else:
        yield Before(result=Result.WARN, key="older_run", args={"date": run.ended})
    unread = sum(each.result is Result.UNKNOWN for each in run.findings)
    if run.verdict is VerdictKind.INCOMPLETE:
        yield Before(result=Result.WARN, key="not_concluded")
    elif unread:
        yield Before(result=Result.WARN, key="unread", args={"count": unread})


def _frame(document: Document, settings: Settings) -> Iterator[Before]:
    signed = any(isinstance(each, SignatureBlock | Closing) for each in document.blocks)
    yield Before(result=Result.PASS if signed else Result.WARN, key="room" if signed else "no_room")
    blank = SHORT_GAP in document.head.number and SHORT_GAP in document.head.place_and_date
    yield Before(
        result=Result.PASS if blank else Result.WARN, key="number" if blank else "number_set"
    )
    if not settings.unit or not settings.locality:
        yield Before(result=Result.WARN, key="no_office")


def _letters(document: Document) -> Iterator[Before]:
    known = fonts.letters()
    lost: set[str] = set()

    def look(text: str) -> str:
        lost.update(each for each in text if ord(each) not in known and each != "\n")
        return text

    with_texts(cleaned(document), look)
    if lost:
        yield Before(result=Result.WARN, key="letters", args={"count": len(lost)})


def _chat(private: frozenset[PrivateKind]) -> Iterator[Before]:
    if private & NOT_FOR_CHAT:
        yield Before(result=Result.WARN, key="not_for_chat")

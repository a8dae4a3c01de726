"""The duty book on paper, to be written by hand while there is no power, and copied afterwards."""

from core.model.document import (
    Align,
    Column,
    Document,
    Paragraph,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.settings import Settings
from core.report.official import DOTS, GAP, head_of, low_head, sign_of
from core.report.private import of_settings
from core.version import VERSION
from core.words import Words

ONE_PAGE, MORE = 5, 18
"""Rows to write in on a single page with its head and foot, and for each page more."""

_ROOM = "\u00a0\n\u00a0"
"""What keeps a row high enough for a hand: two lines that hold nothing."""

_COLUMNS = (("order", 8), ("at", 22), ("kind", 26), ("text", 92), ("told", 36), ("author", 28))


def paper_book(settings: Settings, words: Words, now: str, pages: int = 2) -> Document:
    """Return so many pages of empty rows, numbered throughout, as a document of a moment."""

    def say(key: str, **args: str) -> str:
        return words.say(f"report.paper.{key}", args)

    count = ONE_PAGE + MORE * (max(1, pages) - 1)
    title = words.say("forms.duty-book.title")
    footer = {"title": title, "at": words.moment(now), "release": VERSION}
    key = "forms.footer.unit" if settings.unit else "forms.footer.line"
    number = words.say("forms.number", gap=GAP, code="SNK", sign=sign_of(settings.unit))
    note = words.say("report.inspection.signer.note")
    return Document(
        kind="paper-book",
        lang=words.lang,
        title=title,
        subject=say("subject"),
        head=low_head(head_of(settings, settings.unit, number, words)),
        blocks=(
            Paragraph(text=say("rule"), style="note"),
            Paragraph(text=say("shift", dots=DOTS), style="note"),
            TableBlock(
                caption=say("caption"),
                columns=tuple(
                    Column(
                        title=say(name),
                        share=share,
                        align=Align.CENTRE if name == "order" else Align.LEFT,
                    )
                    for name, share in _COLUMNS
                ),
                rows=tuple(
                    (str(row), _ROOM, *([""] * (len(_COLUMNS) - 2))) for row in range(1, count + 1)
                ),
            ),
            Paragraph(text=say("opinion", dots=DOTS * 6), style="note"),
            SignatureBlock(
                signers=tuple(
                    Signer(role=words.say(f"forms.signer.{each}"), note=note)
                    for each in ("keeper", "leader")
                )
            ),
        ),
        footer=words.say(key, {**footer, "unit": settings.unit}),
        date=now,
        landscape=True,
        dense=True,
        private=of_settings(settings),
    )

"""A form and its values as a document: parts numbered, fields named, rows as tables."""

from collections.abc import Iterator, Mapping

from core.model.document import (
    Align,
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Private,
    Said,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.document import Holds as CellHolds
from core.model.form import Field, Form, Holds, Part, Shape
from core.model.moments import from_text
from core.model.settings import Settings
from core.report.official import (
    DOTS,
    GAP,
    ROMAN,
    addressees_of,
    closing_of,
    head_of,
    long_day,
    long_moment,
    sign_of,
)
from core.report.private import of_settings
from core.report.values import Values
from core.version import VERSION
from core.words import Words

Given = Mapping[str, tuple[Block, ...]]
"""Blocks that the program makes itself, by the name of their part."""

_CELLS = {
    Holds.COUNT: CellHolds.COUNT,
    Holds.DAY: CellHolds.DAY,
    Holds.MOMENT: CellHolds.MOMENT,
}
_NUMBER_SHARE = 6


def build(
    form: Form,
    values: Values,
    settings: Settings,
    words: Words,
    *,
    date: str,
    given: Given | None = None,
    private: tuple[Private, ...] = (),
) -> Document:
    """Return a form as a document.

    `date` is its ISO moment where the values name none; `given` holds the parts that the program
    makes, `private` what is private in them.
    """
    return _Filled(form, values, settings, words).document(date, given or {}, private)


class _Filled:
    """A form with its values, in one language, for one office."""

    def __init__(self, form: Form, values: Values, settings: Settings, words: Words) -> None:
        self._form = form
        self._values = values
        self._settings = settings
        self._words = words
        self._parts = [each for each in form.parts if each.name not in values.layout.without]

    def document(self, date: str, given: Given, private: tuple[Private, ...]) -> Document:
        form, values, settings = self._form, self._values, self._settings
        date = values.date or date
        title, subject = self._own("title"), self._subject()
        number = self._say("number", gap=GAP, code=form.sign, sign=sign_of(settings.unit))
        main = tuple(self._numbered((each for each in self._parts if not each.annex), given))
        return Document(
            kind=form.kind,
            lang=self._words.lang,
            title=title,
            subject=subject,
            head=head_of(settings, settings.unit, number, self._words, values.layout),
            blocks=(
                *addressees_of(values.layout),
                *main,
                *self._closing(),
                *self._annexes(given),
            ),
            footer=self._footer(" ".join(f"{title} {subject}".split()), date),
            date=date,
            landscape=form.landscape,
            private=(*self._private(), *of_settings(settings), *private),
            said=tuple(self._all_said()),
        )

    def _say(self, key: str, **args: str | int) -> str:
        return self._words.say(f"forms.{key}", args)

    def _own(self, key: str) -> str:
        return self._say(f"{self._form.kind}.{key}")

    def _subject(self) -> str:
        chosen = self._values.at(self._form.subject_by)
        if chosen:
            return self._own(f"subject_of.{chosen}")
        named = self._words.has(f"forms.{self._form.kind}.subject")
        return self._own("subject") if named else ""

    def _numbered(self, parts: Iterator[Part], given: Given) -> Iterator[Block]:
        upper = lower = 0
        for part in parts:
            blocks = tuple(self._part(part, given))
            if part.shape is Shape.HIDDEN or (part.shape is Shape.GIVEN and not part.heading):
                yield from blocks
                continue
            if part.heading:
                upper, lower = (upper, lower + 1) if part.level > 1 else (upper + 1, 0)
                yield self._heading(part, ROMAN[upper - 1] if part.level == 1 else str(lower))
            yield from blocks

    def _heading(self, part: Part, number: str) -> Heading:
        name = self._own(f"part.{part.name}")
        return Heading(
            text=f"{number}. {name.upper() if part.level == 1 else name}", level=part.level
        )

    def _part(self, part: Part, given: Given) -> Iterator[Block]:
        if part.shape is Shape.ROWS:
            yield self._table(part)
        elif part.shape is Shape.GIVEN:
            yield from given.get(part.name, ())
        elif part.shape is Shape.TEXT:
            yield from self._texts(part)
        elif part.shape is Shape.LINES:
            yield from self._lines(part)

    def _lines(self, part: Part) -> Iterator[Block]:
        """Give each field its line; one that another stage asks for is left out when empty."""
        for each in part.fields:
            text = self._said(each, self._values.at(each.name))
            if not text and each.needed_at:
                continue
            first, *more = (text or DOTS).splitlines()
            yield Paragraph(text=self._say("plain", title=self._label(each), text=first))
            yield from (Paragraph(text=line.strip()) for line in more if line.strip())

    def _texts(self, part: Part) -> Iterator[Block]:
        for each in part.fields:
            text = self._values.at(each.name)
            if len(part.fields) > 1:
                yield Heading(text=self._label(each), level=2)
            if not text:
                yield Paragraph(text=self._say("none"))
            for line in text.splitlines():
                if line.strip():
                    yield Paragraph(text=line.strip())

    def _table(self, part: Part) -> Block:
        rows = self._values.rows.get(part.name, ())
        if not rows:
            return Paragraph(text=self._say("none"))
        order = Column(
            title=self._say("order"),
            share=_NUMBER_SHARE,
            align=Align.CENTRE,
            holds=CellHolds.COUNT,
        )
        columns = tuple(
            Column(
                title=self._label(each),
                share=each.share,
                holds=_CELLS.get(each.holds, CellHolds.TEXT),
                align=Align.RIGHT if each.holds is Holds.COUNT else Align.LEFT,
            )
            for each in part.fields
        )
        return TableBlock(
            caption=self._own(f"part.{part.name}"),
            columns=(order, *columns),
            rows=tuple(
                (str(number), *(self._cell(one, row.get(one.name, "")) for one in part.fields))
                for number, row in enumerate(rows, 1)
            ),
        )

    def _label(self, each: Field) -> str:
        return self._say(f"field.{each.name}")

    def _cell(self, each: Field, text: str) -> str:
        return text if each.holds in _CELLS else self._said(each, text)

    def _said(self, each: Field, text: str) -> str:
        if not text:
            return ""
        if each.holds is Holds.TRUTH:
            return self._say(text)
        if each.holds is Holds.CHOICE:
            return self._say(f"choice.{each.name}.{text}")
        if each.holds is Holds.COUNT:
            return self._words.number(int(text))
        if each.holds is Holds.DAY:
            return long_day(text, self._words)
        return long_moment(text, self._words) if each.holds is Holds.MOMENT else text

    def _closing(self) -> Iterator[Block]:
        form, words = self._form, self._words
        if form.note:
            yield Paragraph(text=self._own("note"), style="note")
        if not form.signers:
            yield closing_of(self._values.layout, self._settings.unit, words)
            return
        note = words.say("report.inspection.signer.note")
        yield SignatureBlock(
            signers=tuple(
                Signer(
                    role=self._say(f"signer.{each}"),
                    note=note,
                    name=self._values.at(each),
                )
                for each in form.signers
            )
        )

    def _annexes(self, given: Given) -> Iterator[Block]:
        filled = [
            (part, blocks)
            for part in self._parts
            if part.annex and (blocks := tuple(self._part(part, given)))
        ]
        for number, (part, blocks) in enumerate(filled):
            label = self._say("annex")
            if len(filled) > 1:
                label = self._say("annex_of", number=ROMAN[number])
            title = self._own(f"part.{part.name}").upper()
            yield Annex(label=label, title=title, landscape=part.landscape)
            yield from blocks

    def _footer(self, title: str, date: str) -> str:
        unit = self._settings.unit
        said = {"title": title, "at": self._words.moment(date), "release": VERSION}
        if not unit:
            return self._say("footer.line", **said)
        return self._say("footer.unit", unit=unit, **said)

    def _all_said(self) -> Iterator[Said]:
        """Give each field as it is printed, by its key."""
        values = self._values
        for name, each in self._form.fields.items():
            yield Said(key=name, text=self._said(each, values.at(name)))
        for name, part in self._form.tables.items():
            for number, row in enumerate(values.rows.get(name, ()), 1):
                for each in part.fields:
                    held = row.get(each.name, "")
                    plain = _is_spoken(each.holds, held)
                    text = held if plain else self._said(each, held)
                    yield Said(key=f"{name}[{number}].{each.name}", text=text)

    def _private(self) -> Iterator[Private]:
        values = self._values
        for name, each in self._form.fields.items():
            if each.private and values.at(name):
                yield Private(kind=each.private, text=values.at(name))
        for name, part in self._form.tables.items():
            for row in values.rows.get(name, ()):
                for each in part.fields:
                    if each.private and row.get(each.name):
                        yield Private(kind=each.private, text=row[each.name])


def _is_spoken(holds: Holds, text: str) -> bool:
    """Say whether the program has written a day or moment out already, with its lunar day."""
    if holds not in (Holds.DAY, Holds.MOMENT) or not text:
        return False
    try:
        from_text(text)
    except ValueError:
        return True
    return False

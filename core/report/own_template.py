"""An office's own Word template: `[[title]]` in it is replaced by text, and nothing is evaluated.

A placeholder is a key in double brackets. In a row of a table, `[[files.sha256]]` repeats the row.
Inserted text is never looked at again, so that a placeholder in data is only text.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from core.model.document import Addressees, Block, Closing, Document
from core.model.errors import Exit, KnownError
from core.report.docx import PAGE_WIDTH, repacked
from core.report.docx_blocks import Blocks
from core.report.docx_styles import add_missing_styles
from core.report.inert import demand_inert
from core.report.ooxml import Element
from core.report.spelling import words_of
from core.report.texts import readable
from core.report.widths import with_room

MOST_BYTES = 20 * 2**20

_KEY = re.compile(r"\[\[\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\s*\]\]")
_BODY = "body"


def writer_of(path: Path) -> Callable[[Document], bytes]:
    """Return a writer of Word files that uses a template; it reads it anew each time."""

    def write(document: Document) -> bytes:
        return fill(_read(path), document, path.name)

    return write


def fill(template: bytes, document: Document, name: str) -> bytes:
    """Return the template with the document in it.

    KnownError `template_unusable` for what is no plain Word file (macros, embedded objects, fields
    and pictures that reach out), `template_key` for a placeholder that nothing fills.
    """
    import docx

    demand_inert(template, name)
    words = words_of(document)
    document = with_room(readable(document, words))
    with _telling(name):
        file = docx.Document(io.BytesIO(template))
        width, roots, styles = _text_width(file.sections[0]), _roots(file), file.styles.element
    filling = _Filling(_texts(document), name)
    bodies: list[Element] = []
    for root in roots:
        bodies += filling.fill(root)
    if bodies:
        add_missing_styles(styles)
    for paragraph in bodies:
        column = Blocks(width, words)
        for block in _body(document, filling.used):
            for element in column.draw(block):
                paragraph.addprevious(element)
        paragraph.getparent().remove(paragraph)
    held = io.BytesIO()
    with _telling(name):
        file.save(held)
    return repacked(held.getvalue())


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Tell whatever the library raises for a broken file, as late as it may come upon it."""
    try:
        yield
    except Exception as error:
        raise KnownError("template_unusable", Exit.BAD_INPUT, repr(error), file=name) from error


def _roots(file: Any) -> list[Element]:
    """Return where placeholders may stand: the text, and every header and footer there is."""
    found = [file.element.body]
    for each in file.sections:
        parts = (
            each.header, each.first_page_header, each.even_page_header,
            each.footer, each.first_page_footer, each.even_page_footer,
        )  # fmt: skip
        # Asking one that is not there for its element would make it.
        found += [part._element for part in parts if not part.is_linked_to_previous]
    return list(dict.fromkeys(found))


def _text_width(section: Any) -> int:
    """Return the width of the text of a section in twips; of A4 where the section says nothing."""
    from docx.shared import Twips

    page = section.page_width or Twips(PAGE_WIDTH)
    left, right = section.left_margin or 0, section.right_margin or 0
    return round((page - left - right) / Twips(1))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise KnownError("template_unusable", Exit.BAD_INPUT, str(error), file=path.name) from error
    raise KnownError("template_unusable", Exit.BAD_INPUT, "too large", file=path.name)


def _texts(document: Document) -> Mapping[str, str]:
    """Return what placeholders stand for."""
    head = document.head
    closing = next((each for each in document.blocks if isinstance(each, Closing)), None)
    named = next((each.names for each in document.blocks if isinstance(each, Addressees)), ())
    found = {
        "parent": head.parent,
        "office": head.office,
        "number": head.number,
        "place_and_date": head.place_and_date,
        "title": document.title,
        "subject": document.subject,
        "addressees": "\n".join(named),
        "recipients": "\n".join(closing.recipients) if closing else "",
        "role": closing.signer.role if closing else "",
        "signer": closing.signer.name if closing else "",
        "footer": document.footer,
    }
    return {each.key: each.text for each in document.said} | found


def _body(document: Document, used: set[str]) -> Iterator[Block]:
    """Give the blocks; what the template places itself is not said twice."""
    for each in document.blocks:
        placed = (isinstance(each, Addressees) and "addressees" in used) or (
            isinstance(each, Closing) and "role" in used
        )
        if not placed:
            yield each


class _Filling:
    """Replaces placeholders in parts of a Word file."""

    def __init__(self, texts: Mapping[str, str], name: str) -> None:
        self._texts = texts
        self._name = name
        self.used: set[str] = set()
        self._written: set[Element] = set()

    def fill(self, root: Element) -> list[Element]:
        """Fill a part; return the paragraphs that the body takes the place of."""
        bodies = []
        for row in list(root.iter("{*}tr")):
            self._repeat(row)
        for paragraph in list(root.iter("{*}p")):
            text = "".join(each.text or "" for each in self._runs(paragraph))
            if text.strip() == f"[[{_BODY}]]":
                bodies.append(paragraph)
            elif "[[" in text:
                self._fill_paragraph(paragraph, lambda key: self._text(key))
        return bodies

    def _repeat(self, row: Element) -> None:
        """Repeat a row for each row of the form that it asks for."""
        text = "".join(each.text or "" for each in row.iter("{*}t"))
        tables = {found[1].partition(".")[0] for found in _KEY.finditer(text) if "." in found[1]}
        if not tables:
            return
        count = max(self._count(each) for each in tables)
        for number in range(1, count + 1):
            copy = deepcopy(row)
            for paragraph in list(copy.iter("{*}p")):
                self._fill_paragraph(paragraph, lambda key, at=number: self._cell(key, at))  # type: ignore[misc]
            row.addprevious(copy)
        row.getparent().remove(row)

    def _count(self, table: str) -> int:
        numbers = re.compile(rf"{re.escape(table)}\[(\d+)\]\.")
        found = [int(match[1]) for key in self._texts if (match := numbers.match(key))]
        return max(found, default=0)

    def _cell(self, key: str, number: int) -> str:
        table, dot, column = key.partition(".")
        if not dot:
            return self._text(key)
        if self._count(table) and f"{table}[1].{column}" not in self._texts:
            raise self._unknown(key)
        return self._texts.get(f"{table}[{number}].{column}", "")

    def _text(self, key: str) -> str:
        if key not in self._texts:
            raise self._unknown(key)
        self.used.add(key)
        return self._texts[key]

    def _unknown(self, key: str) -> KnownError:
        return KnownError("template_key", Exit.BAD_INPUT, file=self._name, name=key)

    def _fill_paragraph(self, paragraph: Element, said: Callable[[str], str]) -> None:
        """Replace placeholders, which Word may have torn over several runs."""
        runs = self._runs(paragraph)
        whole = "".join(each.text or "" for each in runs)
        found = list(_KEY.finditer(whole))
        if not found:
            return
        pieces: list[str] = [""] * len(runs)
        starts, at = [], 0
        for each in runs:
            starts.append(at)
            at += len(each.text or "")
        for number, each in enumerate(runs):
            start, end = starts[number], starts[number] + len(each.text or "")
            pieces[number] = _piece(whole, start, end, found, said)
        for each, piece in zip(runs, pieces, strict=True):
            self._written |= _write(each, piece)

    def _runs(self, paragraph: Element) -> list[Element]:
        """Return the texts of a paragraph that are the template's, not what was put there."""
        return [each for each in paragraph.iter("{*}t") if each not in self._written]


def _piece(
    whole: str, start: int, end: int, found: list[re.Match[str]], said: Callable[[str], str]
) -> str:
    """Return what a run holds afterwards: a placeholder belongs to the run in which it begins."""
    kept, at = [], start
    for match in found:
        if match.end() <= start or match.start() >= end:
            continue
        kept.append(whole[at : max(at, match.start())])
        if start <= match.start() < end:
            kept.append(said(match[1]))
        at = min(end, match.end())
    kept.append(whole[at:end])
    return "".join(kept)


def _write(text: Element, piece: str) -> set[Element]:
    """Put text into a run, with its line ends; return the elements that hold it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    first, *more = piece.split("\n")
    text.text = first
    text.set(qn("xml:space"), "preserve")
    last: Any = text
    made = {text}
    for line in more:
        for tag, content in (("w:br", None), ("w:t", line)):
            element = OxmlElement(tag)
            if content is not None:
                element.text = content
                element.set(qn("xml:space"), "preserve")
            last.addnext(element)
            last = element
            made.add(element)
    return made

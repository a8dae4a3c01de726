"""HTML: a document as one file that asks for nothing and prints as the pages do."""

import html
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.model.document import (
    Addressees,
    Annex,
    Chart,
    Closing,
    Document,
    Heading,
    Paragraph,
    Picture,
    SignatureBlock,
    Signer,
    TableBlock,
    Urgency,
)
from core.report.drawings import bar_drawing, chart_drawing, legend_drawing
from core.report.lines import addressee_lines
from core.report.spelling import words_of
from core.report.texts import readable
from core.report.widths import is_small, with_room
from core.words import Words

STYLE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "document.css"

_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def write(document: Document) -> bytes:
    """Return the document as an HTML file in UTF-8.

    Its policy forbids every request and every script; the one style sheet in it is allowed by its
    digest. All text is escaped.
    """
    words = words_of(document)
    return "".join(_Writer(with_room(readable(document, words)), words).page()).encode("utf-8")


class _Writer:
    """One document on its way into an HTML file."""

    def __init__(self, document: Document, words: Words) -> None:
        self._document = document
        self._words = words
        self._drawn: Mapping[type[Any], Callable[[Any], Iterator[str]]] = {
            Heading: _heading,
            Paragraph: _paragraph,
            TableBlock: partial(_table, dense=document.dense),
            Picture: _picture,
            Chart: _chart,
            Addressees: self._addressees,
            Annex: self._annex,
            SignatureBlock: _signatures,
            Closing: self._closing,
        }

    def page(self) -> Iterator[str]:
        document = self._document
        style = STYLE.read_text("utf-8")
        digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
        policy = _POLICY.format(digest=digest)
        title = " ".join(f"{document.title} {document.subject}".split())
        yield f'<!DOCTYPE html>\n<html lang="{document.lang}">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield '<meta name="viewport" content="width=device-width">\n'
        yield f"<title>{_said(title)}</title>\n<style>{style}</style>\n</head>\n"
        wide = ' class="wide"' if document.landscape else ""
        yield f"<body{wide}>\n<main>\n"
        yield from self._head()
        yield f"<h1>{_said(document.title)}</h1>\n"
        if document.subject:
            yield f'<p class="subject">{_said(document.subject)}</p>\n'
        for each in document.blocks:
            yield from self._drawn[type(each)](each)
        if any(isinstance(each, Annex) for each in document.blocks):
            yield "</section>\n"
        yield f"</main>\n<footer>{_said(document.footer)}</footer>\n</body>\n</html>\n"

    def _head(self) -> Iterator[str]:
        head, say = self._document.head, self._words.say
        yield '<header>\n<div class="office">'
        if head.parent:
            yield f"<p>{_said(head.parent)}</p>"
        yield f'<p class="ruled"><b>{_said(head.office)}</b></p><p>{_said(head.number)}</p>'
        if head.urgency is not Urgency.NONE:
            urgency = say(f"report.page.urgency.{head.urgency}")
            yield f'<p class="stamp urgent">{_said(urgency)}</p>'
        if head.internal_only:
            yield f'<p class="stamp">{_said(say("report.page.internal_only"))}</p>'
        yield f'</div>\n<div class="state"><p><b>{_said(say("report.page.state"))}</b></p>'
        yield f'<p class="ruled"><b>{_said(say("report.page.motto"))}</b></p>'
        yield f"<p><i>{_said(head.place_and_date)}</i></p></div>\n</header>\n"

    def _addressees(self, block: Addressees) -> Iterator[str]:
        label, lines = addressee_lines(block, self._words)
        yield f'<div class="addressees"><p>{_said(label)}</p>'
        yield from (f"<p>{_said(each)}</p>" for each in lines)
        yield "</div>\n"

    def _annex(self, block: Annex) -> Iterator[str]:
        """Begin a section, after the end of the one before; the last is ended with the page."""
        first = next(each for each in self._document.blocks if isinstance(each, Annex))
        if block is not first:
            yield "</section>\n"
        wide = " wide" if block.landscape else ""
        yield f'<section class="annex{wide}">\n<h2>{_said(block.label)}</h2>\n'
        yield f'<p class="annex-title">{_said(block.title)}</p>\n'

    def _closing(self, block: Closing) -> Iterator[str]:
        yield '<section class="closing"><div class="recipients">'
        if block.recipients:
            yield f"<p><b><i>{_said(self._words.say('report.page.recipients'))}</i></b></p>"
            yield from (f"<p>{_said(each)}</p>" for each in block.recipients)
        yield f"</div>{_signer(block.signer)}</section>\n"


def _said(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _heading(block: Heading) -> Iterator[str]:
    level = min(block.level + 1, 6)
    yield f"<h{level}>{_said(block.text)}</h{level}>\n"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield f'<p class="{block.style}">{_said(block.text)}</p>\n'


def _table(block: TableBlock, *, dense: bool) -> Iterator[str]:
    total = sum(each.share for each in block.columns)
    sides = [each.align.value for each in block.columns]
    small = ' class="small"' if is_small(block, dense=dense) else ""
    yield f"<table{small}>\n<caption>{_said(block.caption)}</caption>\n<colgroup>"
    yield "".join(f'<col width="{100 * each.share / total:.2f}%">' for each in block.columns)
    yield "</colgroup>\n<thead><tr>"
    yield "".join(f'<th scope="col">{_said(each.title)}</th>' for each in block.columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in block.rows:
        cells = zip(row, sides, strict=True)
        yield "<tr>" + "".join(f'<td class="{side}">{_said(c)}</td>' for c, side in cells)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _picture(block: Picture) -> Iterator[str]:
    shares = [each for each in block.shares if each.count]
    yield f'<figure role="img" aria-label="{html.escape(block.text)}">'
    if shares:
        yield bar_drawing(shares)
    yield "</figure>\n"
    yield legend_drawing(shares, counted=True)


def _chart(block: Chart) -> Iterator[str]:
    yield f'<p class="caption">{_said(block.caption)}</p>\n'
    yield f'<figure role="img" aria-label="{html.escape(block.text)}">{chart_drawing(block)}'
    yield "</figure>\n"
    seen = {s.result: s for each in block.bars for s in each.shares if s.result and s.count}
    yield legend_drawing(list(seen.values()), counted=False)


def _signatures(block: SignatureBlock) -> Iterator[str]:
    yield '<section class="closing">'
    yield from (_signer(each) for each in block.signers)
    yield "</section>\n"


def _signer(signer: Signer) -> str:
    note = f"<p><i>{_said(signer.note)}</i></p>" if signer.note else ""
    return (
        f'<div class="signer"><p><b>{_said(signer.role)}</b></p>{note}'
        f'<p class="name"><b>{_said(signer.name)}</b></p></div>'
    )

"""Redaction: a document as much as its readers may know. What goes is removed, never covered."""

import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from core.model.document import (
    Block,
    Closing,
    Document,
    Paragraph,
    Private,
    PrivateKind,
    SignatureBlock,
    Signer,
)
from core.report.secrets_out import without_keys
from core.report.texts import clean, cleaned, with_texts
from core.words import Words


class Level(StrEnum):
    """Who may read: everybody, offices, or the office itself and those who must know all."""

    PUBLIC = "public"
    INTERNAL = "internal"
    FULL = "full"


_FULL_ONLY = (PrivateKind.CITIZEN_ID, PrivateKind.HARDWARE)
_SHORTEST = 2
_EXACT_BELOW = 5
"""Shorter names are found only in their own spelling: `An` is not the `an` of `an ninh`."""

_GAP = "[ .\u00a0\u2009\u202f\u2010-\u2015-]"
"""What people, and programs that set text, put between the digits of a telephone number."""

_PATTERNS: tuple[tuple[PrivateKind, re.Pattern[str]], ...] = (
    (
        PrivateKind.HARDWARE,
        re.compile(r"(?i)(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:])"),
    ),
    (PrivateKind.HARDWARE, re.compile(r"(?i)(?<![\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.])")),
    (
        PrivateKind.HARDWARE,
        re.compile(r"(?i)(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)"),
    ),
    (
        PrivateKind.HARDWARE,
        re.compile(
            r"(?i)(?<!\w)(?:s/n|serial(?: number)?|số (?:sê-ri|seri|máy)|service tag)\s*[:=]?\s*"
            r"(?=[\w-]*\d)[A-Z0-9-]{5,}"
        ),
    ),
    (PrivateKind.CITIZEN_ID, re.compile(r"(?<!\w)\d{3}([ .]?)\d{3}\1\d{3}\1\d{3}(?!\w)")),
    (
        PrivateKind.CITIZEN_ID,
        re.compile(r"(?i)(?<!\w)(?:cccd|cmnd|căn cước)[^\d\n]{0,20}\d{9}(?!\d)"),
    ),
    (PrivateKind.CONTACT, re.compile(r"(?i)(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        PrivateKind.CONTACT,
        re.compile(
            rf"(?<![\w.])\(?(?:\+84|[0\uff10])(?:{_GAP}?[()]?{_GAP}?\d){{8,10}}(?!\w)"
            rf"|(?<![\w.])84(?=[35789])(?:{_GAP}?\d){{9}}(?!\w)"
        ),
    ),
    (PrivateKind.ADDRESS, re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]\d|\w)")),
    (
        PrivateKind.ADDRESS,
        re.compile(
            r"(?i)(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}"
            r"|(?:[0-9a-f]{1,4}:)*[0-9a-f]{0,4}::(?:[0-9a-f]{1,4}:)*[0-9a-f]{1,4})(?![\w:])"
        ),
    ),
    (
        PrivateKind.ACCOUNT,
        re.compile(
            r"(?i)(?<=:[\\/]users[\\/])(?:[^\\/:*?\"<>|\n]{1,64}(?=[\\/])|[^\\/\s]+)"
            r"|(?<=/home/)[^/\s]+"
        ),
    ),
)
"""What is private wherever it stands, whoever typed it."""


def secret_mark(words: Words) -> str:
    """Return what stands in place of a password or key."""
    return _mark(PrivateKind.SECRET, words)


def redacted(document: Document, level: Level, words: Words) -> Document:
    """Return the document as far as a level allows.

    Below `full` the machine-readable form is the tree of the redacted document itself, its name no
    longer tells the machine, and a note says what kinds were removed.
    """
    mark = secret_mark(words)
    if level is Level.FULL:
        return _changed(document, lambda text: without_keys(text, mark))
    document = cleaned(document)
    hidden = hidden_at(level)
    removed: set[PrivateKind] = set()
    change = remover(document.private, hidden, removed, words)
    shown = _changed(document, lambda text: change(without_keys(text, mark)))
    blocks = tuple(_unsigned(each, words) for each in shown.blocks)
    note = Paragraph(text=_note(level, removed, words), style="note")
    return replace(
        shown,
        blocks=_with_note(blocks, note),
        about=f"{document.kind}-{level}",
        data=b"",
        private=tuple(each for each in document.private if each.kind not in hidden),
    )


def private_kinds(document: Document, words: Words) -> frozenset[PrivateKind]:
    """Return which kinds of private text a document holds."""
    found: set[PrivateKind] = set()
    change = remover(document.private, frozenset(PrivateKind), found, words)
    _changed(cleaned(document), change)
    return frozenset(found)


def hidden_at(level: Level) -> frozenset[PrivateKind]:
    """Return which kinds of private text a level below `full` leaves out."""
    return frozenset(_FULL_ONLY) if level is Level.INTERNAL else frozenset(PrivateKind)


def remover(
    private: tuple[Private, ...],
    hidden: frozenset[PrivateKind],
    removed: set[PrivateKind],
    words: Words,
) -> Callable[[str], str]:
    """Return what removes private texts, the longest first, and notes their kinds."""
    kinds = {
        clean(line).strip(): each.kind
        for each in private
        if each.kind in hidden
        for line in (each.text, *each.text.splitlines())
        if len(clean(line).strip()) >= _SHORTEST
    }
    folded = {_folded(text): kind for text, kind in kinds.items()}
    known = re.compile("|".join(_exact(each) for each in sorted(kinds, key=len, reverse=True)))

    def put(kind: PrivateKind) -> str:
        removed.add(kind)
        return _mark(kind, words)

    def change(text: str) -> str:
        if kinds:
            text = known.sub(lambda found: put(folded[_folded(found[0])]), text)
        for kind, pattern in _PATTERNS:
            if kind in hidden:
                text = pattern.sub(lambda found, kind=kind: put(kind), text)  # type: ignore[misc]
        return text

    return change


def _exact(text: str) -> str:
    wanted = r"\s+".join(re.escape(word) for word in text.split())
    body = wanted if len(text) < _EXACT_BELOW else f"(?i:{wanted})"
    return rf"(?<!\w){body}(?!\w)"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _changed(document: Document, change: Callable[[str], str]) -> Document:
    """Change every text that people read, and none that the writers go by."""
    # The list of what is private is no text of the document: it would find itself.
    shown = with_texts(replace(document, private=()), change)
    blocks = tuple(
        replace(new, style=old.style)
        if isinstance(new, Paragraph) and isinstance(old, Paragraph)
        else new
        for new, old in zip(shown.blocks, document.blocks, strict=True)
    )
    return replace(
        shown, kind=document.kind, lang=document.lang, date=document.date, blocks=blocks,
        private=document.private,
    )  # fmt: skip


def _unsigned(block: Block, words: Words) -> Block:
    """Leave the place for a name empty where the name was removed: people sign by hand."""
    mark = _mark(PrivateKind.PERSON, words)

    def bare(signer: Signer) -> Signer:
        return replace(signer, name="") if mark in signer.name else signer

    if isinstance(block, SignatureBlock):
        return replace(block, signers=tuple(bare(each) for each in block.signers))
    return replace(block, signer=bare(block.signer)) if isinstance(block, Closing) else block


def _with_note(blocks: tuple[Block, ...], note: Paragraph) -> tuple[Block, ...]:
    for at, each in enumerate(blocks):
        if isinstance(each, SignatureBlock | Closing):
            return (*blocks[:at], note, *blocks[at:])
    return (*blocks, note)


def _note(level: Level, removed: set[PrivateKind], words: Words) -> str:
    kinds = [words.say(f"report.redacted.kind.{each}") for each in PrivateKind if each in removed]
    said = ", ".join(kinds) or words.say("report.redacted.nothing")
    name = words.say(f"report.redacted.level.{level}")
    return words.say("report.redacted.note", level=name, text=said)


def _mark(kind: PrivateKind, words: Words) -> str:
    return words.say("report.redacted.mark", text=words.say(f"report.redacted.kind.{kind}"))

"""Spelling: where the tone stands in open syllables, `Ủy ban`, `hòa` or `Uỷ ban`, `hoà`.

Nghị định 30/2020/NĐ-CP prints both; an office writes one of them throughout.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.model.document import Document, PrivateKind
from core.model.result import Value
from core.report.texts import with_texts
from core.words import Words

SECOND = "second"
"""The setting for `Uỷ`, `hoà`; any other leaves everything as it was typed."""

_TONED = {
    "a": ("òóỏõọ", "àáảãạ", "o"),
    "e": ("òóỏõọ", "èéẻẽẹ", "o"),
    "y": ("ùúủũụ", "ỳýỷỹỵ", "u"),
}


def _pairs() -> dict[str, str]:
    found = {}
    for vowel, (first, second, glide) in _TONED.items():
        for before, after in zip(first, second, strict=True):
            found[before + vowel] = glide + after
            found[before.upper() + vowel] = glide.upper() + after
            found[(before + vowel).upper()] = (glide + after).upper()
    return found


_PAIRS = _pairs()
_FOUND = re.compile(rf"(?<![qQ])(?:{'|'.join(_PAIRS)})(?!\w)")


def spelled(text: str) -> str:
    """Return text with the tone on the second vowel: `Uỷ ban`, `cộng hoà`."""
    return _FOUND.sub(lambda found: _PAIRS[found[0]], text)


def respelled(document: Document, tone_mark: str) -> Document:
    """Return the document as the setting says; people's names stay as they write them."""
    if tone_mark != SECOND:
        return document
    names = {each.text for each in document.private if each.kind is PrivateKind.PERSON}
    kept = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})")

    def change(text: str) -> str:
        if not names:
            return spelled(text)
        return "".join(
            part if part in names else spelled(part) for part in kept.split(text) if part
        )

    return replace(with_texts(document, change), lang=document.lang, tone_mark=tone_mark)


def words_of(document: Document) -> Words:
    """Return the words of a document's language, spelled as it is."""
    return (_Respelled if document.tone_mark == SECOND else Words)(document.lang)


class _Respelled(Words):
    """Words with the tone on the second vowel."""

    def say(
        self,
        key: str,
        args: Mapping[str, Value] | None = None,
        /,
        *,
        now: str | None = None,
        **more: Value,
    ) -> str:
        """Return the sentence of a key, respelled."""
        return spelled(super().say(key, args, now=now, **more))

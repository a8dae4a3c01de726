"""The words an entry is found by: without marks and case, letters and digits only."""

import re

from core.duty.form import to_entry
from core.model.duty import Entry
from core.model.errors import Exit, KnownError
from core.store.log import LogRow, Mentions
from core.store.search import PREFIXES, Term
from core.words import fold

TERMS_LIMIT = 20
"""Words in one search at most."""

PUBLIC_KEY = "public_key"
REPLACES = "replaces_key"
"""Under this name a rotation says which key it takes out of use."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d(?:[ .-]?\d){7,}")
_NOT_DIGIT = re.compile(r"\D")
_LONGEST = 64


def mentions(row: LogRow) -> Mentions:
    """Return what a row is found by; nothing for one that cannot be read."""
    entry = to_entry(row)
    return Mentions(
        words=" ".join(dict.fromkeys(words_in(_texts(entry)))),
        supersedes=entry.supersedes,
        follows=entry.follows,
        closes=entry.closes,
        topics=entry.topics,
        key=entry.about.get(PUBLIC_KEY, ""),
    )


def words_in(text: str) -> list[str]:
    """Return the folded words of a text; a long number also without dots and spaces."""
    folded = fold(text)
    joined = (_NOT_DIGIT.sub("", each) for each in _NUMBER.findall(folded))
    return [each[:_LONGEST] for each in (*_WORD.findall(folded), *joined)]


def terms_of(typed: str) -> tuple[Term, ...]:
    """Read what was typed to be searched for: every word, the last one also as a beginning.

    A space after it ends the last word. Operators are text like any other. KnownError when there
    are more words than a search takes.
    """
    words = [each[:_LONGEST] for each in _WORD.findall(fold(typed))]
    if len(words) > TERMS_LIMIT:
        raise KnownError("search_long", Exit.USAGE, count=len(words), limit=TERMS_LIMIT)
    is_open = typed[-1:].isalnum() and bool(words) and len(words[-1]) in PREFIXES
    last = len(words) - 1
    terms = (Term(word, is_open and place == last) for place, word in enumerate(words))
    return tuple(dict.fromkeys(terms))


def _texts(entry: Entry) -> str:
    hidden = (PUBLIC_KEY, REPLACES, "fingerprint", "clock_since", "topics", "incident")
    about = (text for name, text in entry.about.items() if name not in hidden)
    return "\n".join((entry.text, entry.author, entry.reason, *about))

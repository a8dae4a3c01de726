"""The pack `forms`: kinds of documents beside those of the program, with their words.

A kind says which parts and fields there are and what they are called; nothing in it is evaluated.
What the program makes from its store has no word here, and a name begins with `own-`, so that no
kind of the program is ever given another meaning.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from core.model.document import PrivateKind
from core.model.form import Form, FormsTable, Holds, KindWords, Shape, ShippedForm
from core.policy.form_tables import form_of
from core.policy.kinds import Dates
from core.policy.reading import (
    Misfit,
    choice,
    join,
    list_at,
    only_keys,
    rows_at,
    table_at,
    text_at,
    whole_number,
)
from core.words import LANGUAGES, visible

ID = "forms"
TABLE = FormsTable
KEYS = frozenset(("kinds",))

PREFIX = "own-"
"""How the name of every kind from a pack begins, and that of none of the program."""

_KIND_NAME = re.compile(rf"{PREFIX}[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MOST = 60
"""Kinds of a pack, parts of a kind, fields of a part: a longer list is no form for people."""
_LONGEST_NAME = 40
_LONGEST_TEXT = 300
_MOST_SIGNERS = 4
_WIDEST = 100
_LEVELS = (1, 2)
_PERIOD = ("from", "to")
"""Fields that are held against each other."""

_KIND = frozenset(
    ("kind", "sign", "signers", "subject_by", "landscape", "note", "part", "words"),
)
_PART = frozenset(("name", "shape", "level", "heading", "annex", "landscape", "fields", "columns"))
_FIELD = frozenset(("name", "holds", "needed", "needed_at", "choices", "private", "share"))
_SHAPES = frozenset((Shape.LINES, Shape.TEXT, Shape.ROWS))


def fit(content: Mapping[str, Any], dates: Dates) -> FormsTable:
    """Return the kinds; each has its words in every language."""
    rows = _few(rows_at(content, "kinds", _KIND), "kinds")
    forms = tuple(_shipped(row, path) for row, path in rows)
    _once((each.form.kind for each in forms), "kinds")
    return FormsTable(pack_date=dates.pack_date, expires=dates.expires, forms=forms)


def covers(table: FormsTable) -> tuple[str, ...]:
    """Return the names of the kinds of documents."""
    return tuple(each.form.kind for each in table.forms)


def _shipped(row: dict[str, Any], path: str) -> ShippedForm:
    kind = _name(row.get("kind"), join(path, "kind"), _KIND_NAME)
    _plain(text_at(row, "sign", path), join(path, "sign"))
    _truths(row, ("landscape", "note"), path)
    if "subject_by" in row:
        _name(row["subject_by"], join(path, "subject_by"))
    signers = list_at(row, "signers", path, _name)
    if len(signers) > _MOST_SIGNERS:
        raise Misfit("too_many", join(path, "signers"))
    _once(signers, join(path, "signers"))
    parts = _few(rows_at(row, "part", _PART, path), join(path, "part"))
    for part, at in parts:
        _judge_part(part, at)
    form = form_of(kind, {key: row[key] for key in row if key not in ("kind", "words")})
    _judge_whole(form, path)
    words = table_at(row, "words", path)
    only_keys(words, frozenset(LANGUAGES), join(path, "words"))
    told = {each: _words(table_at(words, each, join(path, "words")), form,
                         join(path, f"words.{each}")) for each in LANGUAGES}  # fmt: skip
    return ShippedForm(form=form, words=told)


def _judge_part(part: dict[str, Any], path: str) -> None:
    _name(part.get("name"), join(path, "name"))
    shape = choice(part.get("shape", Shape.LINES), join(path, "shape"), _SHAPES)
    _truths(part, ("heading", "annex", "landscape"), path)
    if whole_number(part.get("level", 1), join(path, "level")) not in _LEVELS:
        raise Misfit("not_number", join(path, "level"))
    is_rows = shape == Shape.ROWS
    key, other = ("columns", "fields") if is_rows else ("fields", "columns")
    if other in part:
        raise Misfit("unknown_key", join(path, other))
    fields = _few(rows_at(part, key, _FIELD, path), join(path, key))
    if not fields:
        raise Misfit("missing_key", join(path, key))
    for field, at in fields:
        _judge_field(field, at)
        if shape == Shape.TEXT and field.get("holds", Holds.TEXT) != Holds.TEXT:
            raise Misfit("not_choice", join(at, "holds"))
        if is_rows and "needed_at" in field:
            raise Misfit("unknown_key", join(at, "needed_at"))


def _judge_field(field: dict[str, Any], path: str) -> None:
    _name(field.get("name"), join(path, "name"))
    holds = choice(field.get("holds", Holds.TEXT), join(path, "holds"), frozenset(Holds))
    choice(field.get("private", PrivateKind.PERSON), join(path, "private"), frozenset(PrivateKind))
    _truths(field, ("needed",), path)
    list_at(field, "needed_at", path, _name)
    choices = list_at(field, "choices", path, _name)
    _once(choices, join(path, "choices"))
    if bool(choices) != (holds == Holds.CHOICE):
        raise Misfit("missing_key" if not choices else "unknown_key", join(path, "choices"))
    if not 1 <= whole_number(field.get("share", 1), join(path, "share")) <= _WIDEST:
        raise Misfit("not_number", join(path, "share"))


def _judge_whole(form: Form, path: str) -> None:
    """Refuse a form whose parts do not go together."""
    _once((each.name for each in form.parts), join(path, "part"))
    plain = [one.name for each in form.parts if each.shape is not Shape.ROWS for one in each.fields]
    _once(plain, join(path, "part"))
    for part in form.tables.values():
        _once((each.name for each in part.fields), join(path, "part"))
    for name, kinds in (
        *((each, (Holds.DAY, Holds.MOMENT)) for each in _PERIOD),
        *((each, (Holds.TEXT,)) for each in form.signers),
    ):
        if name in form.fields and form.fields[name].holds not in kinds:
            raise Misfit("not_choice", join(path, f"{name}.holds"))
    by = form.fields.get(form.subject_by)
    if form.subject_by and (by is None or by.holds is not Holds.CHOICE):
        raise Misfit("not_choice", join(path, "subject_by"))
    stages = by.choices if by is not None else ()
    if any(each not in stages for one in form.fields.values() for each in one.needed_at):
        raise Misfit("not_choice", join(path, "part"))


def _words(table: dict[str, Any], form: Form, path: str) -> KindWords:
    """Return the words of a form, in the shape of the file `forms`: all it needs and no more."""
    every = [one for each in form.parts for one in each.fields]
    choices: dict[str, list[str]] = {}
    for each in every:
        if each.choices:
            choices.setdefault(each.name, []).extend(each.choices)
    wanted: dict[str, Iterable[str]] = {
        "part": [each.name for each in form.parts],
        "field": [each.name for each in every],
        "signer": form.signers,
        "subject_of": form.fields[form.subject_by].choices if form.subject_by else (),
    }
    texts = {"name", "title"} | ({"note"} if form.note else set())
    optional = set() if form.subject_by else {"subject"}
    only_keys(table, frozenset((*texts, *optional, *wanted, "choice")), path)
    own = {key: _plain(text_at(table, key, path), join(path, key)) for key in texts}
    for key in optional & table.keys():
        own[key] = _plain(text_at(table, key, path), join(path, key))
    told = {key: _all_of(table, key, names, path) for key, names in wanted.items()}
    chosen = table_at(table, "choice", path)
    only_keys(chosen, frozenset(choices), join(path, "choice"))
    at = join(path, "choice")
    return {
        "field": told["field"],
        "signer": told["signer"],
        "choice": {name: _all_of(chosen, name, each, at) for name, each in choices.items()},
        form.kind: {**own, "part": told["part"], "subject_of": told["subject_of"]},
    }


def _all_of(table: dict[str, Any], key: str, names: Iterable[str], path: str) -> KindWords:
    found, at = table_at(table, key, path), join(path, key)
    only_keys(found, frozenset(names), at)
    return {each: _plain(text_at(found, each, at), join(at, each)) for each in names}


def _name(value: object, path: str, pattern: re.Pattern[str] = _NAME) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or not pattern.fullmatch(value):
        raise Misfit("not_text", path)
    return value


def _plain(text: str, path: str) -> str:
    """Return words that say what they show: one line, nothing hidden, no place to be filled."""
    hides = visible(text) != text or "\n" in text or not text.strip()
    if hides or len(text) > _LONGEST_TEXT or "{" in text or "}" in text:
        raise Misfit("not_text", path)
    return text


def _truths(table: Mapping[str, Any], keys: Iterable[str], path: str) -> None:
    for key in keys:
        if not isinstance(table.get(key, False), bool):
            raise Misfit("not_truth", join(path, key))


def _once(names: Iterable[str], path: str) -> None:
    found = list(names)
    if len(set(found)) != len(found):
        raise Misfit("twice", path)


def _few(rows: list[tuple[Any, str]], path: str) -> list[tuple[Any, str]]:
    if len(rows) > _MOST:
        raise Misfit("too_many", path)
    return rows

"""Values: what people fill into a form, read strictly from TOML; a mistake is named by its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.model.document import Urgency
from core.model.errors import Exit, KnownError
from core.model.form import Field, Form, Holds, Part
from core.model.moments import VIETNAM, from_text, to_text
from core.policy.reading import (
    Misfit,
    day,
    join,
    only_keys,
    read_toml,
    table_at,
    whole_number,
)
from core.report.forms import optional_parts

MOST_ROWS = 50_000
"""Rows of one table; more is a mistake, or work for another tool."""

_TOP = frozenset(("kind", "date", "document", "fields", "rows"))
_LAYOUT_TEXTS = ("on_behalf", "head", "post", "signer")
_LAYOUT = frozenset((*_LAYOUT_TEXTS, "addressees", "recipients", "urgency", "internal_only",
                     "authority", "without"))  # fmt: skip


class Authority(StrEnum):
    """By what authority somebody signs: for a body, for the head, by order, by mandate, acting."""

    TM = "TM"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"
    Q = "Q"


FOR_SOMEBODY = (Authority.KT, Authority.TL, Authority.TUQ)
"""Authorities that name the head in whose place somebody signs; one of them at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The official frame of a document: to whom, how fast, who gets it, who signs and how.

    `without` names parts that are left out.
    """

    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    internal_only: bool = False
    authority: tuple[Authority, ...] = ()
    on_behalf: str = ""
    head: str = ""
    post: str = ""
    signer: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What was filled in. Days and moments are ISO text, counts digits, truths `true`, `false`.

    `date` is the ISO moment of the document, empty for now.
    """

    date: str = ""
    layout: Layout = Layout()
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    def at(self, name: str) -> str:
        """Return a field, empty when it was left out."""
        return self.fields.get(name, "")


def read_values(path: Path, form: Form) -> Values:
    """Read the values of a form; KnownError `values.<problem>` names the file and the key."""
    try:
        content, _ = read_toml(path)
        values, missing = fitted(content, form)
    except Misfit as misfit:
        raise KnownError(
            f"values.{misfit.problem}",
            Exit.BAD_INPUT,
            misfit.detail,
            file=str(path),
            name=misfit.key,
            line=misfit.line,
        ) from misfit
    if missing:
        raise KnownError("values.missing_key", Exit.BAD_INPUT, file=str(path), missing=missing)
    return values


def fitted(content: Mapping[str, Any], form: Form) -> tuple[Values, tuple[str, ...]]:
    """Fit tables as read from TOML to a form; Misfit names the key that does not fit.

    With the values come the keys that are needed and left open: a draft may be looked at with
    some, and all of them are told at once.
    """
    missing: list[str] = []
    only_keys(content, _TOP, "")
    if content.get("kind", form.kind) != form.kind:
        raise Misfit("other_kind", "kind")
    fields = table_at(content, "fields", "")
    only_keys(fields, frozenset(form.fields), "fields")
    stage = fields.get(form.subject_by) if form.subject_by else None
    read = _read_fields(form.fields, fields, "fields", missing, stage)
    if read.get("from") and read.get("to") and read["to"] < read["from"]:
        raise Misfit("wrong_order", "fields.to")
    rows = table_at(content, "rows", "")
    only_keys(rows, frozenset(form.tables), "rows")
    values = Values(
        date=moment_at(content["date"], "date") if "date" in content else "",
        fields=read,
        rows={name: _rows(part, rows.get(name, []), missing) for name, part in form.tables.items()},
        layout=_layout(table_at(content, "document", ""), form, missing),
    )
    return values, tuple(missing)


def _read_fields(
    known: Mapping[str, Field],
    table: Mapping[str, Any],
    path: str,
    missing: list[str],
    stage: object = None,
) -> dict[str, str]:
    """Return what is filled in; what is needed and is not is added to `missing`."""
    found = {}
    for name, one in known.items():
        if table.get(name, "") != "":
            found[name] = _value(one, table[name], join(path, name))
        elif one.needed or stage in one.needed_at:
            missing.append(join(path, name))
    return found


def _rows(part: Part, found: object, missing: list[str]) -> tuple[Mapping[str, str], ...]:
    path = f"rows.{part.name}"
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Misfit("not_rows", path)
    if len(found) > MOST_ROWS:
        raise Misfit("too_many", path)
    columns = {each.name: each for each in part.fields}
    rows = []
    for number, each in enumerate(found, 1):
        at = f"{path}[{number}]"
        only_keys(each, frozenset(columns), at)
        rows.append(_read_fields(columns, each, at, missing))
    return tuple(rows)


def _value(one: Field, value: object, path: str) -> str:
    if one.holds is Holds.DAY:
        return day(value, path)
    if one.holds is Holds.MOMENT:
        return moment_at(value, path)
    if one.holds is Holds.COUNT:
        return str(whole_number(value, path))
    if one.holds is Holds.TRUTH:
        return "true" if _truth(value, path) else "false"
    text = _text(value, path)
    if one.holds is Holds.CHOICE and text not in one.choices:
        raise Misfit("not_choice", path, detail=", ".join(one.choices))
    return text


def _layout(table: Mapping[str, Any], form: Form, missing: list[str]) -> Layout:
    only_keys(table, _LAYOUT, "document")
    texts = {
        name: _text(table[name], f"document.{name}") for name in _LAYOUT_TEXTS if name in table
    }
    authority = tuple(
        _one_of(Authority, each, "document.authority") for each in _texts(table, "authority")
    )
    if sum(each in FOR_SOMEBODY or each is Authority.Q for each in authority) > 1:
        raise Misfit("two_authorities", "document.authority")
    if any(each in FOR_SOMEBODY for each in authority) and not texts.get("head"):
        missing.append("document.head")
    without = _texts(table, "without")
    if unknown := [each for each in without if each not in optional_parts(form)]:
        raise Misfit("not_choice", "document.without", detail=", ".join(unknown))
    return Layout(
        without=without,
        addressees=_texts(table, "addressees"),
        recipients=_texts(table, "recipients"),
        urgency=_one_of(Urgency, table.get("urgency", ""), "document.urgency"),
        internal_only=_truth(table.get("internal_only", False), "document.internal_only"),
        authority=authority,
        **texts,
    )


def _one_of(kind: type[Any], value: object, path: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        wanted = ", ".join(each for each in kind if each)
        raise Misfit("not_choice", path, detail=wanted) from None


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Misfit("not_list", f"document.{key}")
    return tuple(found)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise Misfit("not_text", path)
    return value


def _truth(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise Misfit("not_truth", path)
    return value


def moment_at(value: object, path: str) -> str:
    """Return a moment as UTC text; one without an offset is of Vietnam, a day is its midnight."""
    try:
        if isinstance(value, datetime):
            local = value if value.tzinfo else value.replace(tzinfo=VIETNAM)
            return to_text(local)
        if isinstance(value, str | date):
            return to_text(from_text(str(value)))
    except (ValueError, OverflowError):
        pass
    raise Misfit("not_moment", path)

"""What people type into a form, as the values that a file of them would hold."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.model.form import Field, Form, Holds
from core.policy.reading import Misfit, join

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?")
_THOUSANDS = re.compile(r"(?<=\d)[. \u00a0](?=\d{3})")


def typed(content: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """Return typed texts as values; Misfit names the key that cannot be read.

    What is already a value stays. Empty fields and rows are left out.
    """
    found = dict(content)
    found["fields"] = _read(content.get("fields", {}), form.fields, "fields")
    found["rows"] = {
        name: [
            row
            for number, each in enumerate(rows, 1)
            if (row := _read(each, _columns(form, name), f"rows.{name}[{number}]"))
        ]
        for name, rows in content.get("rows", {}).items()
    }
    return found


def _columns(form: Form, name: str) -> Mapping[str, Field]:
    part = form.tables.get(name)
    return {each.name: each for each in part.fields} if part is not None else {}


def _read(texts: Mapping[str, Any], known: Mapping[str, Field], path: str) -> dict[str, Any]:
    read = {}
    for name, value in texts.items():
        text = value.strip() if isinstance(value, str) else value
        if text != "":
            one = known.get(name)
            at = join(path, name)
            read[name] = _value(one.holds, text, at) if one and isinstance(text, str) else text
    return read


def _value(holds: Holds, text: str, path: str) -> Any:
    if holds is Holds.COUNT:
        digits = _THOUSANDS.sub("", text)
        if not digits.isdecimal() or len(digits) > 9:
            raise Misfit("not_number", path)
        return int(digits)
    if holds is Holds.TRUTH:
        return text == "true"
    if holds is Holds.DAY:
        return _day(text, path) or text
    return typed_moment(text, path) if holds is Holds.MOMENT else text


def _day(text: str, path: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise Misfit("not_day", path) from None


def typed_moment(text: str, path: str) -> Any:
    """Return `10:40 05/02/2027`, `05/02/2027 10 giờ 40` or a day as a moment of Vietnam."""
    day = _day(text, path)
    if day is None:
        return text
    rest = _DAY.sub(" ", text)
    time = _TIME.search(rest)
    try:
        hour, minute = (int(time[1]), int(time[2] or 0)) if time else (0, 0)
        return datetime(day.year, day.month, day.day, hour, minute)
    except ValueError:
        raise Misfit("not_moment", path) from None

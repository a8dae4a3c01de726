"""Lists of people, read from rows of cells: which column is what, and whom they name."""

import re
import unicodedata
from collections.abc import Sequence

from core.duty.people_sheets import Rows
from core.duty.typed import NAME_LIMIT, clean_name
from core.model.errors import Exit, KnownError
from core.model.person import FoundPerson, ImportDoubt, Person
from core.model.phone import grouped, international, is_number
from core.words import fold, visible

_TITLES = {
    "family": ("ho va ten dem", "ho ten dem", "ho va dem", "ho dem", "ho", "family name"),
    "name": (
        "ho va ten", "ho ten", "ten can bo", "can bo", "ten", "full name", "name", "nguoi truc",
    ),
    "post": ("chuc vu", "chuc danh", "position", "post", "title"),
    "room": ("phong ban", "phong", "don vi", "bo phan", "co quan", "unit", "room", "department"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "di dong", "so may", "phone", "mobile", "tel"),
    "email": ("thu dien tu", "email", "e mail", "mail"),
}  # fmt: skip
_MOST_ROWS_BEFORE_HEAD = 15
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)/-]|[-–•*+])\s*")
_ADDRESSED = re.compile(r"^(?:đ/c|đ\.c|đồng chí)\b[.:]?\s*", re.IGNORECASE)
_WORD_OF_NAME = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")
_DASH = re.compile(r"\s+[-–]\s+")
_LIKE_PHONE = re.compile(r"[+0][\d .()-]{5,}")
_DATE = re.compile(r"\d{1,2}[-.]\d{1,2}[-.]\d{4}")
_NUMBER = re.compile(r"^\d{1,4}[.)]?$")
_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_FOOT = re.compile(r"(?:tổng|cộng|người lập|nơi nhận)\b", re.IGNORECASE)
"""How the rows begin that stand under a list and name nobody."""
_MOST_WORDS = 8


def people_of(rows: Rows, known: Sequence[Person]) -> tuple[FoundPerson, ...]:
    """Return whom a list names, in its order; KnownError `list_nobody` for nobody.

    Who is in `known` already, or stands in the list twice, is marked and not taken again.
    """
    at, columns = _head(rows)
    found: list[FoundPerson] = []
    seen = {_same(each): each.number for each in known}
    for row in rows[at:]:
        if _FOOT.match(unicodedata.normalize("NFC", " ".join(row)).strip()):
            continue
        person = _by_columns(row, columns) if columns else _by_content(row)
        if person is None:
            continue
        same = _known(person, seen)
        found.append(FoundPerson(person=person, is_known=same, doubts=_doubts(person, known)))
        seen.setdefault(_same(person), 0)
    if not found:
        raise KnownError("list_nobody", Exit.BAD_INPUT)
    return tuple(found)


def _head(rows: Rows) -> tuple[int, dict[str, int]]:
    """Return where the people begin, and the columns where a row names them."""
    for at, row in enumerate(rows[:_MOST_ROWS_BEFORE_HEAD]):
        titles = [" ".join(_WORD.findall(fold(each))) for each in row]
        columns: dict[str, int] = {}
        for field, names in _TITLES.items():
            places = [
                place
                for place, title in enumerate(titles)
                if _is_title(title, names, exactly=field == "family")
                and place not in columns.values()
            ]
            if places:
                columns[field] = places[0]
        if "name" in columns and (len(columns) > 1 or titles[columns["name"]] in _TITLES["name"]):
            return at + 1, columns
    return 0, {}


def _is_title(title: str, names: tuple[str, ...], *, exactly: bool) -> bool:
    longer = () if exactly else tuple(f"{each} " for each in names)
    return title in names or title.startswith(longer)


def _by_columns(row: Sequence[str], columns: dict[str, int]) -> Person | None:
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    name = _name(f"{cells.get('family', '')} {cells.get('name', '')}")
    if not name:
        return None
    return Person(
        name=name,
        post=_line(cells.get("post", "")),
        room=_line(cells.get("room", "")),
        phone=_phone(cells.get("phone", "")),
        email=_line(cells.get("email", "")),
    )


def _by_content(row: Sequence[str]) -> Person | None:
    """Read a row without titles: number, name, then whatever looks like what it is."""
    cells = [each for each in row if each and not _NUMBER.match(each)]
    if len(cells) == 1:
        cells = _DASH.split(_NUMBERED.sub("", cells[0]))
    texts: list[str] = []
    # A mistyped number is no office: it is kept as the number, which is then pointed out.
    phone = next((each for each in cells if is_number(each)), "") or next(
        (each for each in cells if _LIKE_PHONE.fullmatch(each) and not _DATE.fullmatch(each)), ""
    )
    email = ""
    for each in cells:
        if "@" in each and not email:
            email = each
        elif each != phone:
            texts.append(each)
    name = _name(texts[0]) if texts else ""
    if not name:
        return None
    post, room = (*texts[1:3], "", "")[:2]
    return Person(
        name=name, post=_line(post), room=_line(room), phone=_phone(phone), email=_line(email)
    )


def _name(typed: str) -> str:
    """Return a name without what lists put before it; empty for what is none."""
    name = _line(_ADDRESSED.sub("", _NUMBERED.sub("", typed).strip()))
    if not _WORD_OF_NAME.search(name) or len(name.split()) > _MOST_WORDS:
        return ""
    return name


def _phone(typed: str) -> str:
    """Return a number as typed, or in groups where a spreadsheet has lost its zero."""
    line = _line(typed)
    return line if not international(line) or line.startswith(("0", "+")) else grouped(line)


def _line(typed: str) -> str:
    return visible(clean_name(typed[:NAME_LIMIT]))


def _doubts(person: Person, known: Sequence[Person]) -> tuple[ImportDoubt, ...]:
    doubts = []
    if person.phone and not is_number(person.phone):
        doubts.append(ImportDoubt.PHONE)
    if "[U+" in person.name or (
        _CYRILLIC_OR_GREEK.search(person.name) and _LATIN.search(person.name)
    ):
        doubts.append(ImportDoubt.LETTERS)
    if any(fold(each.name) == fold(person.name) and _same(each) != _same(person) for each in known):
        doubts.append(ImportDoubt.NAMESAKE)
    return tuple(doubts)


def _same(person: Person) -> tuple[str, str]:
    return fold(person.name), international(person.phone) or person.phone


def _known(person: Person, seen: dict[tuple[str, str], int]) -> bool:
    """Say whether a person is there already: the same name, and no other number."""
    name, phone = _same(person)
    return (name, phone) in seen or (not phone and any(each == name for each, _ in seen))

"""Persons of the office: those who stand in the roster and write in the duty book."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_SHAPES = frozenset("\u0302\u0306\u031b")

NameOrder = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person. `number` is 0 until stored; it stays the person's when everything else changes.

    `post` is the office held (chức vụ), `room` the part of the agency, `phone` as typed. `removed`
    says that the person has left: old rosters and shifts still name them.
    """

    name: str
    post: str = ""
    room: str = ""
    phone: str = ""
    email: str = ""
    number: int = 0
    removed: bool = False


def name_order(name: str) -> NameOrder:
    """Return by what Vietnamese names are sorted: the given name, which is last, then the rest.

    Letters count before tones: An, Ảnh, Ánh, Ân, Ấn.
    """
    words = unicodedata.normalize("NFC", name).split()
    turned = [*words[-1:], *words[:-1]]
    read = [_read(each) for each in turned]
    return tuple(letters for letters, _ in read), tuple(tones for _, tones in read), name


def _read(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of a word's letters in the alphabet, and its tones."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", word).casefold():
        spread = unicodedata.normalize("NFD", letter)
        shaped = spread[0] + "".join(mark for mark in spread[1:] if mark in _SHAPES)
        plain = unicodedata.normalize("NFC", shaped)
        letters.append(_LETTERS.find(plain) if plain in _LETTERS else len(_LETTERS) + ord(plain[0]))
        tones += [_TONES[mark] for mark in spread[1:] if mark in _TONES]
    return tuple(letters), tuple(tones)


class ImportDoubt(StrEnum):
    """What is to be looked at in a person of a list; the words stand under `roster.doubt.<code>`.

    `phone`: what stands there is no phone number. `letters`: the name has letters of another
    alphabet or hidden marks. `namesake`: somebody of that name is there with another number.
    """

    PHONE = "phone"
    LETTERS = "letters"
    NAMESAKE = "namesake"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person as a list names them; one who `is_known` already is not taken again."""

    person: Person
    is_known: bool = False
    doubts: tuple[ImportDoubt, ...] = ()

"""Phone numbers: as people type them, as machines compare them, as people read them."""

import re
import unicodedata

_MARKS = re.compile(r"[\s.\-()/]")
_MOBILE = re.compile(r"0[35789]\d{8}")
_CITY = re.compile(r"02[48]\d{8}")
_AREA = re.compile(r"02\d{9}")
_SHORT = re.compile(r"1\d{2,7}")
_COUNTRY = "84"
_SHORTEST = 3
"""Digits of the shortest number outside an office: 113."""


def international(typed: str) -> str:
    """Return a Vietnamese number as `+84…`; empty for what is none, also for 113 and 1900 …."""
    digits = digits_of(typed)
    known = _MOBILE.fullmatch(digits) or _CITY.fullmatch(digits) or _AREA.fullmatch(digits)
    return f"+{_COUNTRY}{digits[1:]}" if known else ""


def digits_of(typed: str) -> str:
    """Return the digits as they are dialled inside the country; empty if it is no number.

    `+84 912…`, `84912…` and a mobile number that a spreadsheet has robbed of its zero become
    `0912…`.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", typed))
    if bare.startswith("+"):
        bare = bare[1:] if bare.startswith(f"+{_COUNTRY}") else ""
        bare = f"0{bare[2:]}" if bare else ""
    if not bare.isascii() or not bare.isdigit():
        return ""
    if bare.startswith(_COUNTRY) and _MOBILE.fullmatch(f"0{bare[2:]}"):
        return f"0{bare[2:]}"
    return f"0{bare}" if _MOBILE.fullmatch(f"0{bare}") else bare


def is_number(typed: str) -> bool:
    """Say whether somebody can be called under it: a whole number, or a short one such as 113."""
    return bool(international(typed) or _SHORT.fullmatch(digits_of(typed)))


def may_be_called(typed: str) -> bool:
    """Say whether a line that somebody wrote has anything to dial in it.

    Offices write much: two numbers, an extension, hours, old area codes, countries. Only what has
    no three digits in a row, marks between them left aside, is certainly none.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", typed))
    return re.search(rf"[0-9]{{{_SHORTEST}}}", bare) is not None


def grouped(typed: str) -> str:
    """Return a number in groups, `0912 345 678`, `024 3700 1234`; as typed if it is none."""
    digits = digits_of(typed)
    if _MOBILE.fullmatch(digits):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    if _CITY.fullmatch(digits):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if _AREA.fullmatch(digits):
        return f"{digits[:4]} {digits[4:8]} {digits[8:]}"
    return " ".join(typed.split())

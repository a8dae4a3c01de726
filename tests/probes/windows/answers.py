"""Answers of Windows: how a test changes some of them and what is read then."""

from collections.abc import Callable
from typing import Any

from core.model.unknown import Unknown

PERSON = "S-1-5-21-1004336348-1177238915-682003330-1001"
LSA = r"SYSTEM\CurrentControlSet\Control\Lsa"
NO_RIGHT = {"unknown": "no_right"}

Told = Callable[..., Any]
"""Returns a field of a topic of a machine with other answers: its value, or its code."""


def key(path: str, **values: Any) -> dict[str, Any]:
    """Describe a key below HKLM that holds these values."""
    return {f"registry_values(HKLM, {path})": values}


def said(value: Any) -> Any:
    """Return a value as it is, of an unread one its code."""
    return str(value.code) if isinstance(value, Unknown) else value

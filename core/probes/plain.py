"""Values of facts as plain JSON values, without a library that is slow to import."""

from collections.abc import Mapping
from typing import Any


def _unbroken(text: str) -> str:
    """Replace halves of characters, which file names may hold and JSON may not."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_plain(value: object) -> Any:
    """Return a value of facts as plain JSON values; characters that are no Unicode are replaced."""
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, str):
        text = str(value)
        return text if text.isascii() else _unbroken(text)
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {as_plain(key): as_plain(each) for key, each in value.items()}
    fields: Mapping[str, object] | None = getattr(type(value), "__dataclass_fields__", None)
    if fields is None:
        raise TypeError(f"no fact is of type {type(value).__name__}")
    # ClassVars stand among the fields' names too; only slots hold values.
    slots = [name for each in type(value).__mro__ for name in getattr(each, "__slots__", ())]
    return {name: as_plain(getattr(value, name)) for name in fields if name in slots}

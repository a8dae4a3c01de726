"""Names in certificates: whom it names, and of which organisation."""

from typing import Any, NamedTuple


class Named(NamedTuple):
    """A name and the organisation it stands in."""

    name: str
    organisation: str


def named(subject: Any) -> Named:
    """Return the common name and the organisation of an X.509 name, the first of several."""
    parts = subject.native
    organisation = _first(parts.get("organization_name"))
    return Named(_first(parts.get("common_name")) or organisation, organisation)


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value or "")

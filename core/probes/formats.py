"""Plain formats of files on Linux: assignments and ini sections. Nothing here raises."""

import shlex
from collections.abc import Iterator, Mapping


def significant_lines(text: str, comment: str = "#") -> Iterator[str]:
    """Yield the lines that are neither empty nor a comment, stripped."""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith(comment):
            yield stripped


def _unquoted(value: str) -> str:
    try:
        parts = shlex.split(value)
    except ValueError:
        return value.strip()
    return parts[0] if parts else ""


def assignments(text: str) -> Mapping[str, str]:
    """Read `NAME=value` lines as the shell would; the last one counts, others are left out."""
    found = {}
    for line in significant_lines(text):
        name, equals, value = line.partition("=")
        if equals and name.strip():
            found[name.strip()] = _unquoted(value)
    return found


def ini_value(text: str, key: str, sections: str = "") -> str | None:
    """Return the last value of a key, in sections whose name starts so; None when it is absent."""
    section, found = "", None
    for line in significant_lines(text):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            continue
        name, equals, value = line.partition("=")
        if equals and name.strip() == key and section.startswith(sections):
            found = value.strip()
    return found

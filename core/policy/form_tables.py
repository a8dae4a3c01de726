"""A form from its TOML: those of the program as they are, those of packs once they were judged."""

from collections.abc import Mapping
from typing import Any

from core.model.document import PrivateKind
from core.model.form import Field, Form, Holds, Part, Shape


def form_of(kind: str, content: Mapping[str, Any]) -> Form:
    """Return the form in a table that is known to fit; the table stays as it is."""
    table = dict(content)
    parts = tuple(_part(dict(each)) for each in table.pop("part"))
    signers = tuple(table.pop("signers", ()))
    return Form(kind=kind, parts=parts, signers=signers, **table)


def _part(table: dict[str, Any]) -> Part:
    fields = tuple(_field(dict(each)) for each in table.pop("fields", table.pop("columns", ())))
    shape = Shape(table.pop("shape", Shape.LINES))
    return Part(shape=shape, fields=fields, **table)


def _field(table: dict[str, Any]) -> Field:
    private = table.pop("private", None)
    return Field(
        name=table.pop("name"),
        holds=Holds(table.pop("holds", Holds.TEXT)),
        needed_at=tuple(table.pop("needed_at", ())),
        choices=tuple(table.pop("choices", ())),
        private=PrivateKind(private) if private else None,
        **table,
    )

"""Forms as the window shows them: labels, choices, what has to be there."""

from core.model.form import Field, Form, Holds, Part, Shape
from core.model.paper import FieldCard, FormCard, PartCard
from core.report.forms import optional_parts
from core.words import Words


def card_of(form: Form, words: Words) -> FormCard:
    """Return a form with its words."""
    return FormCard(
        kind=form.kind,
        name=words.say(f"forms.{form.kind}.name"),
        parts=tuple(_part(form, each, words) for each in form.parts),
        official=not form.signers,
    )


def _part(form: Form, part: Part, words: Words) -> PartCard:
    key = f"forms.{form.kind}.part.{part.name}"
    return PartCard(
        name=part.name,
        title=words.say(key) if words.has(key) else "",
        rows=part.shape is Shape.ROWS,
        optional=part.name in optional_parts(form),
        fields=tuple(_field(each, part, words) for each in part.fields),
    )


def _field(field: Field, part: Part, words: Words) -> FieldCard:
    return FieldCard(
        name=field.name,
        label=words.say(f"forms.field.{field.name}"),
        holds=field.holds,
        needed=field.needed,
        needed_at=field.needed_at,
        choices=tuple(
            (each, words.say(f"forms.choice.{field.name}.{each}")) for each in field.choices
        ),
        many_lines=field.holds is Holds.TEXT and (part.shape is Shape.TEXT or field.name in _LONG),
    )


_LONG = frozenset(
    ("description", "cause", "done", "doing", "planned", "support", "backup", "measures")
)
"""Fields whose answers are sentences."""

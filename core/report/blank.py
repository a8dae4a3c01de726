"""A values file to fill in: every key of a form with its meaning as a comment."""

from collections.abc import Iterator

from core.model.form import Field, Form, Holds, Shape
from core.words import Words

_FRAME = """[document]
# addressees = ["", ""]
# recipients = ["", ""]
# urgency = "urgent"        # urgent, very_urgent, flash
# internal_only = false
# authority = ["TM", "KT"]  # TM, KT, TL, TUQ, Q
# on_behalf = ""
# head = ""
# post = ""
# signer = ""
"""
_EXAMPLES = {
    Holds.TEXT: '""',
    Holds.CHOICE: '""',
    Holds.COUNT: "0",
    Holds.DAY: "2027-01-05",
    Holds.MOMENT: "2027-01-05T09:00:00",
    Holds.TRUTH: "false",
}


def blank_values(form: Form, words: Words) -> str:
    """Return a values file in TOML; what has to be there stands open, the rest as comments."""
    return "\n".join(_lines(form, words)) + "\n"


def _lines(form: Form, words: Words) -> Iterator[str]:
    name = words.say(f"forms.{form.kind}.name")
    yield "# " + words.say("forms.blank.head", name=form.kind, title=name)
    yield f'kind = "{form.kind}"'
    yield "# date = 2027-01-05T09:00:00"
    yield ""
    yield _FRAME
    if form.fields:
        yield "[fields]"
        for each in form.fields.values():
            yield from _line(each, words)
        yield ""
    for part in form.parts:
        if part.shape is Shape.ROWS:
            yield "# " + words.say(f"forms.{form.kind}.part.{part.name}")
            yield f"# [[rows.{part.name}]]"
            for each in part.fields:
                yield from _line(each, words, open_line=False)
            yield ""


def _line(each: Field, words: Words, *, open_line: bool = True) -> Iterator[str]:
    notes = [words.say(f"forms.field.{each.name}")]
    if each.needed:
        notes.append(words.say("forms.blank.needed"))
    if each.choices:
        notes.append(words.say("forms.blank.choices", text=", ".join(each.choices)))
    mark = "" if each.needed and open_line else "# "
    example = _EXAMPLES[each.holds] if mark else '""'
    yield f"{mark}{each.name} = {example}  # {'; '.join(notes)}"

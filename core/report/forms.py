"""The kinds of documents that come with the program, read from resources/templates/kinds."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from core.model.form import Form, Part, Shape
from core.policy.form_tables import form_of
from core.policy.reading import read_toml

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates" / "kinds"


@cache
def forms() -> Mapping[str, Form]:
    """Return every form of the program by the name of its kind."""
    paths = sorted(FOLDER.glob("*.toml"))
    return {each.stem: form_of(each.stem, read_toml(each)[0]) for each in paths}


def optional_parts(form: Form) -> frozenset[str]:
    """Return the parts that may be left out: those that ask for nothing a document needs."""
    return frozenset(each.name for each in form.parts if _may_go(form, each))


def _may_go(form: Form, part: Part) -> bool:
    below = form.parts[form.parts.index(part) + 1 :][:1]
    heads_others = part.level == 1 and any(each.level > 1 for each in below)
    if part.shape is Shape.HIDDEN or not part.heading or heads_others:
        return False
    return part.shape in (Shape.ROWS, Shape.GIVEN) or not any(
        each.needed or each.needed_at or each.name == form.subject_by for each in part.fields
    )

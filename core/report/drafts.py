"""Drafts: unfinished documents as they were typed, kept in a folder, one file for each kind."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.form import Form
from core.model.paper import Draft
from core.policy.reading import Misfit
from core.report.typed import typed
from core.report.values import Values, fitted
from core.words import Words


def keep(folder: Path, draft: Draft) -> None:
    """Keep what was typed into a draft."""
    import tomli_w

    from core.whole_file import write_whole

    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{draft.kind}.toml", tomli_w.dumps(dict(draft.content)).encode())


def kept(folder: Path, kind: str) -> Mapping[str, Any]:
    """Return what was kept of a kind; nothing where there is none or it cannot be read."""
    try:
        return tomllib.loads((folder / f"{kind}.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def read_draft(
    form: Form, content: Mapping[str, Any], words: Words, *, complete: bool = True
) -> Values:
    """Return what was typed as values; KnownError names a field as the form names it."""
    try:
        return fitted(typed(content, form), form, complete=complete)
    except Misfit as misfit:
        key = "field_missing" if misfit.problem == "missing_key" else "field_unreadable"
        label = _label(misfit.key, words)
        raise KnownError(key, Exit.BAD_INPUT, misfit.detail, name=label) from misfit


def missing_in(form: Form, content: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Return the labels of what a draft still needs before it can be written."""
    values = read_draft(form, content, words, complete=False)
    stage = values.at(form.subject_by)
    return tuple(
        words.say(f"forms.field.{name}")
        for name, each in form.fields.items()
        if not values.at(name) and (each.needed or (stage and stage in each.needed_at))
    )


def _label(path: str, words: Words) -> str:
    name = path.rpartition(".")[2]
    keys = (f"forms.field.{name}", f"report.frame.{name}")
    return next((words.say(each) for each in keys if words.has(each)), path)

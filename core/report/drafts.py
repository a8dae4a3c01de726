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
    """Return what was typed as values; KnownError names fields as the form names them.

    A draft need not be `complete`: what is missing in it is left open.
    """
    values, missing = _read(form, content, words)
    if complete and missing:
        raise KnownError("field_missing", Exit.BAD_INPUT, missing=missing)
    return values


def missing_in(form: Form, content: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Return the labels of what a draft still needs before it can be written."""
    return _read(form, content, words)[1]


def _read(form: Form, content: Mapping[str, Any], words: Words) -> tuple[Values, tuple[str, ...]]:
    try:
        values, missing = fitted(typed(content, form), form)
    except Misfit as misfit:
        label = _label(misfit.key, words)
        raise KnownError("field_unreadable", Exit.BAD_INPUT, misfit.detail, name=label) from misfit
    return values, tuple(dict.fromkeys(_label(each, words) for each in missing))


def _label(path: str, words: Words) -> str:
    name = path.rpartition(".")[2]
    keys = (f"forms.field.{name}", f"report.frame.{name}")
    return next((words.say(each) for each in keys if words.has(each)), path)

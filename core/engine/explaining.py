"""The catalogue for people and programs: cards, JSON, the help page of one check."""

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from core.checks.catalogue import Check, catalogue
from core.model.errors import Exit, KnownError
from core.model.request import CheckCard, ParamCard
from core.words import Words

CATALOGUE_FORMAT = 1
_HELP = Path(__file__).resolve().parents[2] / "resources" / "help"
_TYPES = {bool: "boolean", int: "integer", str: "string", tuple[str, ...]: "array"}
_RESULTS = ("pass", "warn", "fail", "unknown")


def card(check: Check, os: str = "") -> CheckCard:
    """Return a check as a card; `os` chooses the settings page, none when it is empty."""
    return CheckCard(
        id=check.id,
        family=check.family,
        os=check.os,
        severity=check.severity,
        depth=check.depth,
        params=tuple(_param(each) for each in fields(check.params)),
        page=check.pages.get(os, ""),
    )


def all_cards() -> tuple[CheckCard, ...]:
    """Return every check of the catalogue, for any operating system."""
    return tuple(card(check) for check in catalogue().values())


def _param(field: Any) -> ParamCard:
    default = field.default if field.default is not MISSING else field.default_factory()
    return ParamCard(name=field.name, type=_TYPES[field.type], default=default)


def catalogue_json(words: Words) -> bytes:
    """Return the whole catalogue as JSON, with titles in the language of the words."""
    checks = []
    for check in catalogue().values():
        printed = card(check)
        checks.append(
            {
                "id": printed.id,
                "family": printed.family,
                "title": words.say(f"checks.{check.id}.title"),
                "os": printed.os,
                "severity": printed.severity,
                "depth": printed.depth,
                "params": [
                    {"name": each.name, "type": each.type, "default": each.default}
                    for each in printed.params
                ],
            }
        )
    body = {"format": CATALOGUE_FORMAT, "checks": checks}
    return json.dumps(body, ensure_ascii=False, indent=2).encode() + b"\n"


def find(check_id: str) -> Check:
    """Return a check by id; KnownError `unknown_check` when there is none."""
    check = catalogue().get(check_id)
    if check is None:
        raise KnownError("unknown_check", Exit.USAGE, id=check_id)
    return check


def explain(check_id: str, words: Words) -> str:
    """Return the help page of a check as plain text: why, limits, remedies, what it does not do."""
    check = find(check_id)
    key = f"checks.{check.id}"
    say = words.say
    lines = [f"{say(f'{key}.title')} · {check.id}", "", say(f"{key}.why"), ""]
    lines.append(say("cli.explain.severity", text=say(f"common.severity.{check.severity}")))
    for param in card(check).params:
        lines.append(say("cli.explain.limit", name=param.name, text=_shown(param.default, words)))
    limits = {each.name: getattr(check.params(), each.name) for each in fields(check.params)}
    for os in check.os:
        for who in ("clerk", "technician"):
            steps = words.steps(f"{key}.fix.{os}.{who}", limits)
            if steps:
                lines += ["", say(f"cli.explain.fix_{os}_{who}")]
                lines += [f"  {number}. {step}" for number, step in enumerate(steps, 1)]
    page = _HELP / words.lang / "checks" / f"{check.id}.md"
    lines += ["", _plain(page.read_text("utf-8").strip()), ""]
    return "\n".join(lines)


def _plain(page: str) -> str:
    """Return a help page without the marks of Markdown, for a terminal."""
    lines = (line.removeprefix("## ").removeprefix("# ") for line in page.splitlines())
    return "\n".join(lines).replace("**", "")


def _shown(value: object, words: Words) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value) or words.say("common.no_value")
    return str(value)

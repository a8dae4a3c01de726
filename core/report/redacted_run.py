"""A run and an entry of the duty book, as much of them as a level lets out of the office."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from core.model.document import PrivateKind
from core.model.public_machine import public_id, public_name
from core.model.result import Finding, Message, Value
from core.model.run import Run
from core.report.private import of_run
from core.report.redaction import Level, hidden_at, remover, secret_mark
from core.report.secrets_out import scrubbed_run, without_secrets
from core.report.texts import clean
from core.words import Words

_TYPED = ("body", "reason", "author", "about", "device")
_MEANT = ("public_key", "fingerprint")
"""What looks like a key in an entry and is meant to be read."""


def redacted_run(run: Run, level: Level, words: Words) -> Run:
    """Return a run as far as a level allows; facts go along at `full` only, secrets never.

    At `public` nothing that was seen goes along and nothing that people wrote, such as why a risk
    is accepted or which places are declared; the machine has an id of its own there: the same each
    time, but nobody can tell which machine it is.
    """
    run = scrubbed_run(run, secret_mark(words))
    if level is Level.FULL:
        return run
    asset = run.asset
    removed: set[PrivateKind] = set()
    private = of_run(run) if level is Level.PUBLIC else ()
    change = remover(private, hidden_at(level), removed, words)
    if level is Level.PUBLIC:
        hidden = public_id(asset.id)
        asset = replace(asset, id=hidden, name=public_name(hidden), tag="", place="")
    return replace(
        run,
        asset=asset,
        operator=change(run.operator) if level is Level.INTERNAL else "",
        params={
            check: {
                name: _value(value, change)
                for name, value in given.items()
                if level is Level.INTERNAL or not isinstance(value, str | tuple)
            }
            for check, given in run.params.items()
        },
        waivers=tuple(
            replace(
                each,
                who=change(each.who),
                why=change(each.why) if level is Level.INTERNAL else "",
            )
            for each in run.waivers
        ),
        findings=tuple(_finding(each, change, level) for each in run.findings),
        probes=tuple(replace(each, detail="") for each in run.probes),
        facts={},
    )


def entry_may_leave(canon: bytes, level: Level, words: Words) -> bool:
    """Say whether an entry of the duty book may be read above; one cannot be redacted, only kept.

    Not one that holds a password or key, nor what its level hides; at `public` none.
    """
    if level is Level.PUBLIC:
        return False
    text = clean(_texts(json.loads(canon)))
    hidden = hidden_at(level) if level is Level.INTERNAL else frozenset()
    change = remover((), hidden, set(), words)
    return change(without_secrets(text, secret_mark(words))) == text


def _texts(form: Mapping[str, object]) -> str:
    parts: list[str] = []
    for name in _TYPED:
        value = form.get(name)
        about = value if isinstance(value, dict) else {name: value}
        parts += [str(each) for key, each in about.items() if key not in _MEANT]
    return "\n".join(parts)


def _finding(finding: Finding, change: Callable[[str], str], level: Level) -> Finding:
    args = {name: _value(value, change) for name, value in finding.message.args.items()}
    evidence = tuple(
        replace(each, value=_value(each.value, change), source=change(each.source))
        for each in finding.evidence
        if level is not Level.PUBLIC
    )
    return replace(finding, message=Message(finding.message.key, args), evidence=evidence)


def _value(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(change(each) for each in value)
    return value

"""What is private in what the office and its runs say, by the kind of each field."""

from collections.abc import Iterator

from core.model.document import Private, PrivateKind
from core.model.result import Value
from core.model.run import Run
from core.model.settings import Settings

_ARGUMENTS = {
    "name": PrivateKind.ACCOUNT,
    "names": PrivateKind.ACCOUNT,
    "user": PrivateKind.ACCOUNT,
    "place": PrivateKind.PLACE,
    "places": PrivateKind.PLACE,
    "path": PrivateKind.PLACE,
    "address": PrivateKind.ADDRESS,
}
"""Arguments of messages that name somebody or something of this office."""

_DECLARED = ("places", "apart")
"""Limits of checks that name places of this office."""


def of_settings(settings: Settings) -> tuple[Private, ...]:
    """Return what is private in the settings."""
    found = (
        (PrivateKind.PERSON, settings.keeper),
        (PrivateKind.PERSON, settings.technician),
        (PrivateKind.MACHINE, settings.asset_tag),
        (PrivateKind.PLACE, settings.asset_place),
        *((PrivateKind.PLACE, each) for each in settings.backup_places),
    )
    return tuple(Private(kind=kind, text=text) for kind, text in found if text)


def of_run(run: Run) -> tuple[Private, ...]:
    """Return what is private in a run: its machine, its people, what its findings name."""
    return tuple(Private(kind=kind, text=text) for kind, text in _texts_of(run) if text)


def _texts_of(run: Run) -> Iterator[tuple[PrivateKind, str]]:
    yield PrivateKind.MACHINE, run.asset.name
    yield PrivateKind.MACHINE, run.asset.tag
    yield PrivateKind.PLACE, run.asset.place
    yield PrivateKind.HARDWARE, run.asset.id
    yield PrivateKind.PERSON, run.operator
    for waiver in run.waivers:
        yield PrivateKind.PERSON, waiver.who
        yield PrivateKind.REASON, waiver.why
    for given in run.params.values():
        for name in _DECLARED:
            yield from ((PrivateKind.PLACE, each) for each in _each(given.get(name, ())))
    for finding in run.findings:
        for name, kind in _ARGUMENTS.items():
            yield from ((kind, each) for each in _each(finding.message.args.get(name, ())))


def _each(value: Value) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()

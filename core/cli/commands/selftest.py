"""`selftest`: the program tests its own parts in a temporary home."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from core.cli.front import Face
from core.house import House, host_command
from core.launched import program_folder
from core.model.errors import Exit
from core.model.new_entry import NewEntry
from core.model.progress import Cancel
from core.model.request import RunRequest
from core.model.run import Selection
from core.own_files import unlike

_FORMATS = ("pdf", "docx", "json")


class BrokenPartError(Exception):
    """A part that does not do its work."""


@click.command()
@click.pass_obj
def command(face: Face) -> int:
    words = face.words
    status = Exit.DONE
    with tempfile.TemporaryDirectory(prefix="trucan-selftest-") as folder:
        house = House(Path(folder), face.lang or words.lang, host_command())
        for name, test in _parts(house, Path(folder)):
            shown = words.say(f"cli.selftest.{name}")
            try:
                test()
            except Exception as error:
                status = Exit.BUG
                reason = f"{type(error).__name__}: {error}"
                click.echo(words.say("cli.selftest.failed", name=shown, reason=reason), err=True)
            else:
                click.echo(words.say("cli.selftest.passed", name=shown))
        house.close()
    return status


def _parts(house: House, folder: Path) -> tuple[tuple[str, Callable[[], None]], ...]:
    return (
        ("files", _files),
        ("words", lambda: _words(house)),
        ("store", lambda: _store(house)),
        ("seal", _seal),
        ("probes", lambda: _probes(house)),
        ("run", lambda: _run(house)),
        ("documents", lambda: _documents(house, folder / "documents")),
    )


def _files() -> None:
    """Compare every file of an installation or a portable copy with the list made for it."""
    folder = program_folder()
    if folder is None:
        return
    for name in unlike(folder):
        raise BrokenPartError(name)


def _words(house: House) -> None:
    for card in house.checks.all_cards():
        if not house.checks.explain(card.id).strip():
            raise BrokenPartError(card.id)


def _store(house: House) -> None:
    house.duty.add_entry(NewEntry(text="Ễ Ộ ẵ đ"))
    verdict = house.duty.verify()
    if not verdict.whole or house.duty.page(limit=1)[0].text != "Ễ Ộ ẵ đ":
        raise BrokenPartError(verdict.what)


def _seal() -> None:
    from core.seal import canonical
    from core.seal.keys import SigningKey

    key = SigningKey.generate()
    message = canonical.write({"b": 1, "a": "đ"})
    if not key.verify_key.verifies(key.sign(message), message):
        raise BrokenPartError("Ed25519")


def _probes(house: House) -> None:
    for examined in house.checks.examine_readers():
        if examined.ended != "done":
            raise BrokenPartError(f"{examined.topic} {examined.ended}")


def _run(house: House) -> None:
    request = RunRequest(selection=Selection(only=("SYS-801",)))
    run, _ = house.checks.run(request, lambda progress: None, Cancel())
    if house.checks.run_of(run.id) != run:
        raise BrokenPartError("a stored run comes back changed")


def _documents(house: House, folder: Path) -> None:
    written = house.reports.save("latest", _FORMATS, folder)
    if len(written) != len(_FORMATS) or not all(path.stat().st_size for path in written):
        raise BrokenPartError(str(folder))

"""`sign`: digital signatures in PDF, by a person's own token."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.front import Face
from core.model.errors import Exit, KnownError
from core.model.signing import PinState

if TYPE_CHECKING:
    from core.house import House
    from core.model.signing import Certificate, SignedFile, Verdict

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Group the commands around signatures; its help comes from the words."""


@command.command("list")
@click.option("--driver", type=_FILE, metavar="FILE")
@click.pass_obj
def list_them(face: Face, driver: Path | None) -> int:
    house = face.house()
    found = house.signing.certificates(_driver(house, driver))
    if not found:
        click.echo(house.words.say("signing.certificate.none"))
    for each in found:
        args = {"id": each.id, "name": each.name, "issuer": each.issuer, "token": each.token}
        click.echo(house.words.say("signing.certificate.line", {**args, "date": each.until}))
        click.echo(f"    {house.words.say(f'signing.pin.{each.pin}')}", err=True)
    return Exit.DONE


@command.command("pdf")
@click.argument("pdf", type=_FILE)
@click.option("--driver", type=_FILE, metavar="FILE")
@click.option("--certificate", default="", metavar="ID")
@click.pass_obj
def sign(face: Face, pdf: Path, driver: Path | None, certificate: str) -> int:
    house = face.house()
    found = _driver(house, driver)
    chosen = _chosen(house.signing.certificates(found), certificate)
    click.echo(house.words.say(f"signing.pin.{chosen.pin}"), err=True)
    made = house.signing.sign(pdf, found, chosen, _pin(house, chosen))
    _tell_file(house, made)
    return Exit.DONE


@command.command("verify")
@click.argument("pdf", type=_FILE)
@click.pass_obj
def verify(face: Face, pdf: Path) -> int:
    house = face.house()
    verdict = house.signing.verify(pdf)
    _tell(house, verdict)
    return Exit.DONE if verdict.whole else Exit.BAD_INPUT


@command.command("take")
@click.argument("pdf", type=_FILE)
@click.option("--unsigned", type=_FILE, metavar="FILE")
@click.option("--out", type=_FOLDER, default=Path("reports"), metavar="DIR")
@click.pass_obj
def take(face: Face, pdf: Path, unsigned: Path | None, out: Path) -> int:
    house = face.house()
    _tell_file(house, house.signing.take_in(pdf, out, unsigned))
    return Exit.DONE


def _driver(house: "House", given: Path | None) -> Path:
    if given is not None:
        return given.absolute()
    found = house.signing.drivers()
    if not found:
        raise KnownError("driver_missing", Exit.USAGE, path="--driver")
    return found[0]


def _chosen(certificates: "tuple[Certificate, ...]", wanted: str) -> "Certificate":
    fitting = [each for each in certificates if wanted in ("", each.id)]
    if not fitting:
        raise KnownError("certificate_gone", Exit.USAGE)
    if len(fitting) > 1:
        raise KnownError("certificate_unclear", Exit.USAGE)
    return fitting[0]


def _pin(house: "House", chosen: "Certificate") -> str:
    """Ask for the PIN without showing it, or read it where nobody sits at a terminal.

    A PIN that is typed on the token is asked for by the token alone.
    """
    if chosen.pin is PinState.ON_DEVICE:
        return ""
    if sys.stdin.isatty():
        asked: str = click.prompt(house.words.say("signing.pin.ask"), hide_input=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def _tell_file(house: "House", made: "SignedFile") -> None:
    click.echo(house.words.say("cli.said.written", path=str(made.path)))
    _tell(house, made.verdict)
    if made.continues is False:
        click.echo(house.words.say("signing.verdict.other"), err=True)


def _tell(house: "House", verdict: "Verdict | None") -> None:
    for line in house.signing.told(verdict):
        click.echo(line)

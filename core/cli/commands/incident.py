"""`incident`: incidents, from the first minute to the closing report."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from core.cli.front import Face
from core.cli.opening import open_key
from core.cli.output import write_json
from core.model.errors import Exit
from core.model.incident import (
    CallResult,
    NewCall,
    NewIncident,
    NilStatement,
    Notification,
    Sent,
    StepDone,
)

_FILE = click.Path(dir_okay=False, path_type=Path)
_JSON = click.option("--json", "json_to", metavar="FILE|-")
_AUTHOR = click.option("--author", default="", metavar="NAME")
_CODE = click.argument("code")
_DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
_OUT = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR"
)
_FORMS = ("incident", "legacy-03", "legacy-04", "breach-notice", "breach")
_STAGES = ("at_once", "h24", "h72", "update", "closing")


@click.group()
def command() -> None:
    """Group the commands of incidents; its help comes from the words."""


@command.command("open")
@click.argument("kind")
@click.option("--text", default="", metavar="TEXT")
@click.option("--at", default="", metavar="TIME")
@click.option("--machine", default="", metavar="NAME")
@click.option("--system", default="", metavar="NAME")
@click.option("--reporter", default="", metavar="NAME")
@click.option("--url", default="", metavar="TEXT")
@click.option("--attach", multiple=True, type=_FILE, metavar="FILE")
@_AUTHOR
@_JSON
@click.pass_obj
def open_incident(
    face: Face,
    kind: str,
    text: str,
    at: str,
    machine: str,
    system: str,
    reporter: str,
    url: str,
    attach: tuple[Path, ...],
    author: str,
    json_to: str | None,
) -> int:
    new = NewIncident(
        playbook=kind,
        text=text,
        detected=at,
        machine=machine,
        system=system,
        reporter=reporter,
        url=url,
        author=author,
        files=attach,
    )
    incident, _ = face.house().incidents.open(new)
    return _show(face, incident.id, json_to)


@command.command("kinds")
@click.pass_obj
def kinds(face: Face) -> int:
    house = face.house()
    for each in house.incidents.playbooks():
        name = house.words.say(f"incident.kind.{each.id}.name")
        click.echo(house.words.say("cli.said.kind", name=each.id, title=name))
    return Exit.DONE


@command.command("list")
@_JSON
@click.pass_obj
def list_incidents(face: Face, json_to: str | None) -> int:
    from core.incident.readable import heading

    house = face.house()
    found = house.incidents.all()
    if json_to:
        write_json(_as_json([asdict(each) for each in found]), json_to)
        return Exit.DONE
    if not found:
        click.echo(house.words.say("incident.show.none"))
    for each in found:
        click.echo(heading(house.words, each))
    return Exit.DONE


@command.command("show")
@_CODE
@_JSON
@click.pass_obj
def show(face: Face, code: str, json_to: str | None) -> int:
    return _show(face, code, json_to)


@command.command("notify")
@_CODE
@click.option("--reporter", default="", metavar="NAME")
@click.option("--url", default="", metavar="TEXT")
@click.option("--text", default="", metavar="TEXT")
@click.option("--attach", multiple=True, type=_FILE, metavar="FILE")
@_AUTHOR
@click.pass_obj
def notify(
    face: Face,
    code: str,
    reporter: str,
    url: str,
    text: str,
    attach: tuple[Path, ...],
    author: str,
) -> int:
    said = Notification(reporter=reporter, url=url, text=text, author=author, files=attach)
    face.house().incidents.add_notification(code, said)
    return _show(face, code, None)


@command.command("step")
@_CODE
@click.argument("step")
@click.option("--note", default="", metavar="TEXT")
@click.option("--account", default="", metavar="NAME")
@click.option("--machine", default="", metavar="NAME")
@click.option("--by", default="", metavar="NAME")
@_AUTHOR
@click.pass_obj
def step_done(
    face: Face,
    code: str,
    step: str,
    note: str,
    account: str,
    machine: str,
    by: str,
    author: str,
) -> int:
    done = StepDone(step=step, note=note, author=author, account=account, machine=machine, by=by)
    face.house().incidents.do_step(code, done)
    return _show(face, code, None)


@command.command("call")
@_CODE
@click.argument("name")
@click.option("--phone", default="", metavar="TEXT")
@click.option(
    "--outcome", type=click.Choice([each.value for each in CallResult]), default="reached"
)
@click.option("--note", default="", metavar="TEXT")
@_AUTHOR
@click.pass_obj
def call(face: Face, code: str, name: str, phone: str, outcome: str, note: str, author: str) -> int:
    new = NewCall(name=name, phone=phone, outcome=CallResult(outcome), note=note, author=author)
    face.house().incidents.add_call(code, new)
    return _show(face, code, None)


@command.command("evidence")
@_CODE
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--what", default="", metavar="TEXT")
@click.option("--held-by", default="", metavar="NAME")
@click.option("--note", default="", metavar="TEXT")
@_AUTHOR
@click.pass_obj
def evidence(
    face: Face,
    code: str,
    files: tuple[Path, ...],
    what: str,
    held_by: str,
    note: str,
    author: str,
) -> int:
    face.house().incidents.add_evidence(
        code, files, what=what, held_by=held_by, note=note, author=author
    )
    return _show(face, code, None)


@command.command("detected")
@_CODE
@click.argument("time")
@click.option("--reason", required=True, metavar="TEXT")
@_AUTHOR
@click.pass_obj
def detected(face: Face, code: str, time: str, reason: str, author: str) -> int:
    face.house().incidents.set_detected(code, time, reason, author)
    return _show(face, code, None)


@command.command("kind")
@_CODE
@click.argument("kind")
@_AUTHOR
@click.pass_obj
def change_kind(face: Face, code: str, kind: str, author: str) -> int:
    face.house().incidents.choose_playbook(code, kind, author)
    return _show(face, code, None)


@command.command("sent")
@_CODE
@click.argument("stage", type=click.Choice([*_STAGES, "personal"]))
@click.option("--to", required=True, metavar="NAME")
@click.option("--channel", required=True, metavar="TEXT")
@click.option("--at", default="", metavar="TIME")
@click.option("--receipt", default="", metavar="TEXT")
@_AUTHOR
@click.pass_obj
def sent(
    face: Face,
    code: str,
    stage: str,
    to: str,
    channel: str,
    at: str,
    receipt: str,
    author: str,
) -> int:
    said = Sent(stage=stage, to=to, channel=channel, at=at, receipt=receipt, author=author)
    face.house().incidents.add_sent(code, said)
    return _show(face, code, None)


@command.command("close")
@_CODE
@click.argument("result")
@_AUTHOR
@click.pass_obj
def close(face: Face, code: str, result: str, author: str) -> int:
    face.house().incidents.close(code, result, author)
    return _show(face, code, None)


@command.command("reopen")
@_CODE
@click.option("--reason", required=True, metavar="TEXT")
@_AUTHOR
@click.pass_obj
def reopen(face: Face, code: str, reason: str, author: str) -> int:
    face.house().incidents.reopen(code, reason, author)
    return _show(face, code, None)


@command.command("fill")
@_CODE
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE")
@click.pass_obj
def fill(face: Face, code: str, fields: tuple[str, ...]) -> int:
    values = dict(each.partition("=")[::2] for each in fields)
    face.house().incidents.save_draft(code, values)
    return _show(face, code, None)


@command.command("report")
@_CODE
@click.option("--form", type=click.Choice(_FORMS), default=_FORMS[0])
@click.option("--stage", type=click.Choice(_STAGES), default="h24")
@click.option("--format", "formats", default="pdf,docx", metavar="NAMES")
@_OUT
@click.pass_obj
def report(face: Face, code: str, form: str, stage: str, formats: str, out: Path) -> int:
    incidents = face.house().incidents
    wanted = tuple(each.strip() for each in formats.split(","))
    paths, _ = incidents.write_form(code, form, stage, wanted, out)
    return _tell(face, paths)


@command.command("summary")
@click.option("--from", "start", type=_DAY, required=True, metavar="DAY")
@click.option("--to", "end", type=_DAY, required=True, metavar="DAY")
@click.option("--format", "formats", default="pdf,docx", metavar="NAMES")
@_OUT
@click.pass_obj
def summary(face: Face, start: datetime, end: datetime, formats: str, out: Path) -> int:
    wanted = tuple(each.strip() for each in formats.split(","))
    first, last = (each.date().isoformat() for each in (start, end))
    return _tell(face, face.house().incidents.write_summary(first, last, wanted, out))


@command.command("card")
@click.argument("name")
@_OUT
@click.pass_obj
def card(face: Face, name: str, out: Path) -> int:
    return _tell(face, face.house().incidents.write_card(name, out))


@command.command("carry")
@_CODE
@_OUT
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def carry(face: Face, code: str, out: Path, passphrase_file: TextIO | None) -> int:
    from core.incident.readable import made_sentence

    house = face.house()
    open_key(house, passphrase_file)
    made, _ = house.incidents.carry(code, out)
    click.echo(made_sentence(house.words, made), err=True)
    return _tell(face, (made.file,))


@command.command("take")
@click.argument("file", type=_FILE)
@click.pass_obj
def take(face: Face, file: Path) -> int:
    from core.incident.readable import seal_sentence

    house = face.house()
    incident, seal, _ = house.incidents.take(file)
    click.echo(seal_sentence(house.words, seal), err=True)
    return _show(face, incident.id, None)


@command.command("nil")
@click.option("--person", required=True, metavar="NAME")
@click.option("--from", "start", required=True, metavar="TIME")
@click.option("--to", "end", default="", metavar="TIME")
@click.option("--due", default="", metavar="TIME")
@click.option("--format", "formats", default="pdf,docx", metavar="NAMES")
@_OUT
@click.pass_obj
def nil(face: Face, person: str, start: str, end: str, due: str, formats: str, out: Path) -> int:
    house = face.house()
    read = house.incidents.read_time
    statement = NilStatement(
        start=read(start), end=read(end), person=person, due=read(due) if due.strip() else ""
    )
    basis = house.incidents.nil_basis(statement.start, statement.end)
    wanted = tuple(each.strip() for each in formats.split(","))
    paths, _ = house.incidents.confirm_nil(statement, wanted, out)
    click.echo(
        house.words.say(
            "incident.nil.basis",
            entries=basis.entries,
            incidents_open=len(basis.incidents_open),
            count=basis.checks,
            machines_checked=basis.machines,
        )
    )
    return _tell(face, paths)


def _tell(face: Face, paths: tuple[Path, ...]) -> int:
    for each in paths:
        click.echo(face.house().words.say("cli.said.written", path=str(each)))
    return Exit.DONE


def _show(face: Face, code: str, json_to: str | None) -> int:
    from core.incident.readable import lines

    house = face.house()
    incident = house.incidents.find(code)
    if json_to:
        clocks = [asdict(each) for each in house.incidents.clocks(incident)]
        write_json(_as_json({**asdict(incident), "clocks": clocks}), json_to)
    if json_to != "-":
        playbook = house.incidents.playbook_of(incident)
        for each in lines(house.words, incident, playbook, house.incidents.clocks(incident)):
            click.echo(each)
    return Exit.DONE


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"

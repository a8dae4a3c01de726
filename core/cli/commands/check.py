"""`check`: runs the checks, stores the run, prints the verdict and what to do next."""

from pathlib import Path

import click

from core.cli.front import Face, tell
from core.cli.output import write_json
from core.cli.telling import Teller, examine
from core.model.errors import Exit, KnownError
from core.model.profile import Profile
from core.model.progress import Cancel
from core.model.request import RunRequest
from core.model.result import Depth
from core.model.run import Selection, VerdictKind

EXIT_OF = {
    VerdictKind.GOOD: Exit.DONE,
    VerdictKind.ATTENTION: Exit.ATTENTION,
    VerdictKind.ACT_NOW: Exit.ACT_NOW,
    VerdictKind.INCOMPLETE: Exit.INCOMPLETE,
}


def ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return check ids given one by one or with commas, in capitals."""
    return tuple(part.strip().upper() for value in values for part in value.split(",") if part)


def params(values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Read `ID.NAME=VALUE` texts; KnownError `param_form` for anything else."""
    found: dict[str, dict[str, str]] = {}
    for value in values:
        target, equals, text = value.partition("=")
        check, dot, name = target.partition(".")
        if not (equals and dot and check and name):
            raise KnownError("param_form", Exit.USAGE, text=value)
        found.setdefault(check.upper(), {})[name] = text
    return found


@click.command()
@click.option("--only", multiple=True, metavar="ID")
@click.option("--skip", multiple=True, metavar="ID")
@click.option("--depth", type=click.Choice([each.value for each in Depth]), default="full")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--profile", type=click.Choice([each.value for each in Profile]))
@click.option("--param", multiple=True, metavar="ID.NAME=VALUE")
@click.option("--since", metavar="RUN")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def command(
    face: Face,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    depth: str,
    baseline: Path | None,
    profile: str | None,
    param: tuple[str, ...],
    since: str | None,
    json_to: str | None,
) -> int:
    house = face.house()
    request = RunRequest(
        selection=Selection(only=ids(only), skip=ids(skip)),
        depth=Depth(depth),
        baseline=str(baseline) if baseline else "",
        profile=Profile(profile) if profile else None,
        params=params(param),
    )
    before = house.checks.run_of(since) if since else None
    cancel = Cancel()
    run, refusal = examine(house, request, cancel)
    teller = Teller(house.words, to_errors=json_to == "-")
    teller.tell_run(run)
    teller.tell_stored(run, stored=refusal is None)
    if before is not None:
        teller.tell_comparison(before, house.checks.compare(before, run))
    if refusal is not None:
        tell(face, refusal)
    if json_to:
        write_json(house.checks.as_json(run), json_to)
    if refusal is not None:
        return refusal.status
    return Exit.CANCELLED if cancel.requested else EXIT_OF[run.verdict]

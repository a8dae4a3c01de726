"""A home that travels from PC to PC: the records of one machine are not those of another."""

from collections.abc import Callable
from pathlib import Path

from core.engine import codec
from core.engine.keeping import keep
from core.house import House
from core.model.progress import Cancel
from core.model.request import RunRequest
from core.model.run import Asset, Run
from core.model.selection import Selection
from core.model.unknown import UnknownCode
from core.probes.accounts.facts import AccountsFacts


def test_the_records_are_those_of_this_machine(
    tmp_path: Path, make_run: Callable[..., Run]
) -> None:
    other = make_run(
        asset=Asset(id="another", name="PC-2", os="linux", os_name="Debian"),
        facts={"accounts": AccountsFacts.unread(UnknownCode.NO_RIGHT, "", "2026-11-22T01:00:00Z")},
    )
    house = House.open(tmp_path / "home", "vi")
    keep(other, house.store.runs)
    request = RunRequest(selection=Selection(only=("ACC-401",)))
    first, _ = house.checks.run(RunRequest(), lambda progress: None, Cancel())
    second, _ = house.checks.run(request, lambda progress: None, Cancel())
    house.close()

    before, after = (codec.read_run(codec.write_run(each)) for each in (first, second))
    assert before.facts["history"].last_run_at.code == "not_found"  # type: ignore[attr-defined]
    assert after.facts["history"].last_run_at == first.ended  # type: ignore[attr-defined]

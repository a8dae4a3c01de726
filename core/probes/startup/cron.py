"""What cron and anacron start."""

from collections.abc import Iterator, Mapping

from core.model.unknown import Unknown
from core.probes.formats import significant_lines
from core.probes.startup.facts import StartEntry
from core.probes.startup.reading import Person, Reading
from core.probes.startup.scripts import script_of

_FOLDERS = ("/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly")
_ANACRONTAB = "/etc/anacrontab"
_CRONTABS = ("/var/spool/cron/crontabs", "/var/spool/cron")
"""Of Debian and of Red Hat."""


def _crontab(
    reading: Reading, path: str, accounts: Mapping[str, Person], own: str = ""
) -> Iterator[StartEntry]:
    """Yield the commands of a crontab; one that is not somebody's own names the account first."""
    for line in significant_lines(reading.text(path)):
        fields = line.split(None, 1 if line.startswith("@") else 5)
        if len(fields) < 2 or not (line[0].isdigit() or line[0] in "*@"):
            continue
        name, command = own, fields[-1]
        if not own:
            name, command = (*fields[-1].split(None, 1), "")[:2]
        if command.strip():
            who = accounts.get(name, Person(name, 0 if name == "root" else -1, ""))
            place = path.rpartition("/")[2]
            yield reading.entry(place, path, command.strip(), who.home, who.uid)


def _anacrontab(reading: Reading) -> Iterator[StartEntry]:
    """Yield the jobs of anacron: period, delay, name, command."""
    for line in significant_lines(reading.text(_ANACRONTAB)):
        fields = line.split(None, 3)
        if len(fields) == 4 and (line[0].isdigit() or line[0] == "@"):
            yield reading.entry(fields[2], _ANACRONTAB, fields[3], "", 0)


def jobs_of(reading: Reading, accounts: tuple[Person, ...]) -> Iterator[StartEntry]:
    """Yield the jobs of the system and of every account."""
    by_name = {each.name: each for each in accounts}
    yield from _crontab(reading, "/etc/crontab", by_name)
    for name in reading.names("/etc/cron.d"):
        if not name.startswith("."):
            yield from _crontab(reading, f"/etc/cron.d/{name}", by_name)
    yield from _anacrontab(reading)
    for folder in _FOLDERS:
        for name in reading.names(folder):
            if not name.startswith("."):
                yield from script_of(reading, f"{folder}/{name}")
    for folder in _CRONTABS:
        for name in reading.names(folder):
            seen = reading.system.stat(f"{folder}/{name}")
            if isinstance(seen, Unknown) or seen.kind == "file":
                yield from _crontab(reading, f"{folder}/{name}", by_name, name)

"""Macros of LibreOffice on Linux, of each person whose settings we may read."""

import re

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.macros.facts import MacroSetting, MacrosFacts
from core.probes.people_linux import Person, people
from core.probes.system import System

_PROGRAMS = ("/usr/bin/libreoffice", "/usr/bin/soffice")
_SETTINGS = ".config/libreoffice/4/user/registrymodifications.xcu"
_LEVEL = re.compile(
    r'oor:path="/org\.openoffice\.Office\.Common/Security/Scripting">'
    r'\s*<prop oor:name="MacroSecurityLevel"[^>]*>\s*<value>([^<]*)</value>'
)
_LEVELS = {"0": "all", "1": "ask", "2": "signed", "3": "none"}
_DEFAULT = "2"
_LIMIT = 8_000_000


def _setting(system: System, person: Person) -> MacroSetting | None:
    """Return the level of a person; None for somebody who never started LibreOffice."""
    text = system.read_text(f"{person.home}/{_SETTINGS}", _LIMIT)
    level: str | Unknown
    if isinstance(text, Unknown):
        if text.code is UnknownCode.NOT_FOUND:
            return None
        level = text
    else:
        told = _LEVEL.search(text)
        number = told[1].strip() if told else _DEFAULT
        level = _LEVELS.get(number, Unknown(UnknownCode.MALFORMED, f"level {number[:20]!r}"))
    return MacroSetting(name=f"LibreOffice ({person.name})", level=level)


def _settings(system: System) -> tuple[MacroSetting, ...] | Unknown:
    if all(isinstance(system.stat(path), Unknown) for path in _PROGRAMS):
        return ()
    found = people(system)
    if isinstance(found, Unknown):
        # Without people nobody has started it.
        return () if found.code is UnknownCode.NOT_FOUND else found
    settings = (_setting(system, each) for each in found)
    return tuple(each for each in settings if each is not None)


def read(system: System, ask: Ask) -> MacrosFacts:
    """Read the level that each person chose."""
    return MacrosFacts(
        origin=Origin(backend="files", at=system.now(), sources={"settings": f"~/{_SETTINGS}"}),
        settings=_settings(system),
    )

"""Sample facts: what starts by itself on a machine in order."""

from typing import Any

from core.model.facts import Origin
from core.probes.startup.facts import Changeable, StartEntry, StartupFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> StartupFacts:
    program = sample.here("C:\\Program Files\\Unikey\\unikey.exe", "/usr/bin/ibus-daemon")
    entry = StartEntry(
        name="bộ gõ",
        place=sample.here("HKLM\\Run", "/etc/xdg/autostart/ibus.desktop"),
        command=program,
        programs=(program,),
        changeable=Changeable.NOBODY,
    )
    return StartupFacts(
        origin=Origin(backend="test", at=NOW),
        at_sign_in=(entry,),
        elsewhere=(),
        services=(entry,),
        tasks=(entry,),
        between=(),
        unseen=(),
    )

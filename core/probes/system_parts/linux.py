"""Which units of the system failed, on Linux."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import System
from core.probes.system_parts.facts import SystemPartsFacts

_SYSTEMCTL = "/usr/bin/systemctl"
_RUNNING = "/run/systemd/system"
_LIMIT_S = 5.0
_MOST = 20


def failed_units(text: str) -> tuple[str, ...]:
    """Return the units in `systemctl list-units --plain --no-legend`, one a line."""
    names = (line.split(maxsplit=1)[0] for line in text.splitlines() if line.strip())
    return tuple(name for name in names if "." in name)


def _failed(system: System) -> tuple[str, ...] | Unknown:
    if isinstance(system.stat(_RUNNING), Unknown):
        return Unknown(UnknownCode.NOT_SUPPORTED, "systemd is not running")
    said = system.run(
        [_SYSTEMCTL, "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager"],
        _LIMIT_S,
    )
    if isinstance(said, Unknown):
        return said
    if said.exit:
        return Unknown(UnknownCode.SERVICE_OFF, f"systemctl: {said.err.strip()[:200]}")
    # No failed unit and no answer look the same, so that the manager itself is asked too.
    state = system.run([_SYSTEMCTL, "is-system-running"], _LIMIT_S)
    if isinstance(state, Unknown):
        return state
    if state.out.strip() not in ("running", "degraded", "starting", "maintenance"):
        return Unknown(UnknownCode.SOURCE_BROKEN, f"is-system-running: {state.out.strip()[:80]}")
    return failed_units(said.out)[:_MOST]


def read(system: System, ask: Ask) -> SystemPartsFacts:
    """Ask systemd for the units that failed."""
    return SystemPartsFacts(
        origin=Origin(
            backend="systemd",
            at=system.now(),
            sources={"disabled": "systemctl list-units --state=failed"},
        ),
        missing=Unknown(UnknownCode.NOT_SUPPORTED, "distributions differ in their parts"),
        disabled=_failed(system),
        wmi_answers=Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it"),
    )

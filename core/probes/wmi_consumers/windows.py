"""What the event service of WMI runs by itself on Windows; only administrators may see it.

Source: Microsoft Learn, Monitoring and Responding to Events with Standard Consumers.
"""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.start_commands import shortened, windows_programs
from core.probes.startup.windows import variables_of
from core.probes.system import WindowsSystem, WmiRow
from core.probes.win_values import is_absent
from core.probes.wmi_consumers.facts import Consumer, ConsumerKind, WmiConsumersFacts

_NAMESPACE = "root\\subscription"
_BINDING = "__FilterToConsumerBinding"
_PROVIDERS = "__Win32Provider"
"""Never empty: the standard consumers themselves are registered in it."""
_CLASSES = (
    ("ActiveScriptEventConsumer", ConsumerKind.SCRIPT, ("ScriptFileName", "ScriptText")),
    ("CommandLineEventConsumer", ConsumerKind.COMMAND, ("ExecutablePath", "CommandLineTemplate")),
    ("NTEventLogEventConsumer", ConsumerKind.LOG, ("SourceName",)),
)


def _rows(system: WindowsSystem, kind: str, names: tuple[str, ...]) -> tuple[WmiRow, ...] | Unknown:
    """Return the instances of a class; that there are none is an answer too."""
    found = system.wmi(_NAMESPACE, kind, names)
    return () if is_absent(found) else found


def _bound(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    """Return the references to consumers to which a filter is bound, made plain.

    Such as `CommandLineEventConsumer.Name="x"`, behind a machine and a namespace or not.
    """
    rows = _rows(system, _BINDING, ("Consumer",))
    if isinstance(rows, Unknown):
        return rows
    told = (each.get("Consumer") for each in rows)
    return tuple(_plain(each) for each in told if isinstance(each, str))


def _plain(reference: str) -> str:
    """Return a reference without what is escaped in it, in small letters."""
    return reference.replace("\\", "").lower()


def _is_bound(kind: str, name: str, bound: tuple[str, ...] | Unknown) -> bool | Unknown:
    if isinstance(bound, Unknown):
        return bound
    wanted = _plain(f'{kind}.Name="{name}"')
    return any(each.endswith(wanted) for each in bound)


def _consumers(system: WindowsSystem) -> tuple[Consumer, ...] | Unknown:
    bound, variables, found = _bound(system), variables_of(system), []
    for kind, does, names in _CLASSES:
        rows = _rows(system, kind, ("Name", *names))
        if isinstance(rows, Unknown):
            return rows
        for row in rows:
            name = str(row.get("Name") or "")
            parts = [" ".join(str(row[each]).split()) for each in names if row.get(each)]
            programs = (one for each in parts for one in windows_programs(each, variables))
            found.append(
                Consumer(
                    name=name,
                    kind=does,
                    runs=shortened(" ".join(parts)),
                    programs=tuple(dict.fromkeys(programs)) if does is ConsumerKind.COMMAND else (),
                    bound=_is_bound(kind, name, bound),
                )
            )
    return tuple(found)


def read(system: WindowsSystem, ask: Ask) -> WmiConsumersFacts:
    """Ask for the consumers. To others than administrators an empty list means nothing."""
    now, rights = system.now(), system.rights()
    if rights != "elevated":
        why = rights if isinstance(rights, Unknown) else None
        detail = f"{_NAMESPACE}: administrators only"
        unread = why or Unknown(UnknownCode.NO_RIGHT, detail)
        return WmiConsumersFacts.unread(unread.code, unread.detail, now)
    providers = system.wmi(_NAMESPACE, _PROVIDERS, ("Name",))
    if isinstance(providers, Unknown):
        return WmiConsumersFacts.unread(providers.code, providers.detail, now)
    return WmiConsumersFacts(
        origin=Origin(
            backend="wmi",
            at=now,
            sources={"consumers": f"{_NAMESPACE}: *EventConsumer, {_BINDING}"},
        ),
        consumers=_consumers(system),
    )

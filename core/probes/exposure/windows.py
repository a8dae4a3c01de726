"""What waits for others on Windows: sockets, and rules as the registry keeps them."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.exposure.facts import ExposureFacts, LooseRule
from core.probes.exposure.ports import open_ports
from core.probes.firewall.windows import RULE_KEYS, rule_fields, stored_rules
from core.probes.system import WindowsSystem
from core.probes.win_values import HKLM

_TRANSPORTS = {"6", "17"}


def loose_rule(key: str, rule: str) -> LooseRule | None:
    """Read a rule (MS-FASP 2.2.24); None when it is off, lets nobody in or is of another protocol.

    A rule for a service or an app package opens no more than that part of Windows: left out.
    """
    fields = rule_fields(rule)
    switched = tuple(fields.get(name, "").lower() for name in ("Action", "Active", "Dir"))
    if switched != ("allow", "true", "in") or not {"Svc", "AppPkgId"}.isdisjoint(fields):
        return None
    protocol = fields.get("Protocol", "")
    if protocol and protocol not in _TRANSPORTS:
        return None
    profiles = [value for name, value in _pairs(rule) if name == "Profile"]
    name = fields.get("Name", "")
    return LooseRule(
        # Windows names its own rules by a resource number; their key says more to a reader.
        name=key if name.startswith("@") else name or key,
        ports=tuple(value for name, value in _pairs(rule) if name.startswith("LPort")),
        program=fields.get("App", ""),
        public=not profiles or "Public" in profiles,
        anybody=not any(name in ("RA4", "RA6") for name in fields),
    )


def _pairs(rule: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in rule.split("|")[1:])
    return [(name, value) for name, equals, value in parts if equals]


def _rules(system: WindowsSystem) -> tuple[LooseRule, ...] | Unknown:
    rules, unread = stored_rules(system)
    if unread is not None:
        return unread
    read = (loose_rule(key, rule) for key, rule in rules)
    return tuple(each for each in read if each is not None)


def read(system: WindowsSystem, ask: Ask) -> ExposureFacts:
    """Read what listens, and which rules let others in."""
    return ExposureFacts(
        origin=Origin(
            backend="sockets, registry",
            at=system.now(),
            sources={
                "ports": "GetExtendedTcpTable",
                "rules": ", ".join(f"{HKLM}\\{key}" for key in RULE_KEYS),
            },
        ),
        ports=open_ports(system),
        rules=_rules(system),
    )

"""Whether Windows filters connections from outside."""

from collections.abc import Mapping, Sequence

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firewall.facts import FirewallFacts, FirewallProfile, Inbound
from core.probes.system import WindowsSystem
from core.probes.win_products import Registered, other_firewall
from core.probes.win_values import HKLM, SERVICES, is_absent, number

_LOCAL = f"{SERVICES}\\SharedAccess\\Parameters\\FirewallPolicy"
_POLICY = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"
_MANAGED = f"{_LOCAL}\\Mdm"
_RULED_BY = (_POLICY, _MANAGED)
"""Group policy, then device management: the first that sets a value wins, both over the machine.

Source: Microsoft Learn, Firewall CSP (the merge laws).
"""
RULE_KEYS = tuple(f"{root}\\FirewallRules" for root in (_LOCAL, *_RULED_BY))
_SERVICES_NEEDED = ("mpssvc", "BFE")

_PROFILES = ((1, "domain"), (2, "private"), (4, "public"))
# The registry keeps the private profile under its old name.
_LOCAL_KEYS = {"domain": "DomainProfile", "private": "StandardProfile", "public": "PublicProfile"}
_RULED_KEYS = {
    "domain": ("DomainProfile",),
    "private": ("PrivateProfile", "StandardProfile"),
    "public": ("PublicProfile",),
}

_HARMLESS_FIELDS = frozenset(
    {"Action", "Active", "Dir", "Profile", "Name", "Desc", "EmbedCtxt", "Edge", "Defer"}
)
"""The last two open the rule to what comes through a router too (MS-GPFAS 2.2.2.19)."""
_TCP = "6"


def _setting(system: WindowsSystem, keys: Sequence[str], value: str) -> int | Unknown | None:
    """Return a setting of a profile from the first key that holds it; None when none does."""
    for key in keys:
        found = number(system, key, value)
        if not is_absent(found):
            return found
    return None


def _ruled(
    system: WindowsSystem, name: str
) -> tuple[bool | Unknown | None, Inbound | Unknown | None]:
    """Return what others rule of a profile: on, and inbound; None where they say nothing."""
    keys = [f"{root}\\{folder}" for root in _RULED_BY for folder in _RULED_KEYS[name]]
    on = _setting(system, keys, "EnableFirewall")
    shielded = _setting(system, keys, "DoNotAllowExceptions")
    action = _setting(system, keys, "DefaultInboundAction")
    return _switch(on), Inbound.BLOCKED if shielded == 1 else _action(action)


def _switch(told: int | Unknown | None) -> bool | Unknown | None:
    return told != 0 if isinstance(told, int) else told


def _action(told: int | Unknown | None) -> Inbound | Unknown | None:
    return _inbound(told == 1) if isinstance(told, int) else told


def _local_key(name: str) -> str:
    return f"{_LOCAL}\\{_LOCAL_KEYS[name]}"


def _has_local_key(system: WindowsSystem, name: str) -> bool | Unknown:
    found = system.registry_values(HKLM, _local_key(name))
    return found if isinstance(found, Unknown) else True


def _local_profile(system: WindowsSystem, name: str) -> tuple[bool | Unknown, Inbound | Unknown]:
    """Return whether a profile is on and what it does uninvited, where COM does not answer.

    Both values default to the safe side when the profile's key is there without them.
    """
    there = _has_local_key(system, name)
    none = Unknown(UnknownCode.NOT_FOUND, f"{_LOCAL}: {name}")
    on = _switch(_setting(system, [_local_key(name)], "EnableFirewall"))
    action = _action(_setting(system, [_local_key(name)], "DefaultInboundAction"))
    if on is None:
        on = True if there is True else none
    if action is None:
        action = Inbound.BLOCKED if there is True else none
    return on, action


def _inbound(blocked: bool) -> Inbound:
    return Inbound.BLOCKED if blocked else Inbound.ALLOWED


def _profiles(system: WindowsSystem) -> tuple[tuple[FirewallProfile, ...] | Unknown, bool]:
    """Return the three profiles, and whether COM told them.

    COM tells what is set on this machine; what group policy or device management sets wins.
    Source: Microsoft Learn, INetFwPolicy2::get_FirewallEnabled; MS-FASP 2.2.38 (the merge laws).
    """
    current = system.firewall_current()
    by_com = True
    found = []
    for bit, name in _PROFILES:
        told = system.firewall_profile(bit)
        on: bool | Unknown
        inbound: Inbound | Unknown
        if isinstance(told, Unknown):
            by_com = False
            on, inbound = _local_profile(system, name)
        else:
            on, inbound = told[0], _inbound(told[1])
        ruled_on, ruled_inbound = _ruled(system, name)
        on = on if ruled_on is None else ruled_on
        inbound = inbound if ruled_inbound is None else ruled_inbound
        in_use = current if isinstance(current, Unknown) else bool(current & bit)
        found.append(FirewallProfile(name=name, on=on, in_use=in_use, inbound=inbound))
    if all(isinstance(each.on, Unknown) for each in found):
        first = found[0].on
        return (first if isinstance(first, Unknown) else tuple(found)), by_com
    return tuple(found), by_com


def _service_running(system: WindowsSystem) -> bool | Unknown:
    """Say whether both services that filter run; one that is off decides."""
    states = [system.service(name) for name in _SERVICES_NEEDED]
    if any(not isinstance(state, Unknown) and not state.running for state in states):
        return False
    return next((state for state in states if isinstance(state, Unknown)), True)


def rule_fields(rule: str) -> Mapping[str, str]:
    """Return the fields of a rule as the registry keeps it; of one told twice the last."""
    parts = (part.partition("=") for part in rule.split("|")[1:])
    return {name: value for name, equals, value in parts if equals}


def lets_everything_in(rule: str) -> bool:
    """Say whether a rule, as the registry keeps it, lets any program take any connection.

    Fields are those of MS-FASP 2.2.24; any field not known to be harmless narrows the rule. Without
    a protocol it means every protocol; one for all of TCP counts too.
    """
    fields = rule_fields(rule)
    switched = (fields.get("Action"), fields.get("Active"), fields.get("Dir"))
    if tuple(str(each).lower() for each in switched) != ("allow", "true", "in"):
        return False
    rest = set(fields) - _HARMLESS_FIELDS
    return not rest or (rest == {"Protocol"} and fields["Protocol"] == _TCP)


def stored_rules(system: WindowsSystem) -> tuple[list[tuple[str, str]], Unknown | None]:
    """Return the rules of all places under their names, and what was not read of them, if any.

    Local rules must be readable; the rules of the other places are there where somebody set some.
    """
    found: list[tuple[str, str]] = []
    unread: Unknown | None = None
    for key in RULE_KEYS:
        rules = system.registry_values(HKLM, key)
        if not isinstance(rules, Unknown):
            found += ((name, rule) for name, rule in rules.items() if isinstance(rule, str))
        elif key == RULE_KEYS[0] or not is_absent(rules):
            unread = unread or rules
    return sorted(found), unread


def _any_rule(system: WindowsSystem) -> str | Unknown:
    """Return the name of a rule that lets everything in, wherever one is that could be read."""
    rules, unread = stored_rules(system)
    wide = (rule_fields(rule).get("Name") or key for key, rule in rules if lets_everything_in(rule))
    return next(wide, unread or "")


def read(system: WindowsSystem, ask: Ask) -> FirewallFacts:
    """Read what is ruled, then the machine's own profiles by COM, else from the registry.

    The old automation of Windows XP is never asked: it answers without knowing.
    """
    profiles, by_com = _profiles(system)
    other: Registered = other_firewall(system)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    own = "HNetCfg.FwPolicy2" if by_com else f"{HKLM}\\{_LOCAL}"
    source = ", ".join((*(f"{HKLM}\\{root}" for root in _RULED_BY), own))
    return FirewallFacts(
        origin=Origin(
            backend="none" if isinstance(profiles, Unknown) else "com" if by_com else "registry",
            at=system.now(),
            degraded=not by_com,
            sources={
                "profiles": source,
                "service_running": f"services {', '.join(_SERVICES_NEEDED)}",
                "product": other.source,
                "any_rule": ", ".join(f"{HKLM}\\{key}" for key in RULE_KEYS),
            },
        ),
        inbound4=foreign,
        inbound6=foreign,
        rules=foreign,
        units=foreign,
        profiles=profiles,
        service_running=_service_running(system),
        product=other.name,
        any_rule=_any_rule(system),
    )

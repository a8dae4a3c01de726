"""Whether Windows filters connections from outside."""

from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firewall.facts import FirewallFacts, FirewallProfile, Inbound
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_products import Registered, other_firewall
from core.probes.win_values import HKLM, SERVICES, is_absent, number

_LOCAL = f"{SERVICES}\\SharedAccess\\Parameters\\FirewallPolicy"
_POLICY = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"
_RULES = "FirewallRules"
_SERVICES_NEEDED = ("mpssvc", "BFE")

_PROFILES = ((1, "domain"), (2, "private"), (4, "public"))
# The registry keeps the private profile under its old name.
_LOCAL_KEYS = {
    "domain": ("DomainProfile",),
    "private": ("StandardProfile",),
    "public": ("PublicProfile",),
}
_POLICY_KEYS = {
    "domain": ("DomainProfile",),
    "private": ("PrivateProfile", "StandardProfile"),
    "public": ("PublicProfile",),
}

_HARMLESS_FIELDS = frozenset(
    {"Action", "Active", "Dir", "Profile", "Name", "Desc", "EmbedCtxt", "Edge", "Defer"}
)
"""The last two open the rule to what comes through a router too (MS-GPFAS 2.2.2.19)."""
_TCP = "6"


def _setting(
    system: WindowsSystem, root: str, folders: tuple[str, ...], value: str
) -> int | Unknown | None:
    """Return a setting of a profile; None when its keys do not hold it."""
    for folder in folders:
        found = number(system, f"{root}\\{folder}", value)
        if not is_absent(found):
            return found
    return None


def _ruled(
    system: WindowsSystem, name: str
) -> tuple[bool | Unknown | None, Inbound | Unknown | None]:
    """Return what group policy says of a profile: on, and inbound; None where it says nothing."""
    folders = _POLICY_KEYS[name]
    on = _setting(system, _POLICY, folders, "EnableFirewall")
    shielded = _setting(system, _POLICY, folders, "DoNotAllowExceptions")
    action = _setting(system, _POLICY, folders, "DefaultInboundAction")
    return _switch(on), Inbound.BLOCKED if shielded == 1 else _action(action)


def _switch(told: int | Unknown | None) -> bool | Unknown | None:
    return told != 0 if isinstance(told, int) else told


def _action(told: int | Unknown | None) -> Inbound | Unknown | None:
    return _inbound(told == 1) if isinstance(told, int) else told


def _has_local_key(system: WindowsSystem, name: str) -> bool | Unknown:
    found = system.registry_values(HKLM, f"{_LOCAL}\\{_LOCAL_KEYS[name][0]}")
    return found if isinstance(found, Unknown) else True


def _local_profile(system: WindowsSystem, name: str) -> tuple[bool | Unknown, Inbound | Unknown]:
    """Return whether a profile is on and what it does uninvited, where COM does not answer.

    Both values default to the safe side when the profile's key is there without them.
    """
    there = _has_local_key(system, name)
    none = Unknown(UnknownCode.NOT_FOUND, f"{_LOCAL}: {name}")
    on = _switch(_setting(system, _LOCAL, _LOCAL_KEYS[name], "EnableFirewall"))
    action = _action(_setting(system, _LOCAL, _LOCAL_KEYS[name], "DefaultInboundAction"))
    if on is None:
        on = True if there is True else none
    if action is None:
        action = Inbound.BLOCKED if there is True else none
    return on, action


def _inbound(blocked: bool) -> Inbound:
    return Inbound.BLOCKED if blocked else Inbound.ALLOWED


def _profiles(system: WindowsSystem) -> tuple[tuple[FirewallProfile, ...] | Unknown, bool]:
    """Return the three profiles, and whether COM told them.

    COM tells what is set on this machine; what group policy sets wins. Source: Microsoft Learn,
    INetFwPolicy2::get_FirewallEnabled; MS-FASP 2.2.38 (the merge laws).
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


def _any_rule(system: WindowsSystem) -> str | Unknown:
    """Return the name of a rule that lets everything in; local rules must be readable."""
    local = system.registry_values(HKLM, f"{_LOCAL}\\{_RULES}")
    if isinstance(local, Unknown):
        return local
    policy = system.registry_values(HKLM, f"{_POLICY}\\{_RULES}")
    if isinstance(policy, Unknown) and not is_absent(policy):
        return policy
    rules: dict[str, RegistryValue] = {**({} if isinstance(policy, Unknown) else policy), **local}
    for key, rule in sorted(rules.items()):
        if isinstance(rule, str) and lets_everything_in(rule):
            return rule_fields(rule).get("Name") or key
    return ""


def read(system: WindowsSystem, ask: Ask) -> FirewallFacts:
    """Read group policy, then the machine's own profiles by COM, else from the registry.

    The old automation of Windows XP is never asked: it answers without knowing.
    """
    profiles, by_com = _profiles(system)
    other: Registered = other_firewall(system)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    source = f"{HKLM}\\{_POLICY}, " + ("HNetCfg.FwPolicy2" if by_com else f"{HKLM}\\{_LOCAL}")
    return FirewallFacts(
        origin=Origin(
            backend="none" if isinstance(profiles, Unknown) else "com" if by_com else "registry",
            at=system.now(),
            degraded=not by_com,
            sources={
                "profiles": source,
                "service_running": f"services {', '.join(_SERVICES_NEEDED)}",
                "product": other.source,
                "any_rule": f"{HKLM}\\{_LOCAL}\\{_RULES}",
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

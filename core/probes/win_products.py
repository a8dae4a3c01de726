"""Products registered with the Windows Security Center, by its COM list or else by WMI."""

import re
from dataclasses import dataclass, replace

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import SecurityProduct, WindowsSystem
from core.probes.win_values import is_absent, is_server, number_of, text_of

FIREWALL = 1
ANTIVIRUS = 4
NAMESPACE = "root\\SecurityCenter2"
CENTRE = "wscsvc"

ON, OFF, SNOOZED, EXPIRED = range(4)

_CLASSES = {FIREWALL: "FirewallProduct", ANTIVIRUS: "AntiVirusProduct"}
_NAMES = ("displayName", "instanceGuid", "pathToSignedProductExe", "productState")
_RUN = {0: OFF, 1: ON, 2: SNOOZED, 3: EXPIRED}
_MICROSOFT = 0x100
_DEFENDER_ID = "{d68ddc3a-831f-4fae-9e44-da132c1acf46}"
_DEFENDER_REMEDY = "windowsdefender://"
_FIREWALL_REMEDY = "firewall.cpl"
_LONGEST_LICENCE = 36_500
_PROGRAM = re.compile(r'^"?([a-z]:\\[^"<>|*?]+?\.exe)\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A registered product; `state` is one of ON, OFF, SNOOZED, EXPIRED.

    `program` is what the Security Center starts to put it right, as the product registered it.
    """

    name: str
    state: int | Unknown
    old: bool | Unknown
    licence_days: int | Unknown
    microsoft: bool
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is registered, and how that was read."""

    entries: tuple[Entry, ...] | Unknown
    backend: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The name of a registered product, empty for none, and where it was read."""

    name: str | Unknown
    source: str


def run_state(product_state: int) -> int | Unknown:
    """Decode the run state of a `productState`.

    The nibble is compared, never masked: 4 and above are states that nobody has documented.
    """
    nibble = (product_state >> 12) & 0xF
    return _RUN.get(nibble, Unknown(UnknownCode.MALFORMED, f"productState {product_state}"))


def definitions_old(product_state: int) -> bool:
    """Decode whether the definitions are out of date by a product's own word."""
    return product_state & 0xF0 != 0


def made_by_microsoft(product_state: int) -> bool:
    """Decode whether the product is Microsoft's own."""
    return product_state & 0x0F00 == _MICROSOFT


def _is_microsofts(id: str, remedy: str) -> bool:
    low = remedy.lower()
    return (
        id.lower() == _DEFENDER_ID
        or low.startswith(_DEFENDER_REMEDY)
        or low.endswith(_FIREWALL_REMEDY)
    )


def _licence(days: int | Unknown, state: int | Unknown) -> int | Unknown:
    """Keep only days that mean something: a running product with none left has told no number."""
    if isinstance(days, Unknown):
        return days
    if not 0 <= days <= _LONGEST_LICENCE or (days == 0 and state != EXPIRED):
        return Unknown(UnknownCode.NOT_FOUND, f"licence days {days}: none told")
    return days


def _from_com(product: SecurityProduct) -> Entry:
    state: int | Unknown = product.state
    if product.state not in (ON, OFF, SNOOZED, EXPIRED):
        state = Unknown(UnknownCode.MALFORMED, f"{product.name}: state {product.state}")
    old: bool | Unknown = Unknown(UnknownCode.MALFORMED, f"signatures {product.signatures}")
    if isinstance(product.signatures, Unknown):
        old = product.signatures
    elif product.signatures in (0, 1):
        old = product.signatures == 0
    return Entry(
        name=product.name or product.id,
        state=state,
        old=old,
        licence_days=_licence(product.licence_days, state),
        microsoft=_is_microsofts(product.id, product.remedy),
        program=product.remedy,
    )


def _from_row(row: "dict[str, object]") -> Entry:
    id, exe = row.get("instanceGuid"), row.get("pathToSignedProductExe")
    id = id if isinstance(id, str) else ""
    name = text_of(row.get("displayName"), "displayName")
    number = number_of(row.get("productState"), "productState")
    state: int | Unknown = number
    old: bool | Unknown = number if isinstance(number, Unknown) else False
    program = exe if isinstance(exe, str) else ""
    microsoft = _is_microsofts(id, program)
    if isinstance(number, int):
        bits = number & 0xFFFFFFFF
        state, old = run_state(bits), definitions_old(bits)
        microsoft = microsoft or made_by_microsoft(bits)
    return Entry(
        name=(id or "?") if isinstance(name, Unknown) else name,
        state=state,
        old=old,
        licence_days=Unknown(UnknownCode.NOT_SUPPORTED, "WMI does not tell licences"),
        microsoft=microsoft,
        program=program,
    )


def _still_here(system: WindowsSystem, entry: Entry) -> Entry:
    """Return an entry; of a product whose program is gone nobody knows that it still protects.

    Uninstalling leaves entries behind, which stay as they were: on, with fresh definitions.
    """
    named = _PROGRAM.match(entry.program.strip())
    if entry.microsoft or entry.state != ON or named is None:
        return entry
    if not is_absent(system.stat(named[1])):
        return entry
    return replace(entry, state=Unknown(UnknownCode.NOT_FOUND, f"{entry.name}: no {named[1]}"))


def registered(system: WindowsSystem, provider: int) -> Listing:
    """Return what is registered as FIREWALL or ANTIVIRUS."""
    products = system.security_products(provider)
    if not isinstance(products, Unknown):
        entries = tuple(_still_here(system, _from_com(each)) for each in products)
        return Listing(entries=entries, backend="com", source="IWSCProductList")
    kind = _CLASSES[provider]
    rows = system.wmi(NAMESPACE, kind, _NAMES)
    if not isinstance(rows, Unknown):
        found = tuple(_still_here(system, _from_row(dict(row))) for row in rows)
        return Listing(entries=found, backend="wmi", source=f"{NAMESPACE}: {kind}")
    why = Unknown(rows.code, f"{products.detail}; {rows.detail}")
    return Listing(entries=why, backend="none", source=f"{NAMESPACE}: {kind}")


def centre_running(system: WindowsSystem) -> bool | Unknown:
    """Say whether the Security Center runs; Windows Server has none."""
    if is_server(system) is True:
        return Unknown(UnknownCode.NOT_SUPPORTED, "Windows Server has no Security Center")
    service = system.service(CENTRE)
    return service if isinstance(service, Unknown) else service.running


def _stopped(centre: bool | Unknown) -> Unknown | None:
    if isinstance(centre, Unknown):
        return centre
    return None if centre else Unknown(UnknownCode.SERVICE_OFF, f"{CENTRE} does not run")


def registered_now(system: WindowsSystem, provider: int, centre: bool | Unknown) -> Listing:
    """Return what is registered, unless the Security Center does not run to know it."""
    stopped = _stopped(centre)
    if stopped is None:
        return registered(system, provider)
    return Listing(entries=stopped, backend="none", source="service control manager")


def other_firewall(system: WindowsSystem) -> Registered:
    """Return the running firewall of another maker.

    WMI lists no firewall at all where only Windows' own is there. That nothing is believed only
    while the same place does list an antivirus.
    """
    centre = centre_running(system)
    listing = registered_now(system, FIREWALL, centre)
    entries = listing.entries
    if isinstance(entries, Unknown):
        if entries.code is UnknownCode.NOT_FOUND:
            beside = system.wmi(NAMESPACE, _CLASSES[ANTIVIRUS], _NAMES)
            if not isinstance(beside, Unknown):
                return Registered(name="", source=listing.source)
        return Registered(name=entries, source=listing.source)
    others = [each for each in entries if not each.microsoft]
    running = next((each.name for each in others if each.state == ON), None)
    unclear = next((each.state for each in others if isinstance(each.state, Unknown)), None)
    return Registered(name=running or unclear or "", source=listing.source)

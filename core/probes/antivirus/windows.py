"""Which antivirus protects this Windows machine."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus import win_defender
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.antivirus.win_defender import DefenderWord
from core.probes.antivirus.win_vendors import vendor_word
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.win_products import (
    ANTIVIRUS,
    CENTRE,
    EXPIRED,
    OFF,
    ON,
    SNOOZED,
    Entry,
    Listing,
    centre_running,
    registered_now,
)
from core.probes.win_values import is_server

_PROTECTION = {
    ON: Protection.ON,
    OFF: Protection.OFF,
    SNOOZED: Protection.SNOOZED,
    EXPIRED: Protection.EXPIRED,
}
_ON_MEANS = {ON: True, OFF: False, SNOOZED: False}
"""Microsoft defines the state on as "protecting the user"; expired products may still watch."""

_NOBODY_PROTECTS = (1, 2)
_NO_LICENCE = Unknown(UnknownCode.NOT_SUPPORTED, "Defender needs no licence")


def _entries(listing: Listing) -> tuple[Entry, ...]:
    return () if isinstance(listing.entries, Unknown) else listing.entries


def _other_protects(listing: Listing) -> bool:
    return any(each.state == ON and not each.microsoft for each in _entries(listing))


def _ask_defender(
    system: WindowsSystem, listing: Listing, server: bool | Unknown
) -> DefenderWord | Unknown:
    """Ask Defender's class where Defender is the active product, and on servers.

    Beside another active product the class may hang; there Defender stands by anyway.
    """
    active = any(each.microsoft and each.state in (ON, SNOOZED) for each in _entries(listing))
    waiting = not _other_protects(listing) and win_defender.is_running(system)
    if server is True or active or waiting:
        return win_defender.from_class(system)
    return Unknown(UnknownCode.NOT_INSTALLED, "Defender is not the active product")


def _state(entry: Entry) -> Protection | Unknown:
    return entry.state if isinstance(entry.state, Unknown) else _PROTECTION[entry.state]


def _real_time(entry: Entry) -> bool | Unknown:
    if isinstance(entry.state, Unknown):
        return entry.state
    unclear = Unknown(UnknownCode.NOT_SUPPORTED, f"{entry.name}: an expired product does not say")
    return _ON_MEANS.get(entry.state, unclear)


def _defender(
    system: WindowsSystem, entry: Entry, word: DefenderWord | Unknown, other_protects: bool
) -> Product:
    """Describe Defender as registered, in its own words where it was asked."""
    if isinstance(word, DefenderWord):
        return _defender_alone(entry.name, word)
    protection = _state(entry)
    if protection is Protection.OFF and other_protects:
        protection = Protection.PASSIVE
    return Product(
        name=entry.name,
        protection=protection,
        real_time=_real_time(entry),
        definitions_at=win_defender.definitions_by_registry(system)[0],
        definitions_old=entry.old,
        licence_days=_NO_LICENCE,
    )


def _defender_alone(name: str, word: DefenderWord) -> Product:
    return Product(
        name=name,
        protection=word.protection,
        real_time=word.real_time,
        definitions_at=word.definitions_at,
        definitions_old=word.definitions_old,
        licence_days=_NO_LICENCE,
    )


def _other(system: WindowsSystem, entry: Entry) -> Product:
    word = vendor_word(system, entry.name)
    days = entry.licence_days
    return Product(
        name=entry.name,
        protection=_state(entry),
        real_time=_real_time(entry),
        definitions_at=word.definitions_at,
        definitions_old=entry.old,
        licence_days=word.licence_days if isinstance(days, Unknown) else days,
    )


def _unlisted(
    system: WindowsSystem, listing: Listing, centre: bool | Unknown
) -> tuple[Product, ...] | Unknown:
    """Answer where nothing is listed: none at all only when the Security Center agrees."""
    if isinstance(listing.entries, Unknown):
        return listing.entries
    health = system.security_health(ANTIVIRUS)
    if centre is True and health in _NOBODY_PROTECTS:
        return ()
    return Unknown(UnknownCode.NOT_FOUND, f"no product listed, health {health}")


def _products(
    system: WindowsSystem,
    listing: Listing,
    word: DefenderWord | Unknown,
    centre: bool | Unknown,
) -> tuple[Product, ...] | Unknown:
    """Put registered products together.

    Without a list, Defender's own word counts only when it protects: idle, it may stand beside
    a product that nobody could see.
    """
    other = _other_protects(listing)
    found = tuple(
        _defender(system, each, word, other) if each.microsoft else _other(system, each)
        for each in _entries(listing)
    )
    alone = isinstance(word, DefenderWord) and not any(e.microsoft for e in _entries(listing))
    if isinstance(word, DefenderWord) and alone and word.protection is Protection.ON:
        found = (*found, _defender_alone(win_defender.NAME, word))
    return found or _unlisted(system, listing, centre)


def _definitions_places(
    system: WindowsSystem, listing: Listing, word: DefenderWord | Unknown
) -> dict[str, str]:
    """Name for each product the place where the age of its definitions was read."""
    places = {}
    if isinstance(word, DefenderWord):
        places[win_defender.NAME] = word.source
    for each in _entries(listing):
        if not each.microsoft:
            place = vendor_word(system, each.name).source
        elif isinstance(word, DefenderWord):
            place = word.source
        else:
            place = win_defender.definitions_by_registry(system)[1]
        places[each.name] = place or listing.source
    return {f"definitions_at:{name}": place for name, place in places.items()}


def read(system: WindowsSystem, ask: Ask) -> AntivirusFacts:
    """Read what is registered, then what the products themselves write down."""
    server, centre = is_server(system), centre_running(system)
    listing = registered_now(system, ANTIVIRUS, centre)
    word = _ask_defender(system, listing, server)
    backend = listing.backend
    if backend == "none" and isinstance(word, DefenderWord):
        backend = word.backend
    return AntivirusFacts(
        origin=Origin(
            backend=backend,
            at=system.now(),
            degraded=backend != "com",
            sources={
                "products": listing.source,
                **_definitions_places(system, listing, word),
                "centre_running": f"service {CENTRE}",
            },
        ),
        products=_products(system, listing, word, centre),
        centre_running=centre,
    )

"""What GNOME and its kin do with sticks and discs; other desktops start nothing from them."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.people_linux import desktop, people, settings_of
from core.probes.removable_media.facts import RemovableMediaFacts
from core.probes.system import System

_NEVER = {
    desktop: f"/org/{desktop}/desktop/media-handling/autorun-never"
    for desktop in ("gnome", "mate", "cinnamon")
}


def _offers(system: System, here: str) -> tuple[str, ...] | Unknown:
    if here not in _NEVER:
        return ()
    found = people(system)
    if isinstance(found, Unknown):
        return found
    asked, unread = [], None
    for each in found:
        settings = settings_of(system, each)
        if isinstance(settings, Unknown):
            unread = unread or settings
        elif settings.get(_NEVER[here], False) is not True:
            asked.append(each.name)
    return tuple(asked) or unread or ()


def read(system: System, ask: Ask) -> RemovableMediaFacts:
    """Read each person's settings."""
    here = desktop(system)
    return RemovableMediaFacts(
        origin=Origin(backend="files", at=system.now(), sources={"offers": "~/.config/dconf/user"}),
        desktop=here,
        offers=_offers(system, here),
    )

"""Ask: what a probe must be told before it can answer; most need nothing."""

from dataclasses import dataclass

RECORDING = "recording"
"""Asked of a host in place of a topic: a recording of all of them (core/probes/recorded.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The question that goes with a probe.

    `places` are the declared backup places, as typed. `scratch` is a folder of the program's home
    where a test restore may put files for a moment; empty where none may be made. `deep` allows
    what takes minutes: only a run asks for it, and only where a check needs it.
    """

    places: tuple[str, ...] = ()
    scratch: str = ""
    deep: bool = False

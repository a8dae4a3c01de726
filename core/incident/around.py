"""Around: what the incidents ask of other rooms, handed in by the house."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.model.card import RunCard
from core.model.change import Change
from core.model.duty import Entry
from core.model.incident import CallTarget, Deadline, Incident, NewCall, Playbook
from core.model.new_entry import NewEntry
from core.model.settings import Settings
from core.seal.keys import SigningKey
from core.seal.trust import TrustedKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is asked of the duty book."""

    record: Callable[[NewEntry], Entry]
    under: Callable[[str], tuple[Entry, ...]]
    read_time: Callable[[str], str]
    parse: Callable[[bytes], Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is asked of other rooms: the time (UTC, ISO), settings, whom to call, what was written.

    `sealing_key` is the key that files are sealed with, None where none is open; `trusted` are the
    keys whose seals count.
    `write_form` writes a form from the values that a file of them would hold, `write_card` a card;
    `entries` are those of a time, `runs` the newest examinations. `called` notes with the contacts
    what came of a call that an entry tells of.
    """

    now: Callable[[], str]
    sealing_key: Callable[[], SigningKey | None]
    trusted: Callable[[], TrustedKeys]
    settings: Callable[[], Settings]
    call_list: Callable[[], tuple[CallTarget, ...]]
    called: Callable[[NewCall, Entry], Change]
    entries: Callable[[str, str], tuple[Entry, ...]]
    runs: Callable[[], tuple[RunCard, ...]]
    write_form: Callable[[Mapping[str, Any], Sequence[str], Path], tuple[Path, ...]]
    write_card: Callable[
        [Playbook, Incident | None, tuple[Deadline, ...], tuple[CallTarget, ...], Path],
        tuple[Path, ...],
    ]

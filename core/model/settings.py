"""Settings: what the office told the program once."""

from typing import NamedTuple

from core.model.profile import Profile


class Settings(NamedTuple):
    """The office's settings; every field has a sensible default.

    A named tuple, because Python makes one ten times as fast as a dataclass, and every start does.
    `unit` and `parent` are written as on the office's documents; `locality` stands before the date
    of a document. `tone_mark` is `first` (`Ủy ban`, `hòa`) or `second` (`Uỷ ban`, `hoà`): how
    documents are spelled. `backup_places` are folders as typed. `theme` is system, light, dark or
    high_contrast, `text_size` a percentage (100, 115, 130). `state_secrets` marks a machine whose
    results are never carried out. `server` is where consolidation keeps what it receives
    (`postgresql://…`), empty for the home itself.
    """

    lang: str = "vi"
    theme: str = "system"
    text_size: int = 100
    unit: str = ""
    parent: str = ""
    locality: str = ""
    tone_mark: str = "first"
    asset_tag: str = ""
    asset_place: str = ""
    state_secrets: bool = False
    server: str = ""
    keeper: str = ""
    technician: str = ""
    backup_places: tuple[str, ...] = ()
    profile: Profile = Profile.NORMAL
    first_run_done: bool = False


CHOICES: dict[str, tuple[str | int, ...]] = {
    "theme": ("system", "light", "dark", "high_contrast"),
    "text_size": (100, 115, 130),
    "tone_mark": ("first", "second"),
}
"""What the fields take that take only a few values; `lang` takes those that there are words in."""

"""What a caller asks of a run, and what a check looks like in a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.profile import Profile
from core.model.result import Depth, Severity, Value
from core.model.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """Which checks to run, how deep, against what.

    `baseline` is the path of another baseline file, empty for the built-in one. `profile` None
    means the one in the settings. `params` are raw texts by check id and name, as typed after
    `--param`. `raised`: Windows asks the person for an administrator's rights, with which is read
    what the person's own account may not.
    """

    selection: Selection = field(default_factory=Selection)
    depth: Depth = Depth.FULL
    baseline: str = ""
    profile: Profile | None = None
    params: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamCard:
    """One limit of a check: its name, its type as said in JSON Schema, its present value."""

    name: str
    type: str
    default: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCard:
    """One check in the catalogue. Words are found by its id; `page` opens a settings page here."""

    id: str
    family: str
    os: tuple[str, ...]
    severity: Severity
    depth: Depth
    params: tuple[ParamCard, ...]
    page: str = ""

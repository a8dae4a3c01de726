"""Windows Update as it remembers its last search; nothing here goes online."""

from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import PendingUpdate, UpdateTried
from core.probes.win_codes import answering, plain
from core.probes.win_com import automation_object, get, put
from core.probes.win_values import update_moment

_CRITERIA = "IsInstalled=0 and Type='Software'"
_SUCCEEDED = 2
_MOST_UPDATES = 500


def _text(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""


def _categories(update: Any) -> tuple[str, ...]:
    listed = get(update, "Categories")
    ids = (_text(get(get(listed, "Item", each), "CategoryID")) for each in range(_count(listed)))
    return tuple(sorted(each.strip("{}").lower() for each in ids))


def _count(collection: Any) -> int:
    return min(int(get(collection, "Count")), _MOST_UPDATES)


def _update(update: Any) -> PendingUpdate:
    return PendingUpdate(
        title=_text(get(update, "Title")),
        categories=_categories(update),
        severity=_text(get(update, "MsrcSeverity")),
        hidden=bool(get(update, "IsHidden")),
    )


@answering
def pending() -> tuple[PendingUpdate, ...] | Unknown:
    """Return what the last search found and nobody installed; incomplete searches are unknown."""
    searcher = get(automation_object("Microsoft.Update.Session"), "CreateUpdateSearcher")
    put(searcher, "Online", False)
    result = get(searcher, "Search", _CRITERIA)
    code = get(result, "ResultCode")
    if code != _SUCCEEDED:
        return Unknown(UnknownCode.SOURCE_BROKEN, f"offline search: result code {code}")
    updates = get(result, "Updates")
    return tuple(_update(get(updates, "Item", each)) for each in range(_count(updates)))


def _tried(entry: Any) -> UpdateTried:
    """Return a line of the history."""
    at = update_moment(get(entry, "Date"), "Date")
    return UpdateTried(
        title=_text(get(entry, "Title")),
        at="" if isinstance(at, Unknown) else at,
        operation=int(get(entry, "Operation")),
        result=int(get(entry, "ResultCode")),
    )


@answering
def history(most: int) -> tuple[UpdateTried, ...] | Unknown:
    """Return what the agent remembers of updates, newest first; deleting its store empties it."""
    searcher = get(automation_object("Microsoft.Update.Session"), "CreateUpdateSearcher")
    count = min(int(get(searcher, "GetTotalHistoryCount")), most)
    if count <= 0:
        return ()
    entries = get(searcher, "QueryHistory", 0, count)
    return tuple(_tried(get(entries, "Item", each)) for each in range(int(get(entries, "Count"))))

"""Scheduled tasks and shortcuts of Windows."""

import struct
import sys
from collections.abc import Iterator
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_com
from core.probes.traces import TaskSeen
from core.probes.win_codes import answering, plain

_WITH_HIDDEN = 1
_RUNS_A_PROGRAM = 0
_MOST_TASKS = 2000
_DEEPEST = 8

_LINK_SIZE = 0x4C
_HAS_TARGET_LIST, _HAS_LINK_INFO = 1, 2
_LARGEST_LINK = 100_000

_ANSI = "mbcs" if sys.platform == "win32" else "latin-1"


def _items(collection: Any) -> Iterator[Any]:
    for number in range(1, int(win_com.get(collection, "Count")) + 1):
        yield win_com.get(collection, "Item", number)


def _task(task: Any) -> TaskSeen:
    definition = win_com.get(task, "Definition")
    actions = []
    for action in _items(win_com.get(definition, "Actions")):
        if win_com.get(action, "Type") == _RUNS_A_PROGRAM:
            path = plain(str(win_com.get(action, "Path") or ""))
            told = plain(str(win_com.get(action, "Arguments") or ""))
            quoted = path if path.startswith('"') else f'"{path}"'
            actions.append(f"{quoted} {told}".strip())
    principal = win_com.get(definition, "Principal")
    account = win_com.get(principal, "UserId") or win_com.get(principal, "GroupId") or ""
    return TaskSeen(
        path=plain(str(win_com.get(task, "Path"))),
        enabled=bool(win_com.get(task, "Enabled")),
        hidden=bool(win_com.get(win_com.get(definition, "Settings"), "Hidden")),
        account=plain(str(account)),
        actions=tuple(actions),
    )


def _tasks_in(folder: Any, depth: int = 0) -> Iterator[TaskSeen]:
    for task in _items(win_com.get(folder, "GetTasks", _WITH_HIDDEN)):
        yield _task(task)
    if depth < _DEEPEST:
        for each in _items(win_com.get(folder, "GetFolders", 0)):
            yield from _tasks_in(each, depth + 1)


@answering
def tasks() -> tuple[TaskSeen, ...] | Unknown:
    """Return the scheduled tasks that this account may read."""
    service = win_com.automation_object("Schedule.Service")
    win_com.get(service, "Connect")
    found = []
    for each in _tasks_in(win_com.get(service, "GetFolder", "\\")):
        found.append(each)
        if len(found) >= _MOST_TASKS:
            break
    return tuple(found) or Unknown(UnknownCode.NOT_FOUND, "no task at all")


def target_in(link: bytes) -> str:
    """Read the program out of a shortcut: its header, the list of items, the local base path.

    ValueError where none stands. Source: MS-SHLLINK 2.1 and 2.3.
    """
    if len(link) < _LINK_SIZE or struct.unpack_from("<L", link)[0] != _LINK_SIZE:
        raise ValueError("no shortcut")
    (flags,) = struct.unpack_from("<L", link, 20)
    at = _LINK_SIZE
    try:
        if flags & _HAS_TARGET_LIST:
            at += 2 + struct.unpack_from("<H", link, at)[0]
        if not flags & _HAS_LINK_INFO:
            raise ValueError("a shortcut to no file")
        _, header, kinds, _, base = struct.unpack_from("<LLLLL", link, at)
        if not kinds & 1:
            raise ValueError("a shortcut to a network place")
        if header >= 0x24:
            start = at + struct.unpack_from("<L", link, at + 0x1C)[0]
            text = link[start:].decode("utf-16-le", "replace")
            return plain(text.partition("\0")[0])
        return link[at + base :].partition(b"\0")[0].decode(_ANSI, "replace")
    except struct.error as error:
        raise ValueError("a shortcut cut short") from error


@answering
def link_target(path: str) -> str | Unknown:
    """Return the program of a shortcut."""
    with open(path, "rb") as file:
        return target_in(file.read(_LARGEST_LINK))

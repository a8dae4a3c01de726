"""The top folders of media that can be pulled out, the same on every operating system."""

import re
from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.sticks.facts import Stick, SticksFacts, StickTrace, TraceKind
from core.probes.system import System

_MOST = 5000
_SCRIPTS = (".vbs", ".vbe", ".js", ".jse", ".wsf", ".scr", ".pif", ".hta")
_PROGRAMS = (".exe", ".scr", ".com", ".pif", ".bat", ".cmd")
_TWO_ENDINGS = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|txt|zip|rar|mp[34])\s*"
    r"\.(?:exe|scr|com|pif|bat|cmd|vbs|js|lnk|hta)$",
    re.I,
)
_BLANKS = " \u00a0\u2000\u200b\u3000"
_BINS = ("recycler", "recycled", "$recycle.bin", "system volume information")
_STARTS = re.compile(r"^\s*(?:open|shellexecute|shell\\\w+\\command)\s*=\s*(\S.*)$", re.I | re.M)


def _is_folder(system: System, path: str) -> bool:
    seen = system.stat(path)
    return not isinstance(seen, Unknown) and seen.kind == "folder"


def _of_name(system: System, root: str, name: str) -> Iterator[StickTrace]:
    low, path = name.casefold(), f"{root}/{name}"
    if _TWO_ENDINGS.search(name):
        yield StickTrace(kind=TraceKind.TWO_ENDINGS, name=name)
    elif low == "autorun.inf":
        yield from _autorun(system, path)
    elif low in _BINS:
        yield from _bin(system, root, name)
    elif not name.strip(_BLANKS):
        if _is_folder(system, path):
            yield StickTrace(kind=TraceKind.BLANK_FOLDER, name=name)
    else:
        yield from _disguised(system, root, name)


def _disguised(system: System, root: str, name: str) -> Iterator[StickTrace]:
    """Yield a link or a program that has the name of a folder beside it, and any script."""
    low, stem = name.casefold(), name.rpartition(".")[0]
    opens = low.endswith((".lnk", *_PROGRAMS)) and bool(stem)
    if opens and _is_folder(system, f"{root}/{stem}"):
        link = low.endswith(".lnk")
        kind = TraceKind.LINK_FOR_FOLDER if link else TraceKind.PROGRAM_FOR_FOLDER
        yield StickTrace(kind=kind, name=name)
    elif low.endswith(_SCRIPTS):
        yield StickTrace(kind=TraceKind.SCRIPT, name=name)


def _autorun(system: System, path: str) -> Iterator[StickTrace]:
    text = system.read_text(path, 20_000)
    for command in _STARTS.findall(text if isinstance(text, str) else ""):
        yield StickTrace(kind=TraceKind.AUTORUN, name=command.strip()[:200])


def _bin(system: System, root: str, name: str) -> Iterator[StickTrace]:
    inside = system.list_folder(f"{root}/{name}")
    for each in inside if isinstance(inside, tuple) else ():
        if each.casefold().endswith(_PROGRAMS):
            yield StickTrace(kind=TraceKind.PROGRAM_IN_BIN, name=f"{name}/{each}")


def _stick(system: System, root: str) -> Stick:
    top = root.rstrip("/")
    names = system.list_folder(root)
    if isinstance(names, Unknown):
        return Stick(root=root, traces=names)
    found = (trace for name in names[:_MOST] for trace in _of_name(system, top, name))
    return Stick(root=root, traces=tuple(found))


def read_sticks(system: System, source: str) -> SticksFacts:
    """Look at the top folder of every medium that can be pulled out and is there now."""
    now = system.now()
    roots = system.removable()
    if isinstance(roots, Unknown):
        return SticksFacts.unread(roots.code, roots.detail, now)
    return SticksFacts(
        origin=Origin(backend="folders", at=now, sources={"sticks": source}),
        sticks=tuple(_stick(system, each) for each in roots),
    )

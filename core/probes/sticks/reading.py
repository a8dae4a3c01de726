"""The top folders of media that can be pulled out, the same on every operating system."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.sticks.facts import Stick, SticksFacts, StickTrace, TraceKind
from core.probes.system import System

_MOST = 5000
_LARGEST_AUTORUN = 1_000_000
_SCRIPTS = (".vbs", ".vbe", ".js", ".jse", ".wsf", ".scr", ".pif", ".hta")
_PROGRAMS = (".exe", ".scr", ".com", ".pif", ".bat", ".cmd")
_TWO_ENDINGS = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|txt|zip|rar|mp[34])\s*"
    r"\.(?:exe|scr|com|pif|bat|cmd|vbs|js|lnk|hta)$",
    re.I,
)
_BLANKS = " \u00a0\u2000\u200b\u3000"
_OF_SYSTEM = "system volume information"
_BINS = ("recycler", "recycled", "$recycle.bin", _OF_SYSTEM)
_STARTS = re.compile(
    r"^[\s\ufeff\ufffd]*(?:open|shellexecute|shell\\\w+\\command)\s*=\s*(\S.*)$", re.I | re.M
)


@dataclass(slots=True)
class _Reading:
    """The top of one medium, and what there could not be looked into so far."""

    system: System
    top: str
    unseen: list[str] = field(default_factory=list)

    def is_folder(self, name: str) -> bool:
        """Say whether a folder of that name is there."""
        seen = self.system.stat(f"{self.top}/{name}")
        if isinstance(seen, Unknown) and seen.code is not UnknownCode.NOT_FOUND:
            self.unseen.append(name)
        return not isinstance(seen, Unknown) and seen.kind == "folder"

    def traces_of(self, name: str) -> Iterator[StickTrace]:
        """Yield what one name at the top shows."""
        low = name.casefold()
        if _TWO_ENDINGS.search(name):
            yield StickTrace(kind=TraceKind.TWO_ENDINGS, name=name)
        elif low == "autorun.inf":
            yield from self._autorun(name)
        elif low in _BINS:
            yield from self._bin(name)
        elif not name.strip(_BLANKS):
            if self.is_folder(name):
                yield StickTrace(kind=TraceKind.BLANK_FOLDER, name=name)
        else:
            yield from self._disguised(name)

    def _disguised(self, name: str) -> Iterator[StickTrace]:
        """Yield a link or a program that has the name of a folder beside it, and any script."""
        low, stem = name.casefold(), name.rpartition(".")[0]
        opens = low.endswith((".lnk", *_PROGRAMS)) and bool(stem)
        if opens and self.is_folder(stem):
            link = low.endswith(".lnk")
            kind = TraceKind.LINK_FOR_FOLDER if link else TraceKind.PROGRAM_FOR_FOLDER
            yield StickTrace(kind=kind, name=name)
        elif low.endswith(_SCRIPTS):
            yield StickTrace(kind=TraceKind.SCRIPT, name=name)

    def _autorun(self, name: str) -> Iterator[StickTrace]:
        """Yield what an autorun file starts; worms fill theirs up with rubbish and zero bytes."""
        if self.is_folder(name):  # put there so that no worm can put its file
            return
        body = self.system.read_bytes(f"{self.top}/{name}", _LARGEST_AUTORUN + 1)
        if isinstance(body, Unknown) or len(body) > _LARGEST_AUTORUN:
            self.unseen.append(name)
        if isinstance(body, bytes):
            # Without its zero bytes UTF-16 reads as the plain text that commands are.
            text = body.replace(b"\0", b"").decode("utf-8", "replace")
            for command in _STARTS.findall(text):
                yield StickTrace(kind=TraceKind.AUTORUN, name=command.strip()[:200])

    def _bin(self, name: str) -> Iterator[StickTrace]:
        """Yield the programs in a bin."""
        inside = self.system.list_folder(f"{self.top}/{name}")
        if isinstance(inside, Unknown):
            # Windows itself keeps everybody out of this one on NTFS, so that nobody starts
            # anything from there either.
            kept_out = name.casefold() == _OF_SYSTEM and inside.code is UnknownCode.NO_RIGHT
            if not kept_out and self.is_folder(name):
                self.unseen.append(name)
            return
        for each in inside:
            if each.casefold().endswith(_PROGRAMS):
                yield StickTrace(kind=TraceKind.PROGRAM_IN_BIN, name=f"{name}/{each}")


def _stick(system: System, root: str) -> Stick:
    names = system.list_folder(root)
    if isinstance(names, Unknown):
        return Stick(root=root, traces=names)
    reading = _Reading(system, root.rstrip("/"))
    found = tuple(trace for name in names[:_MOST] for trace in reading.traces_of(name))
    rest = names[_MOST : _MOST + 1]
    return Stick(root=root, traces=found, unseen=tuple(dict.fromkeys([*reading.unseen, *rest])))


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

"""Compares compiled modules in a zip with sources: `compare_library.py ZIP SOURCES`.

Runs inside the signed interpreter, over a library made of those sources alone.
"""

import marshal
import sys
import zipfile
from pathlib import Path
from types import CodeType
from typing import Any

HEADER = 16  # bytes before the code object in a .pyc
PATCHED_THERE = ("ctypes/util.pyc", "json/encoder.pyc", "webbrowser.pyc", "zoneinfo/_common.pyc")
"""What Pyodide changed for itself, each looked at: docs/windows.md, "Which Python"."""

ATTRIBUTES = (
    "co_name", "co_qualname", "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars",
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags", "co_exceptiontable",
)  # fmt: skip


def same(one: Any, other: Any) -> bool:
    """Say whether two constants, code objects among them, are the same but for file and lines."""
    if isinstance(one, CodeType) and isinstance(other, CodeType):
        if any(getattr(one, name) != getattr(other, name) for name in ATTRIBUTES):
            return False
        return same(one.co_consts, other.co_consts)
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other) if isinstance(one, float | complex) else one == other


def compiled(source: bytes, name: str) -> list[CodeType]:
    """Return a source at each level of optimisation."""
    return [compile(source, name, "exec", dont_inherit=True, optimize=level) for level in range(3)]


def main(packed: Path, sources: Path) -> int:
    """Print what differs and what is absent; return 1 when something new differs."""
    equal, differing, absent = 0, [], []
    with zipfile.ZipFile(packed) as library:
        for name in sorted(library.namelist()):
            if name.endswith("/"):
                continue
            source = sources / name.removesuffix("c")
            if not name.endswith(".pyc") or not source.is_file():
                absent.append(name)
                continue
            code = marshal.loads(library.read(name)[HEADER:])  # noqa: S302 - never executed
            if any(same(code, each) for each in compiled(source.read_bytes(), name)):
                equal += 1
            else:
                differing.append(name)
    write = sys.stdout.write
    foreign = [name for name in differing if name not in PATCHED_THERE]
    write(f"the same: {equal}\ndifferent: {len(differing)}, not looked at: {len(foreign)}\n")
    write("".join(f"  {name}\n" for name in differing))
    write(f"absent there: {len(absent)}\n")
    write("".join(f"  {name}\n" for name in absent))
    return 1 if foreign else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

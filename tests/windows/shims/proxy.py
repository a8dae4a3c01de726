"""Make NAME.dll, which adds functions to Wine's own NAME.dll and forwards everything else to it.

`proxy.py FOLDER NAME FUNCTION…`: the functions stand in NAME_x.c beside this file, as x_FUNCTION.
Wine's own goes along as NAME_w.dll, with the marker overwritten by which Wine prefers its built-in.
For the laboratory only; never shipped.
"""

import subprocess
import sys
from pathlib import Path

import pefile

HERE = Path(__file__).resolve().parent
WINE = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
MARKER = b"Wine builtin DLL"
MARKER_AT = 0x40


def main(folder: Path, name: str, functions: list[str]) -> None:
    """Write both libraries into a folder."""
    own = WINE / f"{name}.dll"
    content = bytearray(own.read_bytes())
    marked = slice(MARKER_AT, MARKER_AT + len(MARKER))
    if content[marked] != MARKER:
        raise SystemExit(f"{own} does not look like Wine's own")
    content[marked] = b"Wine proxied DLL"
    (folder / f"{name}_w.dll").write_bytes(content)

    exports = [
        f"{each} = {f'x_{each}' if each in functions else f'{name}_w.{each}'} @{symbol.ordinal}"
        for symbol in pefile.PE(str(own)).DIRECTORY_ENTRY_EXPORT.symbols
        if symbol.name and (each := symbol.name.decode())
    ]
    definition = folder / f"{name}.def"
    definition.write_text("\n".join([f"LIBRARY {name}.dll", "EXPORTS", *exports, ""]))
    compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", f"{folder}/{name}.dll"]
    sources = [str(HERE / f"{name}_x.c"), str(definition), "-loleaut32", "-lole32"]
    subprocess.run([*compiler, *sources], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])

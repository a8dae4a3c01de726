"""Own files: whether the program's folder still holds what was built, file by file.

The list stands in the same folder. It tells of accidents and of malware that fastens on to programs
or lays libraries beside them, not of somebody who writes the list anew as well.
"""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

LIST = Path("app") / "files.txt"

_MARK = "portable.txt"


def unlike(folder: Path) -> Iterator[str]:
    """Yield the names of the program's files that are changed or gone; all by their digests."""
    for name, digest in _listed(folder).items():
        if _digest(folder / name) != digest:
            yield name


def added(folder: Path) -> Iterator[str]:
    """Yield the names of files that nobody built, beside the program and in its own folders."""
    listed = {*_listed(folder), LIST.as_posix(), _MARK}
    filled = {name.partition("/")[0] for name in listed if "/" in name}
    for top in sorted(folder.iterdir()):
        below = sorted(top.rglob("*")) if top.name in filled and not top.is_symlink() else [top]
        for each in below:
            name = each.relative_to(folder).as_posix()
            if name not in listed and (each.is_symlink() or each.is_file()):
                yield name


def _listed(folder: Path) -> dict[str, str]:
    lines = (folder / LIST).read_text("utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(file: Path) -> str:
    """Return the digest of a plain file, empty where there is none to be read."""
    if file.is_symlink() or not file.is_file():
        return ""
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""

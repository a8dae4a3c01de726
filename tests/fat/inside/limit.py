"""Takes a book to the length that FAT has for a file.

    limit.py make DEVICE LENGTH      a small book that says it is LENGTH bytes long
    limit.py reach DEVICE            writes until it is refused

The second prints a line of JSON: `refused` (which error), `last` (the last entry acknowledged),
and `entries`, `whole` of the book when it is opened again.
"""

import json
import sys
from pathlib import Path

from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from tests.fat.inside.duty import entry, opened
from tests.fat.inside.first import STICK, mount_stick, unmount

HOME = Path(STICK, "home")
_PAGE = 4096
_COUNT_AT = 28


def make(length: int) -> None:
    """Write a book, and into the head of its file how many pages there are to be."""
    with opened(HOME) as book:
        book.add(entry(0))
    with (HOME / "trucan.db").open("r+b") as stream:
        stream.seek(_COUNT_AT)
        stream.write((length // _PAGE).to_bytes(4, "big"))


def reach() -> dict[str, object]:
    """Write entries until there is no room in the file."""
    last, refused = 0, ""
    with opened(HOME) as book:
        while not refused and last < 500:
            try:
                last = book.add(NewEntry(text="Mất điện " * 400)).seq
            except KnownError as error:
                refused = error.key
    with opened(HOME) as book:
        verdict = book.verify()
    return {
        "refused": refused,
        "last": last,
        "entries": verdict.count,
        "whole": verdict.whole,
        "length": (HOME / "trucan.db").stat().st_size,
    }


if __name__ == "__main__":
    mount_stick(sys.argv[2], STICK)
    if sys.argv[1] == "make":
        make(int(sys.argv[3]))
    else:
        print(json.dumps(reach()), flush=True)
    unmount(STICK)

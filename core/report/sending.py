"""Sending: a folder with all that goes out together, and the digests to check it by."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from core.model.document import Document
from core.report.files import WRITERS, known_trouble, name_of
from core.whole_file import write_folder

FORMATS = ("docx", "pdf", "json")
"""To be signed, to be read, to be read by a program."""

DIGESTS = "SHA256SUMS.txt"
"""As `sha256sum --check` reads it."""


def send_folder(
    document: Document,
    folder: Path,
    writers: Mapping[str, Callable[[Document], bytes]] = WRITERS,
    beside: Mapping[str, bytes] | None = None,
) -> tuple[Path, ...]:
    """Write a folder of its own below a folder and return the files in it, the digests last.

    `beside` are further files that go along, by their names.

    All names are ASCII. The folder gets its name when it is whole; a name already taken gets a
    number. KnownError when it cannot be written; then nothing of it is left.
    """
    stem = name_of(document)
    contents = {f"{stem}.{each}": writers[each](document) for each in FORMATS}
    contents |= beside or {}
    contents[DIGESTS] = _digests(contents)
    try:
        folder.mkdir(exist_ok=True)
        final = write_folder(folder / stem, contents)
    except OSError as error:
        raise known_trouble(error, folder, stem) from error
    return tuple(final / name for name in contents)


def _digests(contents: Mapping[str, bytes]) -> bytes:
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    return "".join(lines).encode("ascii")

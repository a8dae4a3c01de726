"""Sticks as files: FAT32 in clusters of 32 KB, as sticks are formatted."""

import subprocess
from pathlib import Path

SIZE = 4096
"""Megabytes; the fewest that FAT32 may have with such clusters are about half of that."""


def make_disk(path: Path, size: int = SIZE) -> Path:
    """Make an empty disk of some megabytes, which takes no room until it is written."""
    with path.open("wb") as stream:
        stream.truncate(size * 1024 * 1024)
    return path


def make_stick(path: Path, size: int = SIZE, cluster: int = 64) -> Path:
    """Make a stick; each is like the others to the bit. A cluster is given in sectors."""
    make_disk(path, size)
    words = ("-F", "32", "-s", str(cluster), "-n", "TRUCAN", "--invariant")
    _run("mkfs.vfat", *words, str(path))
    return path


def copy_stick(old: Path, new: Path) -> Path:
    """Copy a stick with its empty stretches."""
    _run("cp", "--sparse=always", str(old), str(new))
    return new


def examine(stick: Path) -> None:
    """Refuse a stick whose structure is not sound."""
    _run("fsck.vfat", "-n", str(stick))


def _run(*command: str) -> None:
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def lengthen(stick: Path, name: bytes, size: int) -> None:
    """Give a file more clusters and another size, without writing what is in them.

    `name` is its short name as folders hold it, eleven letters; the file and its folder are among
    the first of the stick. A kernel would write all the zeros of a file that is made longer.
    """
    with stick.open("r+b") as stream:
        head = stream.read(512)
        sectors, reserved, tables = head[13], int.from_bytes(head[14:16], "little"), head[16]
        length = int.from_bytes(head[36:40], "little") * 512
        begins = [reserved * 512 + number * length for number in range(tables)]
        stream.seek(begins[-1] + length)
        entry = begins[-1] + length + stream.read(64 * sectors * 512).index(name)
        stream.seek(entry)
        found = stream.read(32)
        first = int.from_bytes(found[26:28] + found[20:22], "little")
        stream.seek(begins[0])
        table = bytearray(stream.read(length))
        chain = [first]
        while (following := _next(table, chain[-1])) < _END:
            chain.append(following)
        free = max(at for at in range(2, 4096) if _next(table, at)) + 1
        chain += range(free, free + size // (sectors * 512) - len(chain))
        for here, there in zip(chain, [*chain[1:], _END], strict=True):
            table[here * 4 : here * 4 + 4] = there.to_bytes(4, "little")
        for begin in begins:
            stream.seek(begin)
            stream.write(table)
        stream.seek(entry + 28)
        stream.write(size.to_bytes(4, "little"))
        # How much is free is to be counted anew.
        stream.seek(512 + 488)
        stream.write(b"\xff" * 8)


_END = 0x0FFFFFF8


def _next(table: bytearray, cluster: int) -> int:
    return int.from_bytes(table[cluster * 4 : cluster * 4 + 4], "little") & 0x0FFFFFFF

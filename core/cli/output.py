"""Writing results: to standard output, or to a file whole or not at all."""

import sys
from pathlib import Path


def write_json(body: bytes, target: str) -> None:
    """Write JSON to standard output for `-`, else to a file, whole or not at all."""
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    from core.whole_file import write_whole

    write_whole(Path(target), body)

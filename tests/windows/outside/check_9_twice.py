"""Two builds from one commit; the last check, so that the second build need not be waited for."""

from pathlib import Path


def test_two_builds_give_the_same_files(built_twice: tuple[Path, Path]) -> None:
    one, other = ((folder / "SHA256SUMS").read_text() for folder in built_twice)

    assert one == other
    assert one.count("\n") == 2

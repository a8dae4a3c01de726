"""A plug-in for pytest: an account of its own for each test, on the computer and not on the stick.

A home on a stick leaves its key and what was seen of its book with the account.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture(autouse=True)
def own_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the folder of an account."""
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("HOME", folder)
        monkeypatch.setenv("XDG_DATA_HOME", folder)
        yield Path(folder)

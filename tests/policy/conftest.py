"""Shapes of limits as checks have them, and baselines written to a folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

HEAD = 'id = "office"\nversion = "3"\ndate = "2026-12-01"\nsource = "Directive 1"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    warn_days: int = 3
    fail_days: int = 7

    def __post_init__(self) -> None:
        if self.warn_days > self.fail_days:
            raise ValueError("warn_days > fail_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    strict: bool = False
    name: str = ""
    places: tuple[str, ...] = ()
    most: int = 2


@pytest.fixture
def shapes() -> dict[str, type]:
    """The Params of two checks."""
    return {"AV-102": Ages, "BAK-301": Mixed}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a baseline with a good head, or exactly the bytes given."""

    def save(body: str | bytes, head: str = HEAD) -> Path:
        path = tmp_path / "bộ tiêu chí.toml"
        path.write_bytes(body if isinstance(body, bytes) else (head + body).encode())
        return path

    return save

"""A store in a fresh home, and other processes that use the same one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.store.store import Store

ROOT = Path(__file__).parents[2]

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an open store in an empty home."""
    with Store.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def start() -> Iterator[Start]:
    """Give a way to run Python text in a process of its own, killed at the end."""
    running: list[subprocess.Popen[str]] = []

    def run(text: str, *words: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", text, *map(str, words)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()

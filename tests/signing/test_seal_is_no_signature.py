"""The machine's seal is never called a digital signature, in no text and in no help page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OF_PEOPLE = ("signing.toml",)
NAMED = re.compile(r"chữ ký số|digital signature", re.IGNORECASE)
TOLD_APART = re.compile(r"không thay|does not replace|not replace", re.IGNORECASE)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_digital_signature_is_a_persons(lang: str) -> None:
    lines = [
        (path.name, line)
        for path in sorted((ROOT / "resources" / "words" / lang).rglob("*.toml"))
        if path.name not in OF_PEOPLE
        for line in path.read_text("utf-8").splitlines()
        if NAMED.search(line) and re.search("niêm phong|khóa của máy|seal", line, re.IGNORECASE)
    ]

    for name, line in lines:
        assert TOLD_APART.search(line), f"{name}: {line}"
    assert lines, "somewhere the two are told apart"

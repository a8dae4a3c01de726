"""Exports before the judgement of Go's sumdb, the implementation that the formats come from."""

import base64
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.duty.book import DutyBook
from core.duty.export import Period, export
from core.model.new_entry import NewEntry
from core.secrets import Secrets
from core.store.store import Store
from core.words import Words

SOURCE = Path(__file__).parents[1] / "seal" / "sumdb" / "main.go"
PACKAGES = "/usr/share/gocode"

Judge = Callable[..., str]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Give the verifier, built from the system's own packages without any download."""
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": PACKAGES,
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "GOPROXY": "off",
        "HOME": str(folder),
    }
    built = folder / "sumdb"
    subprocess.run(
        ["go", "build", "-o", str(built), str(SOURCE)], env=environment, check=True, timeout=100
    )

    def run(*words: object) -> str:
        done = subprocess.run([str(built), *map(str, words)], capture_output=True, text=True)
        return done.stdout.partition("\n")[0]

    return run


@pytest.mark.system("go")
def test_sumdb_accepts_exports_and_refuses_altered_ones(
    judge: Judge, store: Store, tmp_path: Path
) -> None:
    """Checkpoints, proofs of entries, proofs of continuation; then each with one thing changed."""
    secrets = Secrets(tmp_path / "keys", keyring=lambda: None, cost=16)
    secrets.protect("mật khẩu đủ dài")
    book = DutyBook(
        store, device="PC", author="An", app_version="1", released="2026-01-01", secrets=secrets
    )
    held: Path | None = None
    for size in (1, 2, 6, 8, 13, 20):
        while book.count() < size + 1:
            book.add(NewEntry(text=f"Việc số {book.count()}"))
        before = None if held is None else held.read_bytes()
        folder = export(book, tmp_path / "out", Words("vi"), Period(), before).folder
        older = () if held is None else (held,)
        assert judge(folder, *older) == f"accepted {book.count()}"
        held = folder / "checkpoint.txt"
    assert older != ()

    def altered(name: str, change: Callable[[str], str]) -> str:
        file = folder / name
        text = file.read_text("utf-8")
        assert change(text) != text
        file.write_text(change(text), encoding="utf-8")
        try:
            return judge(folder, *older).partition(":")[0]
        finally:
            file.write_text(text, encoding="utf-8")

    def other_hash(text: str) -> str:
        lines = text.split("\n")
        lines[2] = base64.b64encode(bytes(32)).decode()
        return "\n".join(lines)

    assert altered("entries.jsonl", lambda text: text.replace("số 7", "số 9")) == "refused"
    assert altered("checkpoint.txt", lambda text: text.replace("\n21\n", "\n22\n")) == "refused"
    assert altered("checkpoint.txt", other_hash) == "refused"
    assert altered("proofs/7.tlog-proof", other_hash) == "refused"
    assert altered("proofs/7.tlog-proof", lambda text: text.replace("x 6", "x 8")) == "refused"
    assert altered("consistency.txt", other_hash) == "refused"
    assert altered("public-key.txt", lambda text: text.replace("+", "+0", 1)) == "refused"
    assert judge(folder, *older).startswith("accepted")

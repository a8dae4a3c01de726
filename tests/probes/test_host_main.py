"""The child side of the probe host."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import catalogue, host_main
from core.probes.host_main import serve
from core.probes.plain import as_plain

ROOT = Path(__file__).resolve().parents[2]


def ask(*lines: str) -> list[dict]:
    out = io.BytesIO()
    serve(io.BytesIO("\n".join(lines).encode() + b"\n"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_questions_are_answered_in_order():
    said = ask('{"topic": "machine"}', "", '{"id": 7, "topic": "clock", "ask": {"places": []}}')

    assert [each["topic"] for each in said] == ["machine", "clock"]
    assert said[1]["id"] == 7
    assert all(isinstance(each["elapsed_ms"], int) for each in said)
    assert said[0]["facts"]["os"] == catalogue.this_os()


@pytest.mark.parametrize("line", ["garbage", "{}", "[]", "3", '{"topic": "nothing"}', "\x00"])
def test_a_question_that_is_none_ends_nothing(line):
    bad, good = ask(line, '{"topic": "machine"}')

    assert bad["error"] == "crashed"
    assert good["topic"] == "machine"


def test_a_reader_that_raises_is_told_by_type_and_line(monkeypatch):
    def read(topic, system, asked):
        print("a stray print")  # noqa: T201 - what a careless library does
        raise ZeroDivisionError("no detail of the machine belongs here")

    monkeypatch.setattr(catalogue, "read", read)
    (said,) = ask('{"topic": "machine"}')

    assert said["error"] == UnknownCode.CRASHED
    assert said["detail"].startswith("ZeroDivisionError at probes/test_host_main.py:")
    assert "Traceback" not in said["detail"]


@pytest.mark.parametrize("stray", ["print('stray')", "import os; os.write(1, b'stray')",
                                   "import os; os.system('echo stray')"])  # fmt: skip
def test_what_else_is_printed_goes_elsewhere(stray):
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from core.probes import catalogue, host_main
read = catalogue.read
def chatty(topic, system, ask):
    {stray}
    return read(topic, system, ask)
catalogue.read = chatty
host_main.serve(sys.stdin.buffer, sys.stdout.buffer)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], input=b'{"topic": "machine"}\n', capture_output=True,
        timeout=30,
    )  # fmt: skip

    assert json.loads(done.stdout)["topic"] == "machine"
    assert b"stray" in done.stderr


def test_it_ends_when_nobody_asks_or_listens():
    command = [sys.executable, str(ROOT / "main.py"), "--probe-host"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.close()

    assert process.wait(20) == 0
    process.stdout.close()

    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.close()
    process.stdin.write(b'{"topic": "clock"}\n' * 3)
    process.stdin.close()

    assert process.wait(20) == 0


def test_it_starts_quickly():
    """At most three bare starts of Python; slow libraries are not imported before they are used."""

    def fastest(*arguments: str) -> float:
        spent = []
        for _ in range(5):
            started = time.monotonic()
            subprocess.run([sys.executable, *arguments], stdin=subprocess.DEVNULL, check=True)
            spent.append(time.monotonic() - started)
        return min(spent)

    host = fastest(str(ROOT / "main.py"), "--probe-host")

    assert host < 6 * fastest("-c", "pass") + 0.1


def test_values_become_plain():
    assert as_plain(Unknown(UnknownCode.STALE, "d")) == {"unknown": "stale", "detail": "d"}
    assert as_plain(("a", (1, None, True), {"k": ()})) == ["a", [1, None, True], {"k": []}]
    assert as_plain("k\udcff\ud83d") == "k��"
    assert as_plain("Kế hoạch 📁") == "Kế hoạch 📁"
    with pytest.raises(TypeError):
        as_plain(object())


def test_the_catalogue_finds_every_topic():
    assert catalogue.topics() == tuple(sorted(catalogue.facts_types()))
    assert {kind.TOPIC for kind in catalogue.facts_types().values()} == set(catalogue.topics())
    for topic in catalogue.topics():
        folder = ROOT / "core" / "probes" / topic
        assert any((folder / f"{os}.py").exists() for os in ("linux", "windows"))
    with pytest.raises(KeyError):
        catalogue.read("nothing", None, None)


def test_importing_the_host_loads_nothing_slow():
    code = "import core.probes.host_main, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          timeout=30)  # fmt: skip

    assert not {"psutil", "msgspec", "PySide6", "subprocess", "hypothesis"} & set(
        done.stdout.split()
    )
    assert host_main.__doc__

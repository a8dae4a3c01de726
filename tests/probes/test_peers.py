"""The other ends of open connections: each once, none within this machine."""

from types import SimpleNamespace

import psutil
import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import read
from core.probes.connections import reading
from core.probes.peers import Peer, peers


def socket(address="", port=0, pid=None):
    return SimpleNamespace(raddr=(address, port) if address else (), pid=pid)


def say(monkeypatch, found):
    def answer(kind):
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(psutil, "net_connections", answer)


def test_each_end_once_and_none_within(monkeypatch):
    say(
        monkeypatch,
        [
            socket(),
            socket("127.0.0.1", 631),
            socket("::1", 631),
            socket("::ffff:127.0.0.1", 8005),
            socket("fe80::1%eth0", 546),
            socket("203.0.113.9", 443),
            socket("203.0.113.9", 443, pid=4_194_999),
            socket("203.0.113.9", 443),
        ],
    )

    assert peers() == (Peer("203.0.113.9", 443, ""), Peer("fe80::1%eth0", 546, ""))


@pytest.mark.only("posix")  # Wine does not tell which program a process runs
def test_the_program_behind_a_connection(monkeypatch):
    own = psutil.Process()
    say(monkeypatch, [socket("203.0.113.9", 443, pid=own.pid)])

    assert peers() == (Peer("203.0.113.9", 443, own.exe()),)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psutil.AccessDenied(), UnknownCode.NO_RIGHT),
        (OSError("no /proc"), UnknownCode.UNREADABLE),
        (RuntimeError("not understood"), UnknownCode.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_unknown(monkeypatch, error, code):
    say(monkeypatch, error)
    answer = peers()

    assert isinstance(answer, Unknown)
    assert answer.code is code


class Machine:
    def __init__(self, answer):
        self.answer = answer

    def now(self):
        return "2027-01-05T02:00:00Z"

    def peers(self):
        return self.answer


@pytest.mark.parametrize("os", ["linux", "windows"])
def test_the_topic(monkeypatch, os):
    monkeypatch.setattr(reading, "MOST", 2)
    ends = tuple(Peer("203.0.113.9", port, "") for port in (1, 2, 3))

    facts = read("connections", Machine(ends), Ask(), os)
    assert [each.port for each in facts.connections] == [1, 2]
    assert facts.left_out == 1

    facts = read("connections", Machine(Unknown(UnknownCode.NO_RIGHT, "x")), Ask(), os)
    assert facts.connections == Unknown(UnknownCode.NO_RIGHT, "x")

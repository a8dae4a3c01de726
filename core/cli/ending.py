"""Requests to end: Ctrl+C, a system that asks, a terminal that is closed. All are heard alike."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_REQUESTS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def heard_by(hear: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Have requests to end heard by a function, but for those that `nohup` had ignored."""
    requests = [getattr(signal, name) for name in _REQUESTS if hasattr(signal, name)]
    heard = [each for each in requests if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, hear) for each in heard}
    try:
        yield
    finally:
        for each, hearer in before.items():
            signal.signal(each, hearer)

"""Reading event logs through a stand-in for wevtapi that keeps count of its handles."""

import ctypes

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_events
from core.probes.logs import Wanted

DISK = (Wanted("disk", (7, 52)), Wanted("Ntfs", (55,)))
XML = (
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>'
    "<Provider Name='disk'/><EventID>7</EventID><TimeCreated SystemTime='{at}'/></System>"
    "<EventData><Data>{text}</Data></EventData></Event>"
)
SYSTEM, NO_MORE, TOO_SMALL, TIMED_OUT, DENIED = "System", 259, 122, 1460, 5
_NEWEST_FIRST = 0x200


class WevtApi:
    """Logs by name, each a list of events from the oldest; every handle is counted."""

    def __init__(self):
        self.logs, self.off, self.open, self.failing = {}, set(), {}, {}
        self.asked, self.error, self.serial = [], 0, 0

    def hold(self, what):
        self.serial += 1
        self.open[self.serial] = what
        return self.serial

    def fails(self, function):
        self.error = self.failing.get(function, 0)
        return self.error

    def EvtClose(self, handle):  # noqa: N802 - named as Windows names it
        del self.open[getattr(handle, "value", handle)]
        return 1

    def EvtQuery(self, session, log, query, flags):  # noqa: N802
        self.asked.append(query)
        if self.fails("EvtQuery"):
            return None
        if log not in self.logs:
            self.error = 15007
            return None
        found = self.logs[log]
        return self.hold(list(reversed(found)) if flags & _NEWEST_FIRST else list(found))

    def EvtOpenChannelConfig(self, session, log, flags):  # noqa: N802
        return None if self.fails("EvtOpenChannelConfig") else self.hold(log)

    def EvtGetChannelConfigProperty(self, handle, which, flags, size, told, used):  # noqa: N802
        if self.fails("EvtGetChannelConfigProperty"):
            return 0
        told._obj.value = int(self.open[handle] not in self.off)
        return 1

    def EvtNext(self, results, most, handles, limit, flags, count):  # noqa: N802
        assert limit < 60_000, "nothing is waited for without an end"
        if self.fails("EvtNext"):
            return 0
        left = self.open[results]
        if not left:
            self.error = NO_MORE
            return 0
        for place, each in enumerate(left[:most]):
            handles[place] = self.hold(each)
        count._obj.value = len(left[:most])
        del left[:most]
        return 1

    def EvtRender(self, context, event, how, size, buffer, used, count):  # noqa: N802
        if self.fails("EvtRender"):
            return 0
        raw = f"{self.open[event]}\0".encode("utf-16-le")
        used._obj.value = len(raw)
        if size < len(raw):
            self.error = TOO_SMALL
            return 0
        ctypes.memmove(buffer, raw, len(raw))
        return 1


def told(at="2026-11-18T08:20:31.1Z", text="x"):
    return XML.format(at=at, text=text)


@pytest.fixture
def api(monkeypatch):
    """Stand in for wevtapi; whatever a test does, no handle may stay open."""
    stand_in = WevtApi()

    def last_error(asked):
        error = OSError(0, asked)
        error.winerror = stand_in.error
        return error

    monkeypatch.setattr(
        win_events, "call", lambda name, function, *types: getattr(stand_in, function)
    )
    monkeypatch.setattr(win_events, "last_error", last_error)
    yield stand_in
    assert stand_in.open == {}


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_the_question_names_writers_numbers_and_days():
    assert win_events.query_for(DISK, 30) == (
        "*[System[((Provider[@Name='disk'] and (EventID=7 or EventID=52))"
        " or (Provider[@Name='Ntfs'] and (EventID=55)))"
        " and TimeCreated[timediff(@SystemTime) <= 2592000000]]]"
    )


def test_newest_first_and_not_more_than_asked_for(api):
    api.logs[SYSTEM] = [told(f"2026-11-{day:02}T01:00:00Z", str(day)) for day in range(1, 29)] * 3
    found = win_events.events(SYSTEM, DISK, ("0",), 30, 40)
    assert len(found) == 40
    assert [each.values["0"] for each in found[:2]] == ["28", "27"]
    assert (found[0].provider, found[0].id, found[0].at) == ("disk", 7, "2026-11-28T01:00:00Z")


def test_a_log_in_which_nothing_fits_is_an_answer(api):
    api.logs[SYSTEM] = []
    assert win_events.events(SYSTEM, DISK, (), 30, 40) == ()


def test_an_event_larger_than_usual(api):
    api.logs[SYSTEM] = [told(text="y" * 30_000)]
    (found,) = win_events.events(SYSTEM, DISK, ("0",), 30, 5)
    assert found.values["0"] == "y" * 30_000


def test_the_oldest_event_tells_how_far_a_log_reaches_back(api):
    api.logs[SYSTEM] = [told("2026-03-01T00:00:00Z"), told("2026-11-01T00:00:00Z")]
    assert win_events.log_since(SYSTEM) == "2026-03-01T00:00:00Z"
    assert api.asked == ["*"]


def test_a_log_without_any_event_says_nothing(api):
    api.logs[SYSTEM] = []
    assert code(win_events.log_since(SYSTEM)) is UnknownCode.NOT_FOUND


QUESTIONS = (
    lambda: win_events.log_since(SYSTEM),
    lambda: win_events.events(SYSTEM, DISK, (), 30, 10),
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("function", "error", "expected"),
    [
        ("EvtQuery", DENIED, UnknownCode.NO_RIGHT),
        ("EvtQuery", 15007, UnknownCode.NOT_FOUND),
        ("EvtQuery", 1722, UnknownCode.SERVICE_OFF),
        ("EvtQuery", 15001, UnknownCode.SOURCE_BROKEN),
        ("EvtNext", TIMED_OUT, UnknownCode.TIMED_OUT),
        ("EvtNext", 15011, UnknownCode.UNREADABLE),
        ("EvtNext", 1500, UnknownCode.UNREADABLE),
        ("EvtRender", 6, UnknownCode.SOURCE_BROKEN),
        ("EvtRender", TOO_SMALL, UnknownCode.SOURCE_BROKEN),
    ],
)
def test_every_error_has_its_reason(api, question, function, error, expected):
    api.logs[SYSTEM] = [told()]
    api.failing[function] = error
    assert code(question()) is expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_such_log(api, question):
    assert code(question()) is UnknownCode.NOT_FOUND


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_log_that_is_off_says_nothing_even_if_old_events_are_left(api, question):
    api.logs[SYSTEM], api.off = [told()], {SYSTEM}
    assert code(question()) is UnknownCode.SERVICE_OFF


@pytest.mark.parametrize("closed", ["EvtOpenChannelConfig", "EvtGetChannelConfigProperty"])
def test_settings_that_are_closed_hinder_nothing(api, closed):
    api.logs[SYSTEM], api.failing[closed] = [told()], DENIED
    assert len(win_events.events(SYSTEM, DISK, (), 30, 10)) == 1


def test_an_event_that_is_none_is_not_passed_over(api):
    api.logs[SYSTEM] = [told(), "<Event/>"]
    assert code(win_events.events(SYSTEM, DISK, (), 30, 10)) is UnknownCode.MALFORMED

"""Whatever a machine answers, a reader returns facts."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.facts import Facts
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import facts_types, read
from core.probes.logs import EventSeen, Wanted
from core.probes.system import System
from core.probes.system_windows import RealWindows
from core.probes.traces import SignatureSeen

UNREAD = st.sampled_from([Unknown(code, "made up") for code in UnknownCode])
VALUE = st.one_of(
    st.text(max_size=30),
    st.integers(-(2**63), 2**64),
    st.binary(max_size=12),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    UNREAD,
)
READ = VALUE.filter(lambda each: not isinstance(each, Unknown))
PROPERTY = st.one_of(READ, st.none(), st.booleans())


class ArbitraryWindows:
    """Answers well-typed questions of the port with values that no reader expects."""

    def __init__(self, data: st.DataObject, machine: Any) -> None:
        """Ask `machine` for everything that is typed narrowly."""
        self._data = data
        self._machine = machine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._machine, name)

    def registry(self, root: str, key: str, name: str, wow32: bool = False) -> Any:
        return self._data.draw(VALUE)

    def registry_values(self, root: str, key: str, wow32: bool = False) -> Any:
        names = st.sampled_from(["PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime", "x", ""])
        return self._data.draw(st.one_of(st.dictionaries(names, READ, max_size=3), UNREAD))

    def registry_keys(self, root: str, key: str, wow32: bool = False) -> Any:
        return self._data.draw(
            st.one_of(st.lists(st.text(max_size=5), max_size=2).map(tuple), UNREAD)
        )

    def registry_names(self, root: str, key: str) -> Any:
        return self._data.draw(
            st.one_of(st.lists(st.text(max_size=5), max_size=2).map(tuple), UNREAD)
        )

    def registry_written(self, root: str, key: str) -> Any:
        return self._data.draw(UNREAD)

    def wmi(self, namespace: str, kind: str, names: Any, where: str = "") -> Any:
        row = st.fixed_dictionaries({name: PROPERTY for name in names})
        return self._data.draw(st.one_of(st.lists(row, min_size=1, max_size=2).map(tuple), UNREAD))

    def com(self, program_id: str, path: str) -> Any:
        return self._data.draw(st.one_of(VALUE, st.none(), st.booleans()))

    def security_products(self, provider: int) -> Any:
        return self._data.draw(UNREAD)

    def security_health(self, provider: int) -> Any:
        return self._data.draw(st.one_of(st.integers(0, 3), UNREAD))

    def firewall_profile(self, profile: int) -> Any:
        return self._data.draw(UNREAD)

    def uptime_s(self) -> Any:
        return self._data.draw(st.one_of(st.integers(0, 2**62), UNREAD))

    def read_text(self, path: str, limit: int = 4_000_000) -> Any:
        return self._data.draw(st.one_of(st.text(max_size=40), UNREAD))

    def list_folder(self, path: str) -> Any:
        return self._data.draw(
            st.one_of(st.lists(st.text(max_size=5), max_size=2).map(tuple), UNREAD)
        )

    def link_target(self, path: str) -> Any:
        return self._data.draw(st.one_of(st.text(max_size=20), UNREAD))

    def log_since(self, log: str) -> Any:
        return self._data.draw(st.one_of(st.just("2026-01-01T00:00:00Z"), UNREAD))

    def events(self, log: str, wanted: Any, names: Any, days: int, most: int) -> Any:
        event = st.builds(
            EventSeen,
            provider=st.text(max_size=9),
            id=st.sampled_from([number for each in wanted for number in each.ids]),
            at=st.sampled_from(["2026-11-01T00:00:00Z", "2026-11-01T00:05:00Z"]),
            values=st.dictionaries(
                st.sampled_from(names or ["x"]),
                st.one_of(st.text(max_size=9), st.just("2026-11-01T00:00:00.1234567Z")),
                max_size=4,
            ),
        )
        return self._data.draw(st.one_of(st.lists(event, max_size=4).map(tuple), UNREAD))

    def signatures(self, paths: Any, limit: float) -> Any:
        states = ("valid", "none", "broken", "refused", "untrusted")
        drawn = [self._data.draw(st.one_of(st.sampled_from(states), UNREAD)) for _ in paths[:6]]
        seen = (SignatureSeen(path, state) for path, state in zip(paths, drawn, strict=False))
        return self._data.draw(st.one_of(st.just(tuple(seen)), UNREAD))

    def environment(self, name: str) -> Any:
        return r"C:\WINDOWS" if name == "SystemRoot" else "C:"


@pytest.mark.parametrize("topic", sorted(facts_types()))
# A reader that asks much draws much; examples that grow too large are dropped, not a fault.
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_arbitrary_answers(machine: Callable[[str], Any], topic: str, data: st.DataObject) -> None:
    odd = ArbitraryWindows(data, machine("windows-10-home-vi"))
    found = read(topic, cast(System, odd), Ask(), "windows")
    assert isinstance(found, Facts)


QUESTIONS: dict[str, tuple[Any, ...]] = {
    "registry": ("HKLM", "SOFTWARE", "x"),
    "registry_keys": ("HKLM", "SOFTWARE"),
    "registry_values": ("HKLM", "SOFTWARE"),
    "registry_written": ("HKLM", "SOFTWARE"),
    "wmi": ("root\\cimv2", "Win32_OperatingSystem", ("Version",)),
    "com": ("Microsoft.Update.AutoUpdate", "Settings.NotificationLevel"),
    "security_health": (4,),
    "security_products": (4,),
    "firewall_profile": (1,),
    "firewall_current": (),
    "registry_names": ("HKLM", "SOFTWARE"),
    "account_policy": (),
    "shares": (),
    "adapters": (),
    "wifi_profiles": (),
    "firmware": (),
    "tpm_version": (),
    "drive_protection": ("C:",),
    "log_since": ("System",),
    "events": ("System", (Wanted("disk", (7,)),), (), 30, 10),
    "users": (),
    "group_members": ("S-1-5-32-544",),
    "pending_updates": (),
    "update_history": (3000,),
    "uptime_s": (),
    "time_zone": (),
    "product_sku": (),
    "joined_domain": (),
    "tasks": (),
    "service": ("wuauserv",),
    "rights": (),
    "user": (),
}


@pytest.mark.only("posix")  # on Windows these have real answers
@pytest.mark.parametrize("question", QUESTIONS)
def test_elsewhere_every_answer_is_not_supported(question: str) -> None:
    found = getattr(RealWindows(), question)(*QUESTIONS[question])
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NOT_SUPPORTED


def test_shells_are_never_started() -> None:
    for tool in ("/bin/powershell.exe", "/x/CMD.EXE", "whoami"):
        found = RealWindows().run([tool], 1.0)
        assert isinstance(found, Unknown)
        assert found.code is UnknownCode.MALFORMED

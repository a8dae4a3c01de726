"""A Windows machine described in a data file, which answers probes as the real one would.

A description maps `method(argument, …)` to an answer. Unread answers are {"unknown": CODE}, bytes
{"bytes": HEX}. A value or a list of sub-keys that is not described by itself is looked up in the
description of its whole key (`registry_values`). What a description does not say is looked up in
tests/machines/windows-defaults*.json: the settings of a Windows just installed, from the vendor's
documents; a machine that shall answer nothing true says `otherwise`, by method. A question that
nothing describes fails the test.
"""

import copy
import json
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from probes.windows.answers import said

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.logs import Wanted
from core.probes.system import (
    CommandAnswer,
    FileStat,
    GroupMember,
    LocalUser,
    Newest,
    Peer,
    PendingUpdate,
    ProcessSeen,
    SecurityProduct,
    Service,
    SignatureSeen,
    WindowsSystem,
)
from core.probes.win_values import ValuesByName

MACHINES = Path(__file__).parents[2] / "machines"

_KINDS: Mapping[str, type[Any]] = {
    "run": CommandAnswer,
    "stat": FileStat,
    "newest": Newest,
    "service": Service,
    "users": LocalUser,
    "group_members": GroupMember,
    "pending_updates": PendingUpdate,
    "peers": Peer,
    "processes": ProcessSeen,
    "security_products": SecurityProduct,
}
_SID_OF_A_PERSON = re.compile(r"S-1-5-21-[\d-]+")
"""Settings of people may be described for all of them at once."""
_NOT_FOUND = Unknown(UnknownCode.NOT_FOUND, "not described in its key")


def plain(value: Any) -> Any:
    """Turn a described value into what the port returns."""
    if isinstance(value, dict) and set(value) <= {"unknown", "detail"} and "unknown" in value:
        return Unknown(UnknownCode(value["unknown"]), value.get("detail", ""))
    if isinstance(value, dict) and set(value) == {"bytes"}:
        return bytes.fromhex(value["bytes"])
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return tuple(plain(each) for each in value)
    return value


@cache
def returned_kind(method: str) -> type[Any] | None:
    """Return the value class that a method of the port returns, or returns a tuple of."""
    hint = typing.get_type_hints(getattr(WindowsSystem, method))["return"]
    parts = [hint, *typing.get_args(hint)]
    parts += [inner for each in parts for inner in typing.get_args(each)]
    kinds = (each for each in parts if isinstance(each, type) and is_dataclass(each))
    return next((each for each in kinds if each is not Unknown), None)


def built(method: str, value: Any) -> Any:
    """Build the value classes that a method returns."""
    kind = _KINDS.get(method) or returned_kind(method)
    if kind is None or isinstance(value, Unknown):
        return value
    if isinstance(value, tuple):
        return tuple(kind(**each) for each in value)
    return kind(**value)


class DescribedWindows:
    """Answers every question of the port from a description."""

    def __init__(self, name: str, answers: dict[str, Any]) -> None:
        """Take a description's answers."""
        self.name = name
        self.answers = answers
        self.otherwise: Mapping[str, Any] = answers.get("otherwise", {})
        self.asked: list[str] = []

    def with_answers(self, changes: Mapping[str, Any]) -> "DescribedWindows":
        """Return the same machine with answers changed by their full keys."""
        return DescribedWindows(self.name, {**copy.deepcopy(self.answers), **changes})

    def _answer(self, method: str, *args: object) -> Any:
        key = f"{method}({', '.join(str(each) for each in args)})" if args else method
        self.asked.append(key)
        of_anybody = _SID_OF_A_PERSON.sub("S-1-5-21-*", key)
        for answers in (self.answers, defaults()):
            for known in (key, of_anybody):
                if known in answers:
                    return built(method, plain(answers[known]))
            if method in self.otherwise:
                return built(method, plain(self.otherwise[method]))
        raise pytest.fail.Exception(f"{self.name} does not describe {key}")

    def _whole_key(self, root: str, key: str, wow32: bool) -> Any:
        view = (root, key, "wow32") if wow32 else (root, key)
        return self._answer("registry_values", *view)

    def __getattr__(self, method: str) -> Any:
        """Answer any further question of the port."""
        if method.startswith("_") or not hasattr(WindowsSystem, method):
            raise AttributeError(method)
        return partial(self._answer, method)

    def now(self) -> str:
        return str(self._answer("now"))

    def run(self, argv: Sequence[str], limit: float, environment: Any = None) -> Any:
        return self._answer("run", " ".join(argv))

    def read_text(self, path: str, limit: int = 4_000_000) -> Any:
        return self._answer("read_text", path)

    def read_bytes(self, path: str, limit: int = 4_000_000, from_end: bool = False) -> Any:
        return self._answer("read_bytes", path)

    def list_folder(self, path: str) -> Any:
        return self._answer("list_folder", path)

    def stat(self, path: str) -> Any:
        return self._answer("stat", path)

    def newest(self, path: str, now: str, limit: float) -> Any:
        return self._answer("newest", path)

    def archive_fault(self, path: str, limit: float) -> Any:
        return self._answer("archive_fault", path)

    def disks_of(self, path: str) -> Any:
        return self._answer("disks_of", path)

    def medium(self, path: str) -> Any:
        return self._answer("medium", path)

    def space(self, path: str) -> Any:
        return self._answer("space", path)

    def removable(self) -> Any:
        return self._answer("removable")

    def peers(self) -> Any:
        return self._answer("peers")

    def processes(self) -> Any:
        return self._answer("processes")

    def service(self, name: str) -> Any:
        return self._answer("service", name)

    def environment(self, name: str) -> Any:
        return self._answer("environment", name)

    def rights(self) -> Any:
        return self._answer("rights")

    def user(self) -> Any:
        return self._answer("user")

    def registry(self, root: str, key: str, name: str, wow32: bool = False) -> Any:
        view = f"registry_values({root}, {key}{', wow32' if wow32 else ''})"
        if view not in self.answers and "registry" in self.otherwise:
            return plain(self.otherwise["registry"])
        values = self._whole_key(root, key, wow32)
        if isinstance(values, Unknown):
            return values
        return ValuesByName(values).get(name, _NOT_FOUND)

    def registry_values(self, root: str, key: str, wow32: bool = False) -> Any:
        return self._whole_key(root, key, wow32)

    def registry_keys(self, root: str, key: str, wow32: bool = False) -> Any:
        view = (root, key, "wow32") if wow32 else (root, key)
        return self._answer("registry_keys", *view)

    def registry_written(self, root: str, key: str) -> Any:
        return self._answer("registry_written", root, key)

    def wmi(self, namespace: str, kind: str, names: Sequence[str], where: str = "") -> Any:
        rows = self._answer("wmi", *filter(None, (namespace, kind, where)))
        if isinstance(rows, Unknown):
            return rows
        return tuple({name: row.get(name) for name in names} for row in rows)

    def com(self, program_id: str, path: str) -> Any:
        return self._answer("com", program_id, path)

    def security_health(self, provider: int) -> Any:
        return self._answer("security_health", provider)

    def security_products(self, provider: int) -> Any:
        return self._answer("security_products", provider)

    def firewall_profile(self, profile: int) -> Any:
        return self._answer("firewall_profile", profile)

    def firewall_current(self) -> Any:
        return self._answer("firewall_current")

    def events(
        self, log: str, wanted: Sequence[Wanted], names: Sequence[str], days: int, most: int
    ) -> Any:
        which = (f"{each.provider} {' '.join(str(one) for one in each.ids)}" for each in wanted)
        found = self._answer("events", log, *which)
        if isinstance(found, Unknown):
            return found
        return tuple(
            replace(each, values={name: each.values[name] for name in names if name in each.values})
            for each in found[:most]
        )

    def signatures(self, paths: Sequence[str], limit: float) -> Any:
        return tuple(SignatureSeen(path=path, state=self._signature(path)) for path in paths)

    def _signature(self, path: str) -> Any:
        """Return the state of one file; a description may speak of all the others together."""
        keys = (f"signature({path.lower()})", "signature(*)")
        told = (
            answers[key] for answers in (self.answers, defaults()) for key in keys if key in answers
        )
        return plain(next(told))

    def users(self) -> Any:
        return self._answer("users")

    def group_members(self, sid: str) -> Any:
        return self._answer("group_members", sid)

    def pending_updates(self) -> Any:
        return self._answer("pending_updates")

    def uptime_s(self) -> Any:
        return self._answer("uptime_s")

    def time_zone(self) -> Any:
        return self._answer("time_zone")

    def product_sku(self) -> Any:
        return self._answer("product_sku")

    def joined_domain(self) -> Any:
        return self._answer("joined_domain")


@cache
def defaults() -> dict[str, Any]:
    """Return what a Windows just installed answers."""
    told: dict[str, Any] = {}
    for file in sorted(MACHINES.glob("windows-defaults*.json")):
        told |= json.loads(file.read_text(encoding="utf-8"))["answers"]
    return told


def described(name: str) -> DescribedWindows:
    """Return the machine described in tests/machines/<name>."""
    file = MACHINES / name / "description.json"
    return DescribedWindows(name, json.loads(file.read_text(encoding="utf-8"))["answers"])


@pytest.fixture(scope="session")
def machine() -> Callable[[str], DescribedWindows]:
    """Return a described machine by name."""
    return described


@pytest.fixture(params=sorted(each.name for each in MACHINES.glob("windows-*") if each.is_dir()))
def each_machine(request: pytest.FixtureRequest) -> DescribedWindows:
    """Give every described Windows machine in turn."""
    return described(request.param)


@pytest.fixture
def told(machine: Callable[[str], DescribedWindows]) -> Callable[..., Any]:
    """Return a field of a topic of a machine with other answers: its value, or its code."""

    def read(topic: str, field: str, changes: dict[str, Any]) -> Any:
        odd = machine("windows-10-home-vi").with_answers(changes)
        facts = import_module(f"core.probes.{topic}.windows").read(odd, Ask())
        return said(getattr(facts, field))

    return read

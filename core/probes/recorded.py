"""Recorded machines: what a real system answered, without what is private, to be asked again.

A machine is a folder with `machine.json` (which system, which backup places), `answers.json` (each
question with its answer) and `facts.json` (what the readers made of it).
"""

import base64
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from core.model.unknown import Unknown, UnknownCode
from core.probes import system as port
from core.probes.accounts.files import read_passwd
from core.probes.ask import Ask
from core.probes.catalogue import read, this_os, topics
from core.probes.masking import Mask, full_names
from core.probes.plain import as_plain
from core.probes.seen import WifiProfile
from core.probes.system import Newest, System, WindowsSystem
from core.whole_file import write_whole

FORMAT = 1
_FIRST_PERSON = 1000
_PRIVATE_DATABASE = "/dconf/user"


class UnrecordedQuestion(LookupError):  # noqa: N818 - it names what happened
    """A reader asked something that was not asked when the machine was recorded."""


@cache
def _kinds() -> Mapping[str, type[Any]]:
    return {
        name: each
        for name, each in vars(port).items()
        if isinstance(each, type) and is_dataclass(each)
    }


def packed(value: object) -> Any:
    """Return an answer as JSON, with the names of its types."""
    if isinstance(value, Unknown):
        return {"is": "Unknown", "unknown": value.unknown.value, "detail": value.detail}
    if isinstance(value, bytes):
        return {"is": "bytes", "base64": base64.b64encode(value).decode()}
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, Mapping):
        return {"is": "mapping", "of": {key: packed(each) for key, each in value.items()}}
    if is_dataclass(value):
        named = {each.name: packed(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__, **named}
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpacked(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind == "Unknown":
        return Unknown(UnknownCode(value["unknown"]), value["detail"])
    if kind == "bytes":
        return base64.b64decode(value["base64"])
    if kind == "mapping":
        return {key: _unpacked(each) for key, each in value["of"].items()}
    return _kinds()[kind](**{key: _unpacked(each) for key, each in value.items() if key != "is"})


@cache
def _signature(method: str) -> inspect.Signature:
    asked = getattr(WindowsSystem, method, None)
    if asked is None or method.startswith("_"):
        raise AttributeError(method)
    return inspect.signature(asked)


def _arguments(method: str, given: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's arguments by name; time limits are no part of the question."""
    bound = _signature(method).bind(None, *given, **named)
    bound.apply_defaults()
    return {
        name: as_plain(value)
        for name, value in bound.arguments.items()
        if name != "self" and not isinstance(value, float)
    }


def _key(method: str, arguments: Mapping[str, Any]) -> str:
    return json.dumps([method, dict(arguments)], sort_keys=True, ensure_ascii=False)


class RecordedSystem:
    """Answers as a recorded machine did; raises UnrecordedQuestion for any other question."""

    def __init__(self, folder: Path) -> None:
        """Load a recorded machine. ValueError when it was recorded in another form."""
        told = json.loads((folder / "machine.json").read_text("utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(f"{folder}: format {told['format']}")
        self.name = folder.name
        self.os: str = told["os"]
        self.ask = Ask(places=tuple(told["places"]))
        answers = json.loads((folder / "answers.json").read_text("utf-8"))
        self._answers = {_key(each["asked"], each["with"]): each["answer"] for each in answers}

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """Return the method of the port that looks its answer up."""
        _signature(method)

        def look_up(*given: Any, **named: Any) -> Any:
            key = _key(method, _arguments(method, given, named))
            if key not in self._answers:
                raise UnrecordedQuestion(f"{self.name}: {key}")
            return _unpacked(self._answers[key])

        return look_up


def recorded(folder: Path) -> WindowsSystem:
    """Return a recorded machine as a system, whichever system it was."""
    return cast(WindowsSystem, RecordedSystem(folder))


class RecordingSystem:
    """Asks a real system, and remembers each question with its first answer."""

    def __init__(self, system: System) -> None:
        """Wrap a system."""
        self._system = system
        self.answers: dict[str, tuple[str, dict[str, Any], Any]] = {}

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """Return the method of the port that asks and remembers."""
        _signature(method)
        ask = getattr(self._system, method)

        def remember(*given: Any, **named: Any) -> Any:
            arguments = _arguments(method, given, named)
            key = _key(method, arguments)
            if key not in self.answers:
                self.answers[key] = (method, arguments, ask(*given, **named))
            return self.answers[key][2]

        return remember


def _names_of(system: System, mask: Mask) -> None:
    """Tell the mask which names are private on this machine."""
    passwd = system.read_text("/etc/passwd")
    if isinstance(passwd, str):
        people, _ = read_passwd(passwd)
        mask.add_names("user", (each.name for each in people if each.uid >= _FIRST_PERSON))
        mask.add_names("person", full_names(passwd))
    users = getattr(system, "users", lambda: ())()
    if isinstance(users, tuple):
        mask.add_names("user", (each.name for each in users))
    for current in (system.user(), system.environment("USERNAME")):
        mask.add_names("user", [current] if isinstance(current, str) else [])
    hostname = system.read_text("/proc/sys/kernel/hostname", 1000)
    for name in (hostname, system.environment("COMPUTERNAME")):
        if isinstance(name, str):
            mask.add_names("host", [name.strip(), name.strip().partition(".")[0]])


def _masked(value: Any, mask: Mask, asked: str) -> Any:
    if isinstance(value, str):
        return mask.answer(asked, value)
    if isinstance(value, list):
        return [_masked(each, mask, asked) for each in value]
    if isinstance(value, dict) and value.get("is") != "bytes":
        kept = {"is", "unknown", "base64"}
        return {
            key: each if key in kept else _masked(each, mask, asked) for key, each in value.items()
        }
    return value


def _written(recording: RecordingSystem, mask: Mask) -> list[dict[str, Any]]:
    for _, _, answer in recording.answers.values():
        if isinstance(answer, Newest):
            for path in (answer.newest, answer.archive, answer.unread):
                mask.add_file(path)
        for each in answer if isinstance(answer, tuple) else ():
            if isinstance(each, WifiProfile):
                mask.add_names("wifi", [each.name])
    rows = []
    for method, arguments, answer in recording.answers.values():
        asked = str(arguments.get("path") or arguments.get("name") or "")
        if asked.endswith(_PRIVATE_DATABASE):
            answer = Unknown(UnknownCode.NO_RIGHT, "left out of the recording")
        rows.append(
            {
                "asked": method,
                "with": _masked(arguments, mask, ""),
                "answer": _masked(as_plain(packed(answer)), mask, asked),
            }
        )
    return sorted(rows, key=lambda row: _key(row["asked"], row["with"]))


def _write(path: Path, value: Any) -> None:
    write_whole(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


def recording(system: System, ask: Ask) -> dict[str, Any]:
    """Put every question to a machine; return as JSON what is to be kept, nothing private."""
    asked = RecordingSystem(system)
    for topic in topics():
        read(topic, cast(System, asked), ask)
    mask = Mask()
    _names_of(system, mask)
    answers = _written(asked, mask)
    places = [mask.text(place) for place in ask.places]
    return {
        "machine": {"format": FORMAT, "os": this_os(), "places": places},
        "answers": answers,
    }


def keep(folder: Path, parts: Mapping[str, Any]) -> None:
    """Write a recording into a folder, and read it back once.

    KnownError when a file cannot be written; UnrecordedQuestion when masking broke a question.
    """
    for name in ("machine", "answers"):
        _write(folder / f"{name}.json", parts[name])
    machine = RecordedSystem(folder)
    replayed = cast(WindowsSystem, machine)
    facts = {topic: as_plain(read(topic, replayed, machine.ask, machine.os)) for topic in topics()}
    _write(folder / "facts.json", facts)

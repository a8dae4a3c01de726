"""Bundles bent anywhere by someone who can seal them: taken or refused, never a break-off."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.exchange.container import write_container
from core.exchange.manifest import PAYLOAD_TYPE, listed
from core.model.board import Unit
from core.model.exchange import FileResult
from core.seal.canonical import CanonicalError, write
from core.seal.dsse import seal
from core.store.store import Store
from tests.exchange.damage import members
from tests.exchange.offices import DAY, Above, Book, Office

OFFICE = Office()
PARTS = members(OFFICE.bundle(log=Book(OFFICE.key).write(3).part(since=DAY)))
RUN = next(name for name in PARTS if name.startswith("runs/"))

ODD = st.sampled_from(
    (None, True, -1, 0, 2**53 - 1, 1.5, 1e308, "", "\0", "\u202e", "x" * 600, [], {}, [[]],
     {"a": 1}, "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "fail", "public",
     "runs/a.json", "log/0.tlog-proof", "log/continues-1.txt", "log/entries.jsonl")
)  # fmt: skip


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place: Path = tmp_path_factory.mktemp("above")
    with Store.open(place) as store:
        found = Above(store)
        found.put(Unit(code="phu", name="UBND xã Phú Mẫu"))
        found.trust(OFFICE)
        yield found


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value: what holds it, and under which name or number."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    inner = [(value, each) for each in keys]
    for each in keys:
        if isinstance(value[each], dict | list):
            inner += places(value[each])
    return inner


def bent(form: Any, data: st.DataObject) -> Any:
    """Exchange or take out one to three things in a JSON value."""
    for _ in range(data.draw(st.integers(1, 3))):
        found = places(form)
        if not found:
            return form
        holder, key = found[data.draw(st.integers(0, len(found) - 1))]
        if data.draw(st.booleans()):
            holder[key] = data.draw(ODD)
        else:
            del holder[key]
    return form


def relisted(parts: dict[str, bytes], manifest: Any) -> bytes:
    """Return a bundle whose manifest names the members as they are, sealed by the office."""
    manifest["files"] = [
        {"path": name, "sha256": listed(body).sha256, "size": len(body)}
        for name, body in sorted(parts.items())
        if not name.startswith("manifest")
    ]
    return sealed(parts, manifest)


def sealed(parts: dict[str, bytes], manifest: Any) -> bytes:
    body = write(manifest)
    own = {"manifest.json": body, "manifest.dsse.json": seal(body, PAYLOAD_TYPE, (OFFICE.key,))}
    return write_container({**parts, **own})


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_anything_in_it(above: Above, data: st.DataObject) -> None:
    """In the manifest, in the run, in the envelope, in a part of the log, each well packed."""
    parts, manifest = dict(PARTS), json.loads(PARTS["manifest.json"])
    name = data.draw(st.sampled_from(sorted(parts)))
    try:
        if name == "manifest.json":
            source = sealed(parts, bent(manifest, data))
        elif name == "manifest.dsse.json":
            source = write_container(
                {**parts, name: json.dumps(bent(json.loads(parts[name]), data)).encode()}
            )
        elif name == RUN:
            parts[name] = json.dumps(bent(json.loads(parts[name]), data)).encode()
            source = relisted(parts, manifest)
        else:
            at = data.draw(st.integers(0, len(parts[name])))
            cut = at + data.draw(st.integers(0, 4))
            parts[name] = parts[name][:at] + data.draw(st.binary(max_size=4)) + parts[name][cut:]
            source = relisted(parts, manifest)
    except CanonicalError:
        return

    assert isinstance(above.take(source), FileResult)

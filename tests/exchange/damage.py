"""Thirty ways in which a bundle arrives damaged, each with the reason that is to be told."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.exchange.container import MIMETYPE, write_container
from core.exchange.manifest import PAYLOAD_TYPE
from core.model.exchange import Why
from core.seal.canonical import write
from core.seal.dsse import seal
from core.seal.keys import SigningKey

Spoil = Callable[[bytes, SigningKey], bytes]


def members(source: bytes) -> dict[str, bytes]:
    """Unpack a bundle."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        found = {each.filename: archive.read(each) for each in archive.infolist()}
    del found["mimetype"]
    return found


def _run_of(found: Mapping[str, bytes]) -> str:
    return next(name for name in found if name.startswith("runs/"))


def resealed(source: bytes, key: SigningKey, bend: Callable[[dict[str, object]], object]) -> bytes:
    """Return a bundle whose manifest was bent and sealed again by its own key."""
    found = members(source)
    manifest = json.loads(found["manifest.json"])
    bend(manifest)
    found["manifest.json"] = write(manifest)
    found["manifest.dsse.json"] = seal(found["manifest.json"], PAYLOAD_TYPE, (key,))
    return write_container(found)


def with_run(source: bytes, key: SigningKey, run: bytes) -> bytes:
    """Return a bundle with another run in it, listed and sealed as if it belonged there."""
    from core.exchange.manifest import listed

    found = members(source)
    name = _run_of(found)
    manifest = json.loads(found["manifest.json"])
    for row in manifest["files"]:
        if row["path"] == name:
            row["sha256"], row["size"] = listed(run).sha256, len(run)
    found[name], found["manifest.json"] = run, write(manifest)
    found["manifest.dsse.json"] = seal(found["manifest.json"], PAYLOAD_TYPE, (key,))
    return write_container(found)


def _changed(change: Callable[[dict[str, bytes]], object]) -> Spoil:
    def spoil(source: bytes, key: SigningKey) -> bytes:
        found = members(source)
        change(found)
        return write_container(found)

    return spoil


def _run_bytes(change: Callable[[bytes], bytes]) -> Spoil:
    def spoil(source: bytes, key: SigningKey) -> bytes:
        found = members(source)
        return with_run(source, key, change(found[_run_of(found)]))

    return spoil


def _run_form(bend: Callable[[dict[str, object]], object]) -> Spoil:
    def change(body: bytes) -> bytes:
        form = json.loads(body)
        bend(form)
        return json.dumps(form).encode()

    return _run_bytes(change)


def _packed(name: str, mode: int = 0o100644) -> Spoil:
    def spoil(source: bytes, key: SigningKey) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
            for each, body in members(source).items():
                archive.writestr(zipfile.ZipInfo(each), body)
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, b"x")
        return made.getvalue()

    return spoil


def _byte(source: bytes, at: int) -> bytes:
    bent = bytearray(source)
    bent[at] ^= 0x55
    return bytes(bent)


def _swap(found: dict[str, bytes]) -> None:
    name = _run_of(found)
    found[name] = found[name].replace(b'"warn"', b'"pass"', 1)


def _drop_run(found: dict[str, bytes]) -> None:
    del found[_run_of(found)]


@dataclass(frozen=True, slots=True)
class Damage:
    """A way to arrive damaged, and what is to be said of it."""

    name: str
    why: tuple[Why, ...]
    spoil: Spoil


def _ways() -> tuple[Damage, ...]:
    other = SigningKey(b"o" * 32)
    broken = (Why.UNREADABLE, Why.OVERLAP, Why.NOT_BUNDLE)
    rows: tuple[tuple[str, Why | tuple[Why, ...], Spoil], ...] = (
        ("empty", Why.NOT_BUNDLE, lambda source, key: b""),
        ("text", Why.NOT_BUNDLE, lambda source, key: b"Kinh gui"),
        ("half", broken, lambda source, key: source[: len(source) // 2]),
        ("tail cut", broken, lambda source, key: source[:-7]),
        ("head cut", Why.NOT_BUNDLE, lambda source, key: source[7:]),
        ("zeros", Why.NOT_BUNDLE, lambda source, key: bytes(len(source))),
        ("tail added", broken, lambda source, key: source + b"\r\n"),
        ("another container", Why.NOT_BUNDLE, lambda source, key: _byte(source, 45)),
        ("list damaged", broken, lambda source, key: _byte(source, len(source) - 10)),
        ("run exchanged", Why.ALTERED, _changed(_swap)),
        ("run gone", Why.MISSING, _changed(_drop_run)),
        ("member added", Why.NOT_LISTED, _changed(lambda found: found.update({"x.json": b"1"}))),
        ("manifest gone", Why.MISSING, _changed(lambda found: found.pop("manifest.json"))),
        ("seal gone", Why.MISSING, _changed(lambda found: found.pop("manifest.dsse.json"))),
        ("seal empty", Why.SEAL_BROKEN,
         _changed(lambda found: found.update({"manifest.dsse.json": b"{}"}))),
        ("seal of another type", Why.OTHER_TYPE, _changed(lambda found: found.update(
            {"manifest.dsse.json": seal(found["manifest.json"], "application/x", (other,))}))),
        ("path up", Why.BAD_NAME, _packed("../../evil.json")),
        ("path from the root", Why.BAD_NAME, _packed("/etc/passwd")),
        ("device", Why.BAD_NAME, _packed("CON")),
        ("program", Why.BAD_NAME, _packed("a.exe")),
        ("link", Why.LINK, _packed("a.json", 0o120777)),
        ("twice", Why.TWICE, _packed("Manifest.json")),
        ("newer form", Why.NEWER,
         lambda source, key: resealed(source, key, lambda form: form.update(format=9))),
        ("manifest misfit", Why.BAD_JSON,
         lambda source, key: resealed(source, key, lambda form: form.pop("unit"))),
        ("no run", Why.NO_RUN,
         lambda source, key: resealed(source, key, lambda form: form.update(runs=[]))),
        ("deep", Why.BAD_JSON, _run_bytes(lambda body: b"[" * 200_000)),
        ("not a number", Why.BAD_JSON, _run_bytes(lambda body: body[:-1] + b',"x":NaN}')),
        ("a name twice", Why.BAD_JSON, _run_bytes(lambda body: body[:-1] + b',"unit":"x"}')),
        ("counts wrong", Why.RUN_MISFIT,
         _run_form(lambda form: form.update(counts={"pass": 4}))),
        ("another machine", Why.RUN_MISFIT,
         _run_form(lambda form: form["asset"].update(id="0"))),  # type: ignore[attr-defined]
    )  # fmt: skip
    return tuple(
        Damage(name, why if isinstance(why, tuple) else (why,), spoil) for name, why, spoil in rows
    )


DAMAGES = _ways()

"""Bundles that are not as they were sealed: each is refused with its reason, nothing is stored."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from core.engine.codec import write_run
from core.exchange.container import write_container
from core.exchange.log_part import LogPart
from core.exchange.manifest import PAYLOAD_TYPE
from core.model.exchange import Fate, Flag, Why
from core.model.moments import from_text
from core.model.result import Result, Severity
from core.seal.dsse import seal
from core.seal.keys import SigningKey
from tests.exchange.damage import members, resealed
from tests.exchange.offices import DAY, Above, Book, Office, finding, make_run


def changed(source: bytes, **files: bytes | None) -> bytes:
    """Return a bundle with members exchanged, added or taken out, its seal as it was."""
    found: dict[str, bytes | None] = {**members(source)}
    found.update({name.replace("__", "/").replace("_dot_", "."): b for name, b in files.items()})
    return write_container({name: body for name, body in found.items() if body is not None})


@pytest.fixture
def trusting(above: Above, office: Office) -> Above:
    """A receiver that trusts the office."""
    above.trust(office)
    return above


def refused(above: Above, source: bytes, why: Why) -> None:
    """Take a bundle in and see it refused, named, and nothing of it counted."""
    result = above.take(source, "tệp.trucan")

    assert (result.fate, result.why) == (Fate.REFUSED, why), result
    assert above.store.board.received() == (0, "")
    (noted,) = above.store.board.not_counted(9)
    assert (noted.file, noted.why) == ("tệp.trucan", why)


def run_name(source: bytes) -> str:
    """Return the member that holds the run."""
    return next(name for name in members(source) if name.startswith("runs/"))


def test_a_member_that_nobody_listed(trusting: Above, office: Office) -> None:
    """Case 10."""
    refused(trusting, changed(office.bundle(), extra_dot_json=b"{}"), Why.NOT_LISTED)


def test_a_listed_member_that_is_not_there(trusting: Above, office: Office) -> None:
    """Case 10."""
    found = members(office.bundle())
    del found[run_name(office.bundle())]
    refused(trusting, write_container(found), Why.MISSING)


def test_no_manifest(trusting: Above, office: Office) -> None:
    """Case 10."""
    refused(trusting, changed(office.bundle(), manifest_dot_json=None), Why.MISSING)


def test_one_byte_of_a_member_changed(trusting: Above, office: Office) -> None:
    """Case 11."""
    found = members(office.bundle())
    name = run_name(office.bundle())
    found[name] = found[name].replace(b'"warn"', b'"pass"', 1)
    refused(trusting, write_container(found), Why.ALTERED)


def test_another_manifest_than_was_sealed(trusting: Above, office: Office) -> None:
    """Case 11."""
    found = members(office.bundle())
    found["manifest.json"] = members(office.bundle(replace(make_run(), unit="x")))["manifest.json"]
    refused(trusting, write_container(found), Why.ALTERED)


@pytest.mark.parametrize("change", [{"unit": "UBND xã Phú Mẫu "}, {"made": "2027-01-01T03:00:00Z"}])
def test_a_manifest_that_agrees_with_the_members_and_not_with_the_seal(
    trusting: Above, office: Office, change: dict[str, object]
) -> None:
    """Case 11: nothing but the seal can tell that somebody changed whose it is, or when."""
    source = office.bundle()
    other = resealed(source, SigningKey(bytes(32)), lambda form: form.update(change))
    found = members(other)
    found["manifest.dsse.json"] = members(source)["manifest.dsse.json"]
    refused(trusting, write_container(found), Why.ALTERED)


def test_a_seal_of_another_type(trusting: Above, office: Office) -> None:
    """Case 12."""
    found = members(office.bundle())
    found["manifest.dsse.json"] = seal(found["manifest.json"], "application/x", (office.key,))
    refused(trusting, write_container(found), Why.OTHER_TYPE)


@pytest.mark.parametrize("bend", [b"{}", b"", b'{"payload":"","payloadType":1}', b"[]", b"\xff"])
def test_a_seal_that_is_none(trusting: Above, office: Office, bend: bytes) -> None:
    refused(trusting, changed(office.bundle(), manifest_dot_dsse_dot_json=bend), Why.SEAL_BROKEN)


def test_a_seal_of_another_key_under_this_one(trusting: Above, office: Office) -> None:
    """Somebody took the bundle of another, and put his own seal under the other's name."""
    found = members(office.bundle())
    forged = json.loads(seal(found["manifest.json"], PAYLOAD_TYPE, (SigningKey(bytes(32)),)))
    forged["signatures"][0]["keyid"] = office.key.verify_key.id
    found["manifest.dsse.json"] = json.dumps(forged).encode()
    refused(trusting, write_container(found), Why.SEAL_BROKEN)


def test_a_key_that_nobody_confirmed(above: Above, office: Office) -> None:
    """Case 13: kept, named with its fingerprint, not counted; counted once it is confirmed."""
    result = above.take(office.bundle())
    (held,) = above.store.board.held_back()

    assert (result.fate, result.why) == (Fate.HELD_BACK, Why.KEY_UNKNOWN)
    assert held.fingerprint == office.named.key.fingerprint
    assert above.store.board.received() == (0, "")
    above.trust(office)
    assert above.take(office.bundle()).fate is Fate.COUNTED
    assert above.store.board.held_back() == ()
    assert above.store.board.not_counted(9) == ()


def test_no_seal(above: Above, office: Office) -> None:
    """Case 14: not merged without a choice, and marked for good then."""
    source = office.bundle(sealed=False)
    result = above.take(source)
    counted = above.receiver().accept("a.trucan", source, "phu")

    assert (result.fate, result.why) == (Fate.HELD_BACK, Why.UNSIGNED)
    assert counted.fate is Fate.COUNTED
    assert [str(each) for each in above.store.board.machines("phu")[0].flags] == ["unsealed"]


def test_a_seal_taken_off(trusting: Above, office: Office) -> None:
    """A sealed bundle does not become an unsealed one."""
    refused(trusting, changed(office.bundle(), manifest_dot_dsse_dot_json=None), Why.MISSING)


def test_the_same_bundle_twice(trusting: Above, office: Office) -> None:
    """Case 16, also under another name."""
    first = trusting.take(office.bundle(), "mail.trucan")
    second = trusting.take(office.bundle(), "usb/other.zip")

    assert (first.fate, second.fate) == (Fate.COUNTED, Fate.KNOWN)
    assert second.day == trusting.now
    assert trusting.store.board.received()[0] == 1


def test_a_run_that_is_too_long(trusting: Above, office: Office) -> None:
    """Case 21: refused before it is parsed."""
    source = office.bundle(run_json=b" " * 20_000_001)

    refused(trusting, source, Why.TOO_LARGE)


@pytest.mark.parametrize(
    "bad",
    [
        b"[" * 200_000,
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1e400}',
        b'{"a":1,"a":2}',
        b'{"a":"\\ud800"}',
        b'{"a":9007199254740993}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b"",
    ],
    ids=["deep", "nan", "infinity", "1e400", "twice", "half", "large", "digits", "utf-16", "empty"],
)
def test_json_that_two_readers_understand_differently(
    trusting: Above, office: Office, bad: bytes
) -> None:
    """Cases 22 to 26."""
    refused(trusting, office.bundle(run_json=bad), Why.BAD_JSON)


@pytest.mark.parametrize(
    "bend",
    [
        lambda form: form.update(made="gestern"),
        lambda form: form.update(unit=1),
        lambda form: form.update(unit="x" * 501),
        lambda form: form.pop("asset"),
        lambda form: form.update(key="x"),
        lambda form: form["files"][0].update(sha256="0"),
        lambda form: form["files"][0].update(size=-1),
        lambda form: form.update(format=True),
        lambda form: form.update(runs="a"),
    ],
)
def test_a_manifest_that_does_not_fit(
    trusting: Above, office: Office, bend: Callable[[dict[str, object]], None]
) -> None:
    refused(trusting, resealed(office.bundle(), office.key, bend), Why.BAD_JSON)


NO_MOMENTS = ("abc", "", "2027-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00",
              "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z")  # fmt: skip


@pytest.mark.parametrize("moment", NO_MOMENTS)
def test_a_moment_that_is_none(trusting: Above, office: Office, moment: str) -> None:
    """Of a run, and of a bundle; also by a stranger, who is read before he is trusted."""
    run = make_run(ended=moment)
    made = resealed(office.bundle(), office.key, lambda form: form.update(made=moment))

    assert trusting.take(office.bundle(run)).why is Why.RUN_MISFIT
    assert trusting.take(office.bundle(run, sealed=False)).why is Why.RUN_MISFIT
    assert trusting.take(made).why is Why.BAD_JSON
    assert trusting.store.board.received() == (0, "")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "0900-05-01T00:00:00+07:00"])
def test_a_moment_of_another_age(trusting: Above, office: Office, moment: str) -> None:
    """Taken as that of a clock that is off, and read back as it was written."""
    result = trusting.take(office.bundle(make_run(ended=moment)))
    (machine,) = trusting.store.board.machines("phu")

    assert (result.fate, result.flags) == (Fate.COUNTED, (Flag.BEFORE,))
    assert from_text(machine.ended) == from_text(moment)


def test_names_with_marks_that_cannot_be_seen(trusting: Above, office: Office) -> None:
    """Case 25: written out, so that none reaches the store, a page or a PDF."""
    run = make_run(asset=replace(make_run().asset, name="Nguyễn\u202egpj\x00", place="a\x07b"))
    result = trusting.take(office.bundle(run))
    (machine,) = trusting.store.board.machines("phu")

    assert result.fate is Fate.COUNTED
    assert machine.name == "Nguyễn[U+202E]gpj[U+0000]"
    assert machine.place == "a[U+0007]b"


def test_a_member_that_the_manifest_names_twice(trusting: Above, office: Office) -> None:
    """Whichever of the two a reader took, another could take the other."""
    twice = resealed(
        office.bundle(),
        office.key,
        lambda form: cast(Any, form)["files"].append(form["files"][0]),  # type: ignore[index]
    )
    refused(trusting, twice, Why.TWICE)


def test_a_run_with_more_findings_than_there_are_checks(trusting: Above, office: Office) -> None:
    found = [finding(f"AV-{number}", Result.PASS, Severity.LOW) for number in range(1001)]
    run = make_run(findings=found)

    refused(trusting, office.bundle(run), Why.RUN_MISFIT)


def test_a_newer_form(trusting: Above, office: Office) -> None:
    """Case 27: of the bundle, and of the run in it."""
    newer = resealed(office.bundle(), office.key, lambda form: form.update(format=2))
    run = write_run(make_run()).replace(b'"format":1', b'"format":2')

    assert trusting.take(newer).why is Why.NEWER
    assert trusting.take(office.bundle(run_json=run)).why is Why.NEWER


def test_fields_of_later_versions(trusting: Above, office: Office) -> None:
    """Case 27: passed over, and part of what the id is the digest of."""
    later = resealed(office.bundle(), office.key, lambda form: form.update(later={"x": [1]}))
    run = write_run(make_run(2)).replace(b'"format":1', b'"format":1,"later":true')

    assert trusting.take(later).fate is Fate.COUNTED
    office_2 = Office()
    trusting.trust(office_2)
    assert trusting.take(office_2.bundle(make_run(2), run_json=run)).fate is Fate.COUNTED


def _bent_run(bend: Callable[[dict[str, object]], None]) -> bytes:
    form = json.loads(write_run(make_run()))
    bend(form)
    return json.dumps(form).encode()


def _twice(form: dict[str, Any]) -> None:
    """Let a check stand twice, and count it so."""
    form["findings"].append(form["findings"][0])
    form["counts"][form["findings"][0]["result"]] += 1


@pytest.mark.parametrize(
    "bend",
    [
        lambda form: form["counts"].update({"pass": 99}),
        lambda form: form["asset"].update(name="other"),
        lambda form: form["asset"].update(id="other"),
        lambda form: form.update(verdict="splendid"),
        lambda form: form["findings"].append(form["findings"][0]),
        lambda form: _twice(form),
        lambda form: form["findings"][0].update(check="<script>"),
        lambda form: form["findings"][0].update(message={"key": "x'; DROP TABLE", "args": {}}),
        lambda form: form.pop("findings"),
    ],
)
def test_a_run_that_does_not_agree_with_itself(
    trusting: Above, office: Office, bend: Callable[[dict[str, object]], None]
) -> None:
    refused(trusting, office.bundle(run_json=_bent_run(bend)), Why.RUN_MISFIT)


def test_a_log_that_is_not_the_one_named(trusting: Above, office: Office) -> None:
    part = Book(office.key).write(3).part()
    other = replace(part, origin="trucan/duty-log/9999")
    unnamed = replace(part, origin="")

    assert trusting.take(office.bundle(log=other)).why is Why.LOG_MISFIT
    assert trusting.take(office.bundle(log=unnamed)).why is Why.LOG_MISFIT


def test_entries_without_their_proof(trusting: Above, office: Office) -> None:
    """Sent are the entries named, each provably of the log; else the bundle is refused."""
    part = replace(Book(office.key).write(3).part(), first=1, last=2)
    refused(trusting, office.bundle(log=part), Why.LOG_MISFIT)


def _with_entries(office: Office, **bent: bytes) -> LogPart:
    """Return the part of a book of five entries, two of them as digests only, with files bent."""
    part = (
        Book(office.key)
        .write(5)
        .part(since=DAY, allowed=lambda canon: json.loads(canon)["seq"] < 4)
    )
    files = {f"log/{name}": body for name, body in bent.items()}
    return replace(part, files={**part.files, **files})


def test_entries_with_their_proofs(trusting: Above, office: Office) -> None:
    """What is refused below is refused for what was bent, not for the entries themselves."""
    part = _with_entries(office)

    assert (part.first, part.last, part.withheld) == (1, 5, 2)
    assert trusting.take(office.bundle(log=part)).fate is Fate.COUNTED


@pytest.mark.parametrize(
    ("first", "last"),
    [(1, 2**53 - 1), (1, 6), (1, 4), (2, 5), (2, 6), (5, 3), (5, 4), (6, 5), (0, 5)],
)
def test_entries_by_another_count_than_came(
    trusting: Above, office: Office, first: int, last: int
) -> None:
    """However many are named, they cost no more than those that are there."""
    refused(
        trusting,
        office.bundle(log=replace(_with_entries(office), first=first, last=last)),
        Why.LOG_MISFIT,
    )


@pytest.mark.parametrize(("first", "last"), [(5, 3), (5, 4), (0, 3)])
def test_entries_that_were_named_and_did_not_come(
    trusting: Above, office: Office, first: int, last: int
) -> None:
    part = replace(Book(office.key).write(5).part(), first=first, last=last)
    refused(trusting, office.bundle(log=part), Why.LOG_MISFIT)


def test_a_count_of_entries_is_read_before_anybody_is_trusted(above: Above, office: Office) -> None:
    """One file of a stranger does not end the taking in of all others."""
    part = replace(_with_entries(office), last=2**53 - 1)
    refused(above, office.bundle(log=part, sealed=False), Why.LOG_MISFIT)


def _before(name: str, line: bytes) -> Callable[[LogPart], dict[str, bytes]]:
    return lambda part: {name: line + part.files[f"log/{name}"]}


@pytest.mark.parametrize(
    "bend",
    [
        _before("entries.jsonl", b'{"body":"nobody wrote this","seq":2}\n'),
        _before("entries.jsonl", b'{"body":"nobody wrote this","seq":4}\n'),
        _before("entries.jsonl", b'{"body":"nobody wrote this","seq":true}\n'),
        _before("entries.jsonl", b'{"body":"nobody wrote this","seq":"2"}\n'),
        _before("withheld.txt", b"4 " + b"ab" * 32 + b"\n"),
        _before("withheld.txt", b"2 " + b"ab" * 32 + b"\n"),
        _before("withheld.txt", b"4\n"),
    ],
)
def test_an_entry_that_nobody_wrote(
    trusting: Above, office: Office, bend: Callable[[LogPart], dict[str, bytes]]
) -> None:
    """Not even beside the true one of the same number."""
    part = _with_entries(office, **bend(_with_entries(office)))
    refused(trusting, office.bundle(log=part), Why.LOG_MISFIT)


def _bent_at(name: str, old: bytes, new: bytes) -> Callable[[LogPart], dict[str, bytes]]:
    def bend(part: LogPart) -> dict[str, bytes]:
        before = part.files[f"log/{name}"]
        assert old in before
        return {name: before.replace(old, new, 1)}

    return bend


@pytest.mark.parametrize(
    "bend",
    [
        _bent_at("entries.jsonl", b'"x 1"', b'"y 1"'),
        _bent_at("withheld.txt", b"4 ", b"4 0"),
        _bent_at("withheld.txt", b"\n5 ", b"\n6 "),
        _bent_at("2.tlog-proof", b"index 1", b"index 2"),
        _bent_at("2.tlog-proof", b"\n5\n", b"\n6\n"),
        lambda part: {"2.tlog-proof": part.files["log/3.tlog-proof"]},
    ],
    ids=["text", "digest", "number", "index", "checkpoint", "proof of another"],
)
def test_an_entry_that_was_bent(
    trusting: Above, office: Office, bend: Callable[[LogPart], dict[str, bytes]]
) -> None:
    """The office seals the bundle, but its log no longer vouches for what is in it."""
    part = _with_entries(office, **bend(_with_entries(office)))
    refused(trusting, office.bundle(log=part), Why.LOG_MISFIT)


def test_an_entry_left_out_of_the_middle(trusting: Above, office: Office) -> None:
    """From the first to the last named every one has to be there."""
    part = _with_entries(office)
    lines = part.files["log/entries.jsonl"].splitlines(keepends=True)
    bent = _with_entries(office, **{"entries.jsonl": lines[0] + lines[2]})

    refused(trusting, office.bundle(log=bent), Why.LOG_MISFIT)


def test_a_checkpoint_that_is_too_long(trusting: Above, office: Office) -> None:
    part = Book(office.key).write(3).part()
    note = part.files["log/checkpoint.txt"]
    body, _, line = note.partition(b"\n\n")
    longer = body + b"\n" + b"x" * 20_000 + b"\n\n" + line
    bent = replace(part, files={**part.files, "log/checkpoint.txt": longer})

    assert trusting.take(office.bundle(log=bent)).detail == "the checkpoint is too long"


def test_a_checkpoint_that_nobody_named(trusting: Above, office: Office) -> None:
    """Nor a log that is named without one."""
    part = replace(Book(office.key).write(3).part(), files={})

    assert trusting.take(office.bundle(log=part)).why is Why.LOG_MISFIT


def test_a_checkpoint_that_was_bent(trusting: Above, office: Office) -> None:
    """Its own seal no longer fits, although that of the bundle does."""
    part = Book(office.key).write(3).part()
    note = part.files["log/checkpoint.txt"].replace(b"\n3\n", b"\n4\n")
    bent = replace(part, files={**part.files, "log/checkpoint.txt": note})
    refused(trusting, office.bundle(log=bent), Why.LOG_MISFIT)


def test_a_seal_by_another_account_of_the_machine(trusting: Above, office: Office) -> None:
    """The log may be sealed by another key of that machine; it is taken and marked."""
    book = Book(SigningKey(b"o" * 32)).write(3)
    result = trusting.take(office.bundle(log=book.part()))

    assert (result.fate, [str(each) for each in result.flags]) == (Fate.COUNTED, ["log_unproven"])


def test_a_document_is_carried_and_never_opened(trusting: Above, office: Office) -> None:
    """Case 28: a billion laughs in a document is bytes with a digest, nothing more."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&b;</x>'
    result = trusting.take(office.bundle(documents={"a.docx": bomb, "b.html": bomb}))

    assert result.fate is Fate.COUNTED

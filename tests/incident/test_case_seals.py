"""Seals of case files: whose key it was is said; without one that is said; a broken one is none."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.house import House
from core.incident.case_file import CONTENTS, ENVELOPE, RECORDS
from core.incident.case_seal import PAYLOAD_TYPE, key_text
from core.incident.readable import lines
from core.model.errors import KnownError
from core.model.exchange import KeyScope
from core.model.incident import CaseSeal, Incident, NewIncident, SealKind, StepDone
from core.seal.canonical import write
from core.seal.dsse import seal
from core.seal.keys import SigningKey
from core.secrets import Secrets

PASSPHRASE = "mot cau dai de nho"
Parts = dict[str, bytes]


def give_key(house: House) -> SigningKey:
    """Give the account of a house a key, and return it."""
    house.secrets = Secrets(house.home / "keys", keyring=lambda: None, cost=2**10)
    key = house.secrets.protect(PASSPHRASE).key
    assert key is not None
    return key


@pytest.fixture
def key(house: House) -> SigningKey:
    return give_key(house)


@pytest.fixture
def opened(house: House) -> Incident:
    incident, _ = house.incidents.open(NewIncident(playbook="ransomware"))
    house.incidents.do_step(incident.id, StepDone(step="disconnect"))
    return incident


@pytest.fixture
def case(house: House, key: SigningKey, opened: Incident, tmp_path: Path) -> Path:
    """Write the case file of that incident, sealed."""
    made, _ = house.incidents.carry(opened.id, tmp_path / "usb")
    assert made.is_sealed
    return made.file


@pytest.fixture
def other(new_house: Callable[[str], House]) -> House:
    """Open another machine, without a key."""
    return new_house("PHUMAU-VP-03")


def trust(house: House, key: SigningKey) -> None:
    """Confirm a key as one does after reading out its letters."""
    card = house.trust.enrol(
        key_text(key),
        key.verify_key.fingerprint,
        "Máy trực một cửa",
        "UBND xã Phú Mẫu",
        KeyScope.MACHINE,
        "2027-01-01",
    )
    assert not card.revoked


def parts_of(case: Path) -> Parts:
    with zipfile.ZipFile(case) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def rewritten(case: Path, parts: Parts) -> Path:
    path = case.with_name("other.trucan-case")
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def altered(parts: Parts) -> Parts:
    """Change a record and the list of contents with it, as somebody with an editor would."""
    body = parts[RECORDS].replace("Ngắt mạng".encode(), "Không ngắt".encode())
    assert body != parts[RECORDS]
    contents = json.loads(parts[CONTENTS])
    contents["files"][RECORDS] = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
    return {**parts, RECORDS: body, CONTENTS: write(contents)}


def naming(parts: Parts, key: SigningKey | None) -> Parts:
    """Name another key in the list of contents."""
    return {**parts, CONTENTS: write({**json.loads(parts[CONTENTS]), "key": key_text(key)})}


def sealed_by(parts: Parts, key: SigningKey, payload_type: str = PAYLOAD_TYPE) -> Parts:
    """Seal the list of contents as it is with some key."""
    return {**parts, ENVELOPE: seal(parts[CONTENTS], payload_type, (key,))}


def without(parts: Parts, *names: str) -> Parts:
    return {name: body for name, body in parts.items() if name not in names}


def said_of(house: House, taken: Incident) -> str:
    """Return all that is said where the incident is shown."""
    return "\n".join(lines(house.words, taken, house.incidents.playbook_of(taken), ()))


def test_a_confirmed_key_is_named_wherever_the_incident_is_shown(
    case: Path, other: House, key: SigningKey
) -> None:
    trust(other, key)
    taken, seal, _ = other.incidents.take(case)

    assert seal.kind is SealKind.TRUSTED
    assert taken.seals == (seal,)
    sentence = "Niêm phong của Máy trực một cửa, khóa đã xác nhận."
    assert sentence in said_of(other, taken)
    assert sentence in other.duty.page(limit=1)[0].text


def test_a_key_nobody_confirmed_is_taken_and_says_what_to_compare(
    case: Path, other: House, key: SigningKey
) -> None:
    taken, seal, _ = other.incidents.take(case)

    assert seal == CaseSeal(kind=SealKind.UNKNOWN, fingerprint=key.verify_key.fingerprint)
    assert f"chưa ai xác nhận khóa; gọi máy gửi, đối chiếu mã khóa {seal.fingerprint}" in said_of(
        other, taken
    )


def test_without_a_key_the_file_is_not_sealed_and_both_sides_say_so(
    house: House, opened: Incident, other: House, tmp_path: Path
) -> None:
    made, _ = house.incidents.carry(opened.id, tmp_path / "usb")
    taken, seal, _ = other.incidents.take(made.file)

    assert not made.is_sealed
    assert seal.kind is SealKind.NONE
    for where in (house.duty.page(limit=1)[0].text, other.duty.page(limit=1)[0].text):
        assert "KHÔNG NIÊM PHONG" in where
    assert "KHÔNG NIÊM PHONG" in said_of(other, taken)


def test_a_key_that_waits_for_its_passphrase_seals_nothing(
    house: House, key: SigningKey, opened: Incident, tmp_path: Path
) -> None:
    house.reopen()
    house.secrets = Secrets(house.home / "keys", keyring=lambda: None, cost=2**10)
    made, _ = house.incidents.carry(opened.id, tmp_path / "usb")

    assert not made.is_sealed


def test_a_file_that_comes_home_is_known_by_the_keys_of_the_book(case: Path, house: House) -> None:
    _, seal, _ = house.incidents.take(case)

    assert (seal.kind, seal.owner) == (SealKind.TRUSTED, "PHUMAU-TC-01")


def test_a_key_that_the_book_took_out_of_use_is_a_strangers(
    case: Path, house: House, key: SigningKey
) -> None:
    """Why it was replaced may be that somebody else has it."""
    house.duty.rotate_key("Nghi lộ khóa", PASSPHRASE)
    _, seal, _ = house.incidents.take(case)
    assert seal == CaseSeal(kind=SealKind.UNKNOWN, fingerprint=key.verify_key.fingerprint)
    made, _ = house.incidents.carry("SC-2027-001", case.parent)
    _, later, _ = house.incidents.take(made.file)

    assert (later.kind, later.owner) == (SealKind.TRUSTED, "PHUMAU-TC-01")


STRANGER = SigningKey.generate()


@pytest.mark.parametrize(
    "change",
    [
        altered,
        lambda parts: naming(parts, STRANGER),
        lambda parts: naming(parts, None),
        lambda parts: sealed_by(parts, STRANGER),
        lambda parts: sealed_by(altered(parts), STRANGER),
        lambda parts: sealed_by(parts, STRANGER, "application/vnd.trucan.bundle-manifest+json"),
        lambda parts: without(parts, ENVELOPE),
        lambda parts: {**parts, ENVELOPE: b"{}"},
        lambda parts: {**parts, ENVELOPE: b"x"},
        lambda parts: {**parts, ENVELOPE: parts[ENVELOPE].replace(b'"sig":"', b'"sig":"AAAA', 1)},
    ],
    ids=[
        "contents altered",
        "another key named",
        "no key named",
        "another key signed",
        "altered and signed by another",
        "another type",
        "seal taken out",
        "empty seal",
        "no seal at all",
        "signature altered",
    ],
)
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_seal_that_does_not_hold_is_refused_whole(
    case: Path,
    other: House,
    key: SigningKey,
    change: Callable[[Parts], Parts],
    is_confirmed: bool,
) -> None:
    if is_confirmed:
        trust(other, key)
    with pytest.raises(KnownError, match="case_seal"):
        other.incidents.take(rewritten(case, change(parts_of(case))))

    assert other.duty.count() == 0


def test_who_seals_it_anew_is_not_taken_for_the_sender(
    case: Path, other: House, key: SigningKey
) -> None:
    """Whoever alters everything and names a key of their own is a stranger, and is shown as one."""
    trust(other, key)
    forged = sealed_by(naming(altered(parts_of(case)), STRANGER), STRANGER)
    _, seal, _ = other.incidents.take(rewritten(case, forged))

    assert seal == CaseSeal(kind=SealKind.UNKNOWN, fingerprint=STRANGER.verify_key.fingerprint)


def test_who_takes_every_trace_of_the_seal_out_leaves_it_unsealed(
    case: Path, other: House, key: SigningKey
) -> None:
    trust(other, key)
    bare = without(naming(altered(parts_of(case)), None), ENVELOPE)
    taken, seal, _ = other.incidents.take(rewritten(case, bare))

    assert seal.kind is SealKind.NONE
    assert "KHÔNG NIÊM PHONG" in said_of(other, taken)


def test_a_revoked_key_seals_nothing(case: Path, other: House, key: SigningKey) -> None:
    trust(other, key)
    other.trust.revoke(key.verify_key.id, "2027-02-01")
    with pytest.raises(KnownError, match="case_revoked") as caught:
        other.incidents.take(case)

    assert "01/02/2027" in other.words.say("errors.case_revoked", caught.value.args_of_sentence)
    assert other.duty.count() == 0


def test_a_file_of_an_earlier_version_is_taken_unsealed(
    house: House, opened: Incident, other: House, tmp_path: Path
) -> None:
    made, _ = house.incidents.carry(opened.id, tmp_path / "usb")
    parts = parts_of(made.file)
    contents = {**json.loads(parts[CONTENTS]), "format": 1}
    del contents["key"]
    taken, seal, _ = other.incidents.take(
        rewritten(made.file, {**parts, CONTENTS: write(contents)})
    )

    assert seal.kind is SealKind.NONE
    assert set(taken.done) == {"disconnect"}

"""Bundles: what goes in, how they are sealed, and that other programs agree."""

import base64
import hashlib
import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

from core.engine.codec import read_run
from core.exchange.closing import close, is_closed, receiving_key, reopen
from core.exchange.manifest import PAYLOAD_TYPE
from core.exchange.opening import open_bundle
from core.exchange.refusal import RefusedError
from core.house import House
from core.model.errors import KnownError
from core.model.exchange import BundleCard, BundleRequest, Why
from core.model.new_entry import NewEntry
from core.model.result import Evidence, Message
from core.model.run import Waiver
from core.report.redacted_run import entry_may_leave, redacted_run
from core.report.redaction import Level
from core.seal.keys import SigningKey
from core.seal.trust import TrustedKeys
from core.words import Words
from tests.exchange.offices import Book, Office, make_run

MAC = "00:1a:2b:3c:4d:5e"
CITIZEN = "001 085 012 345"
TOKEN = "ghp_0123456789abcdefghij"


def test_the_same_content_gives_the_same_bytes(office: Office) -> None:
    assert office.bundle() == office.bundle()
    assert office.bundle() != office.bundle(made="2027-01-19T03:00:01Z")


def test_another_verifier_accepts_the_seal(office: Office) -> None:
    """The envelope holds the very bytes of the manifest, under the type of a bundle."""
    with zipfile.ZipFile(BytesIO(office.bundle())) as archive:
        envelope = Envelope.from_dict(json.loads(archive.read("manifest.dsse.json")))
        manifest = archive.read("manifest.json")
    raw = office.key.verify_key.raw.hex()
    key = SSlibKey(office.key.verify_key.id, "ed25519", "ed25519", {"public": raw})

    assert envelope.verify([key], 1)
    assert envelope.payload == manifest
    assert envelope.payload_type == PAYLOAD_TYPE


def test_a_bundle_is_read_back(office: Office) -> None:
    book = Book(office.key).write(5)
    source = office.bundle(log=book.part(), documents={"bao-cao.pdf": b"%PDF"})
    trusted = TrustedKeys().add(office.key.verify_key, "Bà Hạnh")
    opened = open_bundle(source, trusted, "2027-01-20", read_run)

    assert opened.held_back is None
    assert opened.runs == (make_run(),)
    assert opened.note_proven
    assert opened.checkpoint is not None
    assert opened.checkpoint.size == 5
    assert opened.manifest.documents == ("documents/bao-cao.pdf",)


def seeded() -> object:
    """Return a run with private texts where they should not be."""
    run = make_run()
    evidence = Evidence(what="x", value=(MAC, "admin"), source=f"/home/x {CITIZEN}", read_at="")
    first = replace(run.findings[0], evidence=(evidence,))
    return replace(run, findings=(first, *run.findings[1:]), operator=f"An {TOKEN}")


@pytest.mark.parametrize(
    ("level", "gone"),
    [
        (Level.INTERNAL, (MAC, CITIZEN, TOKEN)),
        (Level.PUBLIC, (MAC, CITIZEN, TOKEN, "admin", "PM-001", "1".zfill(64))),
        (Level.FULL, (TOKEN,)),
    ],
)
def test_a_level_leaves_out_what_it_hides(level: Level, gone: tuple[str, ...]) -> None:
    """Cases 47 and 48, for what goes upward as data."""
    from core.engine.codec import write_run

    said = write_run(redacted_run(seeded(), level, Words("vi"))).decode()  # type: ignore[arg-type]

    assert not [each for each in gone if each in said]
    assert ("admin" in said) is (level is not Level.PUBLIC)


def test_nothing_that_people_wrote_is_public() -> None:
    """Neither declared places nor why a risk is accepted, whatever words stand there."""
    from core.engine.codec import write_run

    place, share, why = "/srv/ke-toan/chi-hoa", r"\\PM-KETOAN\backup", "Máy của chị Hoa, kế toán"
    told = Message("fail.case", {"text": f"Không thấy {place}", "days": 45})
    run = make_run(
        params={"BAK-301": {"places": (place,), "apart": (share,), "warn_days": 7},
                "NET-506": {"allowed": ("Phần mềm của chị Hoa",)}},
        waivers=(Waiver(check="AV-101", who="Nguyễn Thị Hoa", why=why, until="2027-03-01"),),
        findings=(replace(make_run().findings[0], message=told),),
    )  # fmt: skip
    public = redacted_run(run, Level.PUBLIC, Words("vi"))
    said = write_run(public).decode()

    assert not [each for each in (place, "PM-KETOAN", "Hoa") if each in said]
    assert (public.params["BAK-301"], public.params["NET-506"]) == ({"warn_days": 7}, {})
    assert [(each.check, each.until) for each in public.waivers] == [("AV-101", "2027-03-01")]
    assert read_run(write_run(public), "") == public
    inside = redacted_run(run, Level.INTERNAL, Words("vi"))
    assert (inside.params, inside.waivers) == (run.params, run.waivers)


@pytest.mark.parametrize(
    ("body", "may"),
    [
        ("Mất điện lúc 10:40", (False, True, True)),
        (f"Máy {MAC} bị chậm", (False, False, True)),
        ("Mật khẩu là hoaphuong2027", (False, False, False)),
    ],
)
def test_an_entry_that_may_not_leave(body: str, may: tuple[bool, ...]) -> None:
    canon = json.dumps({"body": body, "reason": "", "author": "An", "about": {}}).encode()
    words = Words("vi")

    assert tuple(entry_may_leave(canon, level, words) for level in Level) == may


def test_closed_for_one_receiver(office: Office) -> None:
    """Only the holder of the receiving key reads it; one byte changed and nobody does."""
    above, other = SigningKey(bytes(32)), SigningKey(bytes(31) + b"1")
    closed = close(office.bundle(), receiving_key(above))
    bent = closed[:-1] + bytes([closed[-1] ^ 1])

    assert is_closed(closed)
    assert b"PM-001" not in closed
    assert reopen(closed, above) == office.bundle()
    for source, key, why in ((closed, other, Why.CLOSED), (closed, None, Why.CLOSED),
                             (bent, above, Why.ALTERED)):  # fmt: skip
        with pytest.raises(RefusedError) as caught:
            reopen(source, key)
        assert caught.value.why is why


@pytest.mark.parametrize("word", ["", "trucan-receive+0+AAAA", "nonsense", "trucan-receive++"])
def test_what_is_no_receiving_key(word: str) -> None:
    with pytest.raises(KnownError, match="receiving_key"):
        close(b"x", word)


def test_a_receiving_key_that_anybody_could_open() -> None:
    """A point of small order makes the same secret with every key."""
    check = hashlib.sha256(bytes(32)).hexdigest()[:8]
    with pytest.raises(KnownError, match="receiving_key"):
        close(b"x", f"trucan-receive+{check}+{base64.b64encode(bytes(32)).decode()}")


def test_a_receiving_key_with_a_slip(office: Office) -> None:
    """A letter typed wrongly is found before anything is closed for nobody."""
    prefix, check, encoded = receiving_key(office.key).split("+", 2)
    raw = bytearray(base64.b64decode(encoded))
    raw[0] ^= 1
    slipped = f"{prefix}+{check}+{base64.b64encode(raw).decode()}"

    with pytest.raises(KnownError, match="receiving_key"):
        close(b"x", slipped)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a key, a run and two entries, one of which may not leave."""
    house = House.open(tmp_path / "home", "vi")
    house.duty.add_entry(NewEntry(text="Mất điện lúc 10:40"))
    house.duty.add_entry(NewEntry(text="Mật khẩu là hoaphuong2027"))
    house.secrets._cost = 2
    house.duty.protect_key("mot cau du dai")
    from core.engine.keeping import keep

    keep(make_run(), house.store.runs)
    return house


def test_a_machine_makes_a_small_bundle_that_it_verifies(house: House, tmp_path: Path) -> None:
    request = BundleRequest(since="2020-01-01")
    made = house.bundles.make(request, tmp_path)
    own = house.bundles.own_key()
    card = house.bundles.verify(made.file, own.text)
    stranger = house.bundles.verify(made.file)

    assert made.file.name.isascii()
    assert made.file.stat().st_size <= 50_000
    assert made.is_sealed
    assert (made.entries, made.withheld) == (3, 1)
    assert b"hoaphuong" not in b"".join(
        zipfile.ZipFile(made.file).read(each) for each in zipfile.ZipFile(made.file).namelist()
    )
    assert isinstance(card, BundleCard)
    assert isinstance(stranger, BundleCard)
    assert card.held_back is None
    assert {"whole", "sender", "log_state", "entries"} <= set(card.proven)
    assert {"truth", "clock"} <= set(card.unproven)
    assert stranger.held_back is Why.KEY_UNKNOWN
    assert stranger.fingerprint == own.fingerprint
    assert len(own.picture) == len(own.picture[0]) > 20
    house.close()


def test_a_machine_for_state_secrets_lets_nothing_out(house: House, tmp_path: Path) -> None:
    house.settings.change(house.settings.read()._replace(state_secrets=True))

    with pytest.raises(KnownError, match="state_secrets"):
        house.bundles.make(BundleRequest(), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    house.close()


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        (BundleRequest(level="secret"), "unknown_level"),
        (BundleRequest(run="nothing"), "unknown_run"),
        (BundleRequest(since="hôm qua"), "export_day"),
        (BundleRequest(receiver="x"), "receiving_key"),
        (BundleRequest(documents=(Path("a.exe"),)), "bundle_document"),
        (BundleRequest(documents=(Path("absent.pdf"),)), "attachment_unread"),
    ],
)
def test_wrong_wishes(house: House, tmp_path: Path, request_: BundleRequest, key: str) -> None:
    with pytest.raises(KnownError, match=key):
        house.bundles.make(request_, tmp_path / "out")
    house.close()

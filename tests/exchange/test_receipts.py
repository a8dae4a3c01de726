"""Receipts go back to the office below, into its duty book."""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from core.engine.keeping import keep
from core.exchange.receipts import PAYLOAD_TYPE, Received, read_receipt, write_receipt
from core.house import House
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.exchange import BundleRequest, Fate, KeyScope
from core.model.moments import from_text
from core.model.new_entry import NewEntry
from core.seal.canonical import Json, write
from core.seal.cosign import cosign
from core.seal.dsse import seal
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, parse, sign
from core.seal.trust import TrustedKeys
from tests.exchange.offices import NOW, make_run


def test_receipts_go_back(house: House, tmp_path: Path) -> None:
    """From above to the machine that sent, which then knows what was received of its log."""
    below = House.open(tmp_path / "below", "vi")
    for each in (below, house):
        each.secrets._cost = 2
        each.duty.add_entry(NewEntry(text="Mở sổ"))
        each.duty.protect_key("mot cau du dai")
    keep(make_run(), below.store.runs)
    made = below.bundles.make(BundleRequest(), tmp_path / "out")
    key, own = below.bundles.own_key(), house.bundles.own_key()
    house.consolidation.enrol(key.text, key.fingerprint, "An", "Xã Phú", KeyScope.MACHINE)
    assert house.consolidation.take_file(made.file).fate is Fate.COUNTED
    assert house.consolidation.write_receipts(tmp_path / "back") == 1
    (receipt,) = (tmp_path / "back").iterdir()

    with pytest.raises(KnownError, match="receipt_refused"):
        below.bundles.take_receipt(receipt)
    below.trust.enrol(own.text, own.fingerprint, "Tỉnh", "", KeyScope.RECEIVER, "2027-01-01")
    before = below.duty.count()
    taken, _ = below.bundles.take_receipt(receipt)
    assert taken.bundle == made.id
    assert below.bundles.receipts() == (taken,)
    entry = below.duty.page(limit=1)[0]
    assert below.duty.count() == before + 1
    assert taken.size == int(entry.about["checkpoint_size"])
    assert (entry.kind, entry.about["receipt"]) == (EntryKind.DOCUMENT, made.id)
    assert (entry.about["receiver"], entry.about["received"]) == (taken.receiver, taken.at)
    root = parse(taken.note.encode()).text.split("\n")[2]
    assert entry.about["checkpoint_root"] == b64decode(root).hex()
    for each in (made.file.name, below.words.moment(taken.at), entry.about["checkpoint_root"]):
        assert each in entry.text
    assert below.duty.attachment(entry.seq, 1)[1] == receipt.read_bytes()

    below.bundles.take_receipt(receipt)
    assert below.duty.count() == before + 1, "once only"
    assert below.duty.verify().whole
    assert receipt.name.isascii() or receipt.suffix == ".receipt"
    for each in (below, house):
        each.close()


NEVER: dict[str, Json] = {"format": 1, "at": "at no time", "receiver": "", "name": "x", "note": ""}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_receipt_for_another_state_of_the_log_is_refused(tmp_path: Path, lang: str) -> None:
    """Whoever receives signs what we sent, or nothing; a receipt without a log names the bundle."""
    below, above = House.open(tmp_path / "below", lang), SigningKey.generate()
    below.secrets._cost = 2
    below.duty.add_entry(NewEntry(text="Mở sổ"))
    below.duty.protect_key("mot cau du dai")
    keep(make_run(), below.store.runs)
    made = below.bundles.make(BundleRequest(), tmp_path / "out")
    named = NamedKey("trucan/bundle", above.verify_key)
    text, fingerprint = named.to_text(), named.key.fingerprint
    below.trust.enrol(text, fingerprint, "Tỉnh", "", KeyScope.RECEIVER, "2027-01-01")
    other = Checkpoint(origin="trucan/duty-log/other", size=9, root=bytes(32)).to_text()
    path = tmp_path / "a.receipt"
    path.write_bytes(seal(write(NEVER | {"bundle": made.id}), PAYLOAD_TYPE, (above,)))
    with pytest.raises(KnownError, match="receipt_refused"):
        below.bundles.take_receipt(path)
    for note in (sign(other, "trucan/duty-log/other", above), ""):
        got = Received(bundle=made.id, at=NOW, note=note)
        path.write_bytes(write_receipt(got, "Tỉnh Mẫu", "trucan/bundle", above))
        before = below.duty.count()
        if note:
            with pytest.raises(KnownError, match="receipt_refused"):
                below.bundles.take_receipt(path)
            assert below.duty.count() == before
    below.bundles.take_receipt(path)
    entry = below.duty.page(limit=1)[0]

    assert "checkpoint_size" not in entry.about
    assert "Tỉnh Mẫu" in entry.text
    assert len(entry.text.split("\n")) == 1
    below.close()


@pytest.mark.parametrize("change", [{"at": "2027-01-20T03:00:01Z"}, {"name": "other"}])
def test_a_receipt_and_its_cosignature_tell_the_same(change: dict[str, Json]) -> None:
    """Both are sealed by the receiver; where they differ nobody can say which is meant."""
    key = SigningKey(bytes(32))
    note = cosign(
        sign(Checkpoint(origin="a", size=1, root=bytes(32)).to_text(), "a", key), "b", key,
        int(from_text(NOW).timestamp()),
    )  # fmt: skip
    form: dict[str, Json] = {
        "format": 1, "bundle": "x", "at": NOW, "receiver": "r", "name": "b", "note": note,
    }  # fmt: skip
    trusted = TrustedKeys().add(key.verify_key, "Tỉnh")
    day = "2027-01-20"

    assert read_receipt(seal(write(form), PAYLOAD_TYPE, (key,)), trusted, day).size == 1
    with pytest.raises(KnownError, match="receipt_refused"):
        read_receipt(seal(write(form | change), PAYLOAD_TYPE, (key,)), trusted, day)


def test_the_form_of_a_receipt_stays_what_earlier_versions_read() -> None:
    got = Received(bundle="a" * 64, at=NOW, note="")
    envelope = json.loads(write_receipt(got, "Tỉnh Mẫu", "trucan/bundle", SigningKey(bytes(32))))
    assert envelope["payloadType"] == "application/vnd.trucan.receipt+json"
    assert json.loads(b64decode(envelope["payload"])) == {
        "format": 1,
        "bundle": "a" * 64,
        "at": NOW,
        "receiver": "Tỉnh Mẫu",
        "name": "trucan/bundle",
        "note": "",
    }

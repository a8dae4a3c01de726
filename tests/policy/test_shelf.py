"""Imported packs: only what a confirmed key signed, later than what is here, is looked up."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.model.errors import Exit, KnownError
from core.model.pack import PackOrigin, PackState
from core.model.support import SupportTable
from core.policy.packs import BUILT_IN, read_pack
from core.policy.sealing import PAYLOAD_TYPE, seal_pack
from core.policy.shelf import PackShelf
from core.seal.dsse import seal
from core.seal.keys import SigningKey
from core.words import LANGUAGES, Words

TODAY = "2026-12-01"
LATER = 2099010101
OWN = read_pack(BUILT_IN / "os-support.toml", "os-support")


def body(version=LATER, expires="2027-06-01", pack_id="os-support", more=""):
    return (
        f'format = 1\nid = "{pack_id}"\nversion = {version}\ndate = "2026-11-30"\n'
        f'expires = "{expires}"\nissuer = "Sở tự ghi"\n{more}'
        '[[rows]]\nos = "debian"\nrelease = "77"\nname = "Debian 77"\nends = "2040-01-01"\n'
        'source = "x"\n'
    ).encode()


@pytest.fixture
def key():
    return SigningKey.generate()


@pytest.fixture
def shelf(tmp_path):
    return PackShelf(tmp_path / "home")


@pytest.fixture
def stick(tmp_path):
    """Put bytes on a stick and return the file."""

    def put(content):
        file = tmp_path / "từ trên.pack"
        file.write_bytes(content)
        return file

    return put


def refused(shelf, file, problem, **confirmed):
    """Assert that a pack is refused for this reason, in words, and that nothing changed."""
    before = shelf.cards(TODAY)
    with pytest.raises(KnownError) as caught:
        shelf.take(file, TODAY, **confirmed)
    assert caught.value.key == f"pack.{problem}"
    assert caught.value.status in (Exit.BAD_INPUT, Exit.USAGE)
    for lang in LANGUAGES:
        assert Words(lang).say(f"errors.pack.{problem}", caught.value.args_of_sentence)
    assert shelf.cards(TODAY) == before
    assert releases(shelf) == {row.release for row in OWN.table.rows}
    return caught.value.args_of_sentence


def releases(shelf):
    (table,), _ = shelf.tables((SupportTable,))
    return {row.release for row in table.rows}


def trusting(key):
    return {"confirmed": key.verify_key.fingerprint, "owner": "Sở"}


def card_of(shelf, pack_id, origin):
    found = [each for each in shelf.cards(TODAY) if (each.id, each.origin) == (pack_id, origin)]
    assert len(found) == 1
    return found[0]


def test_a_confirmed_pack_takes_the_place_of_the_programs_own(shelf, stick, key):
    card = shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))

    assert (card.issuer, card.version, card.state) == ("Sở", str(LATER), PackState.IN_FORCE)
    assert releases(shelf) == {"77"}
    (table,), (use,) = shelf.tables((SupportTable,))
    assert (use.id, use.version, use.date) == ("os-support", str(LATER), "2026-11-30")
    assert (table.pack_date, table.expires) == ("2026-11-30", "2027-06-01")
    assert card_of(shelf, "os-support", PackOrigin.BUILT_IN).state is PackState.REPLACED


def test_a_key_is_trusted_only_once_somebody_compared_its_fingerprint(shelf, stick, key):
    file = stick(seal_pack(body(), key))
    told = refused(shelf, file, "unknown_key")
    assert told["text"] == key.verify_key.fingerprint
    assert told["name"] == "Sở tự ghi"
    other = SigningKey.generate().verify_key.fingerprint
    refused(shelf, file, "other_fingerprint", confirmed=other, owner="Sở")
    refused(shelf, file, "no_owner", confirmed=key.verify_key.fingerprint, owner=" ")

    # Whoever names a fingerprint means it, also where another key is trusted already.
    shelf.take(file, TODAY, **trusting(key))
    later = stick(seal_pack(body(LATER + 1), key))
    with pytest.raises(KnownError) as caught:
        shelf.take(later, TODAY, confirmed=other, owner="Sở")
    assert caught.value.key == "pack.other_fingerprint"


def test_a_name_as_long_as_a_book_is_cut_before_it_is_shown(shelf, stick, key):
    text = body().decode().replace("Sở tự ghi", "S" * 100_000).replace("Debian 77", "D" * 100_000)
    seen = shelf.preview(stick(seal_pack(text.encode(), key)), TODAY)
    assert len(seen.names_itself) == len(seen.added[0]) == 80


def test_two_that_import_at_once_both_keep_their_key(tmp_path, stick, key):
    """The second waits until the first has written, and adds to what is there then."""
    shelf, other = PackShelf(tmp_path / "home"), SigningKey.generate()
    first = stick(seal_pack(body(), key)).rename(tmp_path / "1.pack")
    text = body(pack_id="prescribed-antivirus").decode().partition("[[rows]]")[0]
    listed = f"{text}products = ['Bkav']\nbasis = 'Công văn 1'\n"
    second = stick(seal_pack(listed.encode(), other)).rename(tmp_path / "2.pack")

    def take(file, signer):
        PackShelf(tmp_path / "home").take(file, TODAY, **trusting(signer))

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(take, first, key), pool.submit(take, second, other)]:
            each.result()
    states = {each.id: each.state for each in shelf.cards(TODAY) if each.fingerprint}
    assert set(states.values()) == {PackState.IN_FORCE}
    assert set(states) == {"os-support", "prescribed-antivirus"}


def test_a_shelf_that_is_in_use_says_so(shelf, stick, key, tmp_path, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr("core.policy.shelf._PATIENCE", 0.05)
    (tmp_path / "home" / "packs").mkdir(parents=True)
    file = stick(seal_pack(body(), key))
    with (
        FileLock(tmp_path / "home" / "packs" / "packs.lock"),
        pytest.raises(KnownError) as caught,
    ):
        shelf.take(file, TODAY, **trusting(key))
    assert caught.value.key == "store_in_use"
    assert "77" not in releases(shelf)


def test_a_fingerprint_may_be_typed_as_it_was_heard(shelf, stick, key):
    file = stick(seal_pack(body(), key))
    typed = key.verify_key.fingerprint.lower().replace(" ", "")
    shelf.take(file, TODAY, confirmed=typed, owner="Sở")
    shelf.take(stick(seal_pack(body(LATER + 1), key)), TODAY)
    assert card_of(shelf, "os-support", PackOrigin.IMPORTED).version == str(LATER + 1)


def test_an_older_or_equal_version_never_comes_back(shelf, stick, key):
    refused(shelf, stick(seal_pack(body(OWN.version), key)), "older", **trusting(key))
    shelf.take(stick(seal_pack(body(LATER), key)), TODAY, **trusting(key))
    for version in (LATER, LATER - 1):
        with pytest.raises(KnownError) as caught:
            shelf.take(stick(seal_pack(body(version), key)), TODAY)
        assert caught.value.key == "pack.older"
    assert card_of(shelf, "os-support", PackOrigin.IMPORTED).version == str(LATER)


def test_a_pack_past_its_day_is_refused_but_one_that_is_here_stays(shelf, stick, key):
    refused(shelf, stick(seal_pack(body(expires="2026-11-30"), key)), "expired", **trusting(key))
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    states = {each.origin: each.state for each in shelf.cards("2027-06-02")}
    assert states[PackOrigin.IMPORTED] is PackState.EXPIRED
    assert releases(shelf) == {"77"}


def test_what_is_unsigned_foreign_or_damaged_is_refused(shelf, stick, key, tmp_path):
    whole = seal_pack(body(), key)
    envelope = json.loads(whole)
    unsigned = json.dumps({**envelope, "signatures": []}).encode()
    payload = json.loads(base64.b64decode(envelope["payload"]))
    payload["toml"] = payload["toml"].replace("2040", "2050")
    changed = base64.b64encode(json.dumps(payload).encode()).decode()
    stranger = base64.b64encode(SigningKey.generate().verify_key.raw).decode()
    swapped = base64.b64encode(json.dumps({**payload, "key": stranger}).encode()).decode()
    confirmed = trusting(key)

    refused(shelf, tmp_path / "none.pack", "missing", **confirmed)
    refused(shelf, stick(unsigned), "unsigned", **confirmed)
    refused(shelf, stick(body()), "malformed", **confirmed)
    refused(shelf, stick(b""), "malformed", **confirmed)
    refused(shelf, stick(whole[: len(whole) // 2]), "malformed", **confirmed)
    refused(shelf, stick(b"\xff\xfe" + whole), "malformed", **confirmed)
    refused(shelf, stick(seal(b"{}", PAYLOAD_TYPE, [key])), "malformed", **confirmed)
    refused(shelf, stick(json.dumps({**envelope, "payload": changed}).encode()), "altered")
    refused(shelf, stick(json.dumps({**envelope, "payload": swapped}).encode()), "altered")
    bundle = seal(base64.b64decode(envelope["payload"]), "application/vnd.other", [key])
    refused(shelf, stick(bundle), "other_type", **confirmed)


@pytest.mark.parametrize(
    ("more", "problem", "where"),
    [
        ('run = "calc.exe"\n', "content", "run"),
        ("rows = 3\n", "content", "8"),
        ("x = = 1\n", "content", "7"),
    ],
)
def test_a_signed_pack_with_wrong_content_is_refused(shelf, stick, key, more, problem, where):
    public = base64.b64encode(key.verify_key.raw).decode()
    payload = json.dumps({"key": public, "toml": body(more=more).decode()}).encode()
    file = stick(seal(payload, PAYLOAD_TYPE, [key]))
    assert refused(shelf, file, problem, **trusting(key))["where"] == where


def test_a_pack_of_a_kind_that_only_a_newer_program_knows_says_so(shelf, stick, key):
    public = base64.b64encode(key.verify_key.raw).decode()
    payload = json.dumps({"key": public, "toml": body(pack_id="weather").decode()}).encode()
    refused(shelf, stick(seal(payload, PAYLOAD_TYPE, [key])), "newer", **trusting(key))


def test_a_revoked_key_takes_its_packs_along_and_never_comes_back(shelf, stick, key):
    file = stick(seal_pack(body(), key))
    shelf.take(file, TODAY, **trusting(key))
    assert shelf.revoke(key.verify_key.fingerprint.lower(), TODAY).owner == "Sở"

    card = card_of(shelf, "os-support", PackOrigin.IMPORTED)
    assert (card.state, card.problem) == (PackState.REFUSED, "revoked")
    refused(shelf, stick(seal_pack(body(LATER + 1), key)), "revoked", **trusting(key))
    with pytest.raises(KnownError):
        shelf.revoke("AAAA", TODAY)


def test_a_pack_dated_after_today_is_refused_for_its_age_would_never_count(shelf, stick, key):
    file = stick(seal_pack(body(), key))
    with pytest.raises(KnownError) as caught:
        shelf.take(file, "2026-11-29", **trusting(key))
    assert caught.value.key == "pack.ahead"
    for lang in LANGUAGES:
        assert Words(lang).say("errors.pack.ahead", caught.value.args_of_sentence)
    assert shelf.take(file, "2026-11-30", **trusting(key)).age_days == 0
    # A clock that was turned back afterwards shows itself.
    assert {each.age_days for each in shelf.cards("2026-11-20") if each.fingerprint} == {-10}


@pytest.mark.parametrize(("today", "problem"), [("2026-11-29", "ahead"), ("2027-06-02", "expired")])
def test_what_would_be_refused_is_told_before_anybody_has_to_telephone(
    shelf, stick, key, today, problem
):
    file = stick(seal_pack(body(), key))
    for act in (shelf.preview, shelf.take):
        with pytest.raises(KnownError) as caught:
            act(file, today)
        assert caught.value.key == f"pack.{problem}"


def test_a_preview_tells_what_would_change_and_keeps_nothing(shelf, stick, key, tmp_path):
    seen = shelf.preview(stick(seal_pack(body(), key)), TODAY)

    assert not (tmp_path / "home").exists()
    assert (seen.key_is_known, seen.names_itself, seen.card.issuer) == (False, "Sở tự ghi", "")
    assert seen.card.fingerprint == key.verify_key.fingerprint
    assert seen.added == ("Debian 77",)
    assert set(seen.gone) == {row.name for row in OWN.table.rows}
    assert (seen.size, seen.size_before) == (1, len(OWN.table.rows))
    assert (seen.in_use.version, seen.in_use.origin) == (str(OWN.version), PackOrigin.BUILT_IN)

    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    again = shelf.preview(stick(seal_pack(body(LATER + 1), key)), TODAY)
    assert (again.key_is_known, again.card.issuer) == (True, "Sở")
    assert (again.added, again.gone) == ((), ())
    assert again.in_use.version == str(LATER)


def test_the_programs_own_pack_is_used_again_and_that_can_be_undone(shelf, stick, key):
    with pytest.raises(KnownError) as caught:
        shelf.set_aside("os-support")
    assert caught.value.key == "pack.none"
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    change = shelf.set_aside("os-support")

    assert releases(shelf) == {row.release for row in OWN.table.rows}
    assert not any(each.origin is PackOrigin.IMPORTED for each in shelf.cards(TODAY))
    assert not stands_in(shelf)
    for lang in LANGUAGES:
        assert Words(lang).say(change.undo.label)
    change.undo.act()
    assert releases(shelf) == {"77"}
    for name in ("os-support", "../keys", "weather"):
        with pytest.raises(KnownError):
            shelf.put_back(name)


def test_an_undo_that_comes_after_another_import_changes_nothing(shelf, stick, key):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    undo = shelf.set_aside("os-support").undo
    shelf.take(stick(seal_pack(body(LATER + 1), key)), TODAY)
    with pytest.raises(KnownError):
        undo.act()
    assert card_of(shelf, "os-support", PackOrigin.IMPORTED).version == str(LATER + 1)


def stands_in(shelf):
    (table,), _ = shelf.tables((SupportTable,))
    return table.stands_in


def test_an_imported_pack_that_is_lost_is_never_replaced_in_silence(shelf, stick, key, tmp_path):
    """A scanner may take a list of bad addresses for a virus, and put the file away."""
    assert not stands_in(shelf)
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    assert not stands_in(shelf)
    kept = tmp_path / "home" / "packs" / "os-support.pack"
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-40]):
        kept.write_bytes(damaged)
        assert stands_in(shelf)
    kept.unlink()
    assert stands_in(shelf)
    card = card_of(shelf, "os-support", PackOrigin.IMPORTED)
    assert (card.state, card.problem) == (PackState.REFUSED, "missing")
    shelf.set_aside("os-support")
    assert not stands_in(shelf)
    assert not any(each.origin is PackOrigin.IMPORTED for each in shelf.cards(TODAY))


def test_a_key_that_somebody_revoked_is_no_loss(shelf, stick, key):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    shelf.revoke(key.verify_key.fingerprint, TODAY)
    assert not stands_in(shelf)


def test_a_damaged_list_of_keys_is_not_written_over_for_it_names_the_revoked(
    shelf, stick, key, tmp_path
):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    shelf.revoke(key.verify_key.fingerprint, TODAY)
    keys = tmp_path / "home" / "packs" / "keys.json"
    keys.write_bytes(keys.read_bytes()[:-3])
    file = stick(seal_pack(body(LATER + 1), key))
    for act in (
        lambda: shelf.take(file, TODAY, **trusting(key)),
        lambda: shelf.preview(file, TODAY),
        lambda: shelf.revoke(key.verify_key.fingerprint, TODAY),
    ):
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.key == "pack.keys_damaged"
    for lang in LANGUAGES:
        assert Words(lang).say("errors.pack.keys_damaged", caught.value.args_of_sentence)


def test_a_key_is_kept_before_its_pack_takes_the_place_of_another(shelf, stick, key, monkeypatch):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    other = SigningKey.generate()

    def full(*_):
        raise KnownError("disk_full", Exit.CANNOT_WRITE, what="x", drive="C:")

    monkeypatch.setattr("core.policy.pack_keys.write_whole", full)
    with pytest.raises(KnownError):
        shelf.take(stick(seal_pack(body(LATER + 1), other)), TODAY, **trusting(other))
    assert releases(shelf) == {"77"}
    assert card_of(shelf, "os-support", PackOrigin.IMPORTED).version == str(LATER)


def test_a_list_with_a_line_that_is_no_address_is_not_taken_in(shelf, stick, key):
    head = body(pack_id="botnet").decode().partition("[[rows]]")[0]
    listed = f"{head}addresses = '''\n1.2.3.4\nevil.example\n'''\n"
    file = stick(seal_pack(listed.encode(), key))
    assert refused(shelf, file, "content", **trusting(key))["where"] == "evil.example"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b"[{}]", b'[{"key":"x"}]', b"\xff"])
def test_a_damaged_list_of_keys_trusts_nobody(shelf, stick, key, damage, tmp_path):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    (tmp_path / "home" / "packs" / "keys.json").write_bytes(damage)

    card = card_of(shelf, "os-support", PackOrigin.IMPORTED)
    assert (card.state, card.problem) == (PackState.REFUSED, "unknown_key")
    assert "77" not in releases(shelf)


def test_an_imported_pack_that_is_damaged_later_gives_way_and_is_shown(shelf, stick, key, tmp_path):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    kept = tmp_path / "home" / "packs" / "os-support.pack"
    kept.write_bytes(kept.read_bytes()[:-40])

    assert "77" not in releases(shelf)
    card = card_of(shelf, "os-support", PackOrigin.IMPORTED)
    assert (card.state, card.problem) == (PackState.REFUSED, "malformed")
    for lang in LANGUAGES:
        assert Words(lang).has(f"cli.pack.problem.{card.problem}")


def test_a_pack_under_the_name_of_another_counts_for_nothing(shelf, stick, key, tmp_path):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    folder = tmp_path / "home" / "packs"
    (folder / "os-support.pack").rename(folder / "software.pack")
    card = card_of(shelf, "software", PackOrigin.IMPORTED)
    assert (card.state, card.problem) == (PackState.REFUSED, "altered")


def test_a_program_with_a_later_pack_uses_its_own(shelf, stick, key, tmp_path):
    shelf.take(stick(seal_pack(body(), key)), TODAY, **trusting(key))
    newer = tmp_path / "newer"
    newer.mkdir()
    for each in BUILT_IN.iterdir():
        text = each.read_text("utf-8")
        newer.joinpath(each.name).write_text(
            text.replace(f"version = {OWN.version}", f"version = {LATER + 5}"), "utf-8"
        )
    updated = PackShelf(tmp_path / "home", newer)
    assert "77" not in releases(updated)
    assert card_of(updated, "os-support", PackOrigin.IMPORTED).state is PackState.REPLACED


def test_making_a_pack_is_refused_where_it_could_not_be_imported(shelf, tmp_path, key):
    source = tmp_path / "a.toml"
    source.write_bytes(body(more="colour = 3\n"))
    with pytest.raises(KnownError) as caught:
        shelf.make(source, key, tmp_path / "out")
    assert caught.value.args_of_sentence["where"] == "colour"
    assert not (tmp_path / "out").exists()

    source.write_bytes(body())
    made = shelf.make(source, key, tmp_path / "out")
    assert made.name == f"os-support-{LATER}.pack"
    assert shelf.take(made, TODAY, **trusting(key)).issuer == "Sở"


def test_a_list_of_addresses_is_read_whole_before_it_is_signed(shelf, tmp_path, key):
    head = body(pack_id="botnet").decode().partition("[[rows]]")[0]
    source = tmp_path / "b.toml"
    source.write_text(f"{head}addresses = '''\n1[.]2[.]3[.]4:447\n1.2.3.300\n'''\n", "utf-8")
    with pytest.raises(KnownError) as caught:
        shelf.make(source, key, tmp_path / "out")
    assert caught.value.key == "pack.content"
    assert caught.value.args_of_sentence["where"] == "1.2.3.300"

    source.write_text(f"{head}addresses = '''\n10.0.0.0/24 # x\n2001:db8::1\n'''\n", "utf-8")
    made = shelf.make(source, key, tmp_path / "out")
    assert shelf.take(made, TODAY, **trusting(key)).id == "botnet"

"""Kinds of documents from a pack: strict, told in both languages, never one of the program."""

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.model.form import FormsTable, Holds, Shape
from core.policy.kinds.forms import PREFIX
from core.policy.packs import fit, pack_of
from core.policy.reading import Misfit
from core.policy.sealing import seal_pack
from core.policy.shelf import PackShelf
from core.report.forms import forms
from core.seal.keys import SigningKey
from core.words import FOLDER, LANGUAGES

BODY = (Path(__file__).parent / "own_forms.toml").read_text("utf-8")
PART = '[[kinds.part]]\nname = "general"\n'


def test_a_kind_is_read_with_all_its_words() -> None:
    table = pack_of(BODY.encode()).table
    assert isinstance(table, FormsTable)
    (shipped,) = table.forms

    assert (shipped.form.kind, shipped.form.sign) == ("own-usb", "SU")
    assert [each.shape for each in shipped.form.parts] == [Shape.LINES, Shape.ROWS, Shape.TEXT]
    assert shipped.form.fields["period"].holds is Holds.CHOICE
    assert set(shipped.words) == set(LANGUAGES)
    assert shipped.words["en"]["field"]["channel"] == "Port"


def test_no_kind_and_no_words_of_the_program_can_be_meant_by_a_pack() -> None:
    assert not [kind for kind in forms() if kind.startswith(PREFIX)]
    for lang in LANGUAGES:
        words = tomllib.loads((FOLDER / lang / "forms.toml").read_text("utf-8"))
        assert not [key for key in words if key.startswith(PREFIX)]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('kind = "own-usb"', 'kind = "incident"', "kinds[1].kind"),
        ('kind = "own-usb"', 'kind = "field"', "kinds[1].kind"),
        ('kind = "own-usb"', 'kind = "own-../../x"', "kinds[1].kind"),
        ('kind = "own-usb"', 'kind = "own-a.b"', "kinds[1].kind"),
        ('sign = "SU"', 'sign = "SU"\nstore = true', "kinds[1].store"),
        ('sign = "SU"', 'sign = "{sign}"', "kinds[1].sign"),
        ("note = true", 'note = "yes"', "kinds[1].note"),
        ('subject_by = "period"', 'subject_by = "channel"', "kinds[1].subject_by"),
        ('subject_by = "period"\n', "", "kinds[1].part"),
        ('signers = ["keeper"]', 'signers = ["keeper", "keeper"]', "kinds[1].signers"),
        ('signers = ["keeper"]', 'signers = ["period"]', "kinds[1].period.holds"),
        (PART, f'{PART}shape = "given"\n', "kinds[1].part[1].shape"),
        (PART, f'{PART}shape = "hidden"\n', "kinds[1].part[1].shape"),
        (PART, f"{PART}level = 3\n", "kinds[1].part[1].level"),
        (PART, f'{PART}run = "calc.exe"\n', "kinds[1].part[1].run"),
        ('name = "sticks"', 'name = "general"', "kinds[1].part"),
        ('{ name = "channel"', '{ name = "reason"', "kinds[1].part"),
        ('needed_at = ["quarter"]', 'needed_at = ["year"]', "kinds[1].part"),
        ('holds = "day"', 'holds = "code"', "kinds[1].part[2].columns[2].holds"),
        ('holds = "day"', 'holds = "choice"', "kinds[1].part[2].columns[2].choices"),
        ("share = 40", "share = 0", "kinds[1].part[2].columns[1].share"),
        ("columns = [", "fields = [", "kinds[1].part[2].fields"),
        ('[{ name = "proposal" }]', "[]", "kinds[1].part[3].fields"),
        (
            '[{ name = "proposal" }]',
            '[{ name = "proposal", holds = "day" }]',
            "kinds[1].part[3].fields[1].holds",
        ),
        ('private = "person"', 'private = "nobody"', "kinds[1].part[1].fields[4].private"),
        ('{ name = "channel"', '{ name = "from"', "kinds[1].from.holds"),
        ('channel = "Port"\n', "", "kinds[1].words.en.field.channel"),
        ('"Port"', '"{__class__}"', "kinds[1].words.en.field.channel"),
        ('"Port"', '"Po\\u202ert"', "kinds[1].words.en.field.channel"),
        ('"Port"', '"two\\nlines"', "kinds[1].words.en.field.channel"),
        ('"Port"', '" "', "kinds[1].words.en.field.channel"),
        ('"Port"', f'"{"x" * 301}"', "kinds[1].words.en.field.channel"),
        ('month = "Month", ', "", "kinds[1].words.en.choice.period.month"),
        ("[kinds.words.en.field]", "[kinds.words.fr.field]", "kinds[1].words.fr"),
        ('given = "Given on"', 'given = "x"\nextra = "x"', "kinds[1].words.en.field.extra"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(old: str, new: str, where: str) -> None:
    assert BODY.count(old) == 1, old
    with pytest.raises(Misfit) as caught:
        pack_of(BODY.replace(old, new).encode())

    assert caught.value.key == where


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield (*path, key)
        yield from _places(node[key], (*path, key))


@pytest.mark.parametrize("odd", [3, 1.0, True, "", "x", [], [[]], {}, {"x": []}], ids=repr)
def test_whatever_stands_anywhere_a_form_is_read_or_refused(odd: object) -> None:
    whole = tomllib.loads(BODY)
    places = list(_places(whole))
    assert len(places) > 100
    for *way, last in places:
        content = copy.deepcopy(whole)
        node = content
        for key in way:
            node = node[key]
        node[last] = odd
        try:
            table = fit(content, "").table
        except Misfit:
            continue
        assert isinstance(table, FormsTable)
        for each in table.forms:
            assert isinstance(each.form.subject_by, str)
            assert all(type(part.level) is int for part in each.form.parts)


def test_two_kinds_of_one_name_are_refused() -> None:
    head, _, kind = BODY.partition("[[kinds]]")
    with pytest.raises(Misfit) as caught:
        pack_of(f"{head}[[kinds]]{kind}\n[[kinds]]{kind}".encode())
    assert (caught.value.key, caught.value.problem) == ("kinds", "twice")


def test_kinds_are_there_only_while_their_pack_counts(tmp_path: Path) -> None:
    shelf, key = PackShelf(tmp_path / "home"), SigningKey.generate()
    assert shelf.forms() == ()
    file = tmp_path / "a.pack"
    file.write_bytes(seal_pack(BODY.encode(), key))
    shelf.take(file, "2026-12-01", confirmed=key.verify_key.fingerprint, owner="Sở")
    assert [each.form.kind for each in shelf.forms()] == ["own-usb"]

    kept = tmp_path / "home" / "packs" / "forms.pack"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-40])
    assert shelf.forms() == ()
    kept.write_bytes(seal_pack(BODY.encode(), SigningKey.generate()))
    assert shelf.forms() == ()
    kept.write_bytes(whole)
    assert len(shelf.forms()) == 1
    shelf.revoke(key.verify_key.fingerprint, "2026-12-02")
    assert shelf.forms() == ()

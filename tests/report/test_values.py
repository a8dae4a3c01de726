"""Values are read strictly: what does not fit is named by file and key, in both languages."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.document import Urgency
from core.model.errors import Exit, KnownError
from core.model.form import Holds
from core.policy.reading import Misfit
from core.report.blank import blank_values
from core.report.forms import forms
from core.report.values import MOST_ROWS, Authority, fitted, read_values
from core.words import LANGUAGES, Words

VALUES = Path(__file__).parent / "values"
SLIP = (VALUES / "slip.toml").read_text("utf-8")
INCIDENT = (VALUES / "incident.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "old", "new", "problem", "key"),
    [
        ("slip", 'kind = "slip"', 'kind = "quick"', "other_kind", "kind"),
        ("slip", "[fields]", "[field]", "unknown_key", "field"),
        ("slip", 'sender = "Phạm Văn Thí"', "", "missing_key", "fields.sender"),
        ("slip", 'sender = "Phạm Văn Thí"', 'sender = ""', "missing_key", "fields.sender"),
        ("slip", 'sender = "Phạm Văn Thí"', "sender = 3", "not_text", "fields.sender"),
        ("slip", 'sender = "', 'sendr = 1\nsender = "', "unknown_key", "fields.sendr"),
        ("slip", "2027-02-11T09:40:00", '"sáng"', "not_moment", "fields.sent_at"),
        ("slip", "2027-02-11T09:40:00", "true", "not_moment", "fields.sent_at"),
        ("slip", "[[rows.files]]", "[rows.files]", "not_rows", "rows.files"),
        ("slip", "[[rows.files]]", "[[rows.file]]", "unknown_key", "rows.file"),
        ("slip", 'file = "bao-cao.pdf"', 'fil = "x"', "unknown_key", "rows.files[1].fil"),
        ("slip", 'file = "bao-cao.pdf"', "", "missing_key", "rows.files[1].file"),
        ("slip", "date = 2027-02-11T10:00:00", 'date = "hôm nay"', "not_moment", "date"),
        ("slip", "[fields]", "document = 1\n[fields]", "not_table", "document"),
        ("incident", 'stage = "h24"', 'stage = "soon"', "not_choice", "fields.stage"),
        ("incident", 'stage = "h24"', 'stage = "closing"', "missing_key", "fields.restored"),
        ("incident", 'stage = "h24"', 'stage = "update"', "missing_key", "fields.update_number"),
        ("incident", "users = 2", 'users = "hai"', "not_number", "fields.users"),
        ("incident", "users = 2", "users = -2", "not_number", "fields.users"),
        ("incident", "national = false", 'national = "no"', "not_truth", "fields.national"),
        ("incident", 'urgency = "flash"', 'urgency = "now"', "not_choice", "document.urgency"),
        ("incident", "internal_only = true", 'internal_only = "x"', "not_truth",
         "document.internal_only"),
        ("incident", '["TM", "KT"]', '["KT", "TL"]', "two_authorities", "document.authority"),
        ("incident", '["TM", "KT"]', '["TX"]', "not_choice", "document.authority"),
        ("incident", 'head = "Chủ tịch"', "", "missing_key", "document.head"),
        ("incident", '["Như trên", "Lưu: VT, VHXH"]', '"x"', "not_list", "document.recipients"),
        ("incident", "[document]", "[document]\nseal = 1", "unknown_key", "document.seal"),
        ("legacy-05", "to = 2026-12-31", "to = 2025-12-31", "wrong_order", "fields.to"),
        ("legacy-05", "to = 2026-12-31", "to = 2026-12-31T09:00:00", "not_day", "fields.to"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_file_and_key(
    tmp_path: Path, kind: str, old: str, new: str, problem: str, key: str
) -> None:
    text = (VALUES / f"{kind}.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "gia-tri.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(KnownError) as told:
        read_values(path, forms()[kind])

    error = told.value
    named = (key,) if problem == "missing_key" else key
    assert error.key == f"values.{problem}"
    assert error.args_of_sentence["missing" if problem == "missing_key" else "name"] == named
    assert error.status is Exit.BAD_INPUT
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{error.key}", error.args_of_sentence)
        assert "gia-tri.toml" in said
        assert key in said or problem == "other_kind"


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "gia-tri.toml"
    wanted = ("fields.sender", "rows.files[1].file", "document.head")
    text = SLIP.replace('sender = "Phạm Văn Thí"', "").replace('file = "bao-cao.pdf"', "", 1)
    path.write_text(f'document = {{authority = ["KT"]}}\n{text}', "utf-8")

    with pytest.raises(KnownError) as told:
        read_values(path, forms()["slip"])

    assert told.value.args_of_sentence["missing"] == wanted
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{told.value.key}", told.value.args_of_sentence)
        assert all(f"“{each}”" in said for each in wanted), said


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"kind = \n", "broken"), (b"\xff\xfe", "broken"), (b"x" * 5_000_000, "too_long")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "gia-tri.toml"
    path.write_bytes(content)

    with pytest.raises(KnownError) as told:
        read_values(path, forms()["slip"])

    assert told.value.key == f"values.{problem}"
    for lang in LANGUAGES:
        assert "gia-tri.toml" in Words(lang).say(
            f"errors.{told.value.key}", told.value.args_of_sentence
        )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as told:
        read_values(tmp_path / "nowhere.toml", forms()["slip"])
    assert told.value.key == "values.missing"


def test_too_many_rows_are_refused() -> None:
    content = {"fields": tomllib.loads(SLIP)["fields"], "rows": {"files": [{"file": "a"}] * 50_001}}
    assert MOST_ROWS == 50_000
    with pytest.raises(Misfit, match=r"too_many rows\.files"):
        fitted(content, forms()["slip"])


def test_what_fits_is_kept_as_values() -> None:
    values, missing = fitted(tomllib.loads(INCIDENT), forms()["incident"])

    assert missing == ()
    assert values.date == "2027-02-07T09:00:00Z"
    assert values.at("detected") == "2027-02-07T07:20:00Z"
    assert values.at("users") == "2"
    assert values.at("national") == "false"
    assert values.at("planned").startswith("Khôi phục")
    assert values.at("restored") == ""
    assert values.layout.urgency is Urgency.FLASH
    assert values.layout.authority == (Authority.TM, Authority.KT)
    assert [row["file"] for row in values.rows["evidence"]] == ["anh-man-hinh-01.jpg"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", list(forms()))
def test_a_blank_file_is_toml_and_asks_for_what_is_needed(kind: str, lang: str) -> None:
    form = forms()[kind]
    text = blank_values(form, Words(lang))
    content = tomllib.loads(text)
    open_keys = set(content.get("fields", {}))

    assert open_keys == {name for name, each in form.fields.items() if each.needed}
    _, missing = fitted(content, form)
    assert {f"fields.{name}" for name in open_keys} == {
        each for each in missing if each.startswith("fields.")
    }
    for part in form.tables.values():
        assert f"[[rows.{part.name}]]" in text
    commented = [line for line in text.splitlines() if line.startswith("# ") and " = " in line]
    for line in commented:
        tomllib.loads(line.removeprefix("# "))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_anything_is_either_a_value_or_a_misfit(value: object) -> None:
    form = forms()["incident"]
    for each in form.fields.values():
        content = tomllib.loads(INCIDENT)
        content["fields"][each.name] = value
        key = ""
        try:
            values, missing = fitted(content, form)
            key = next(iter(missing), "")
        except Misfit as misfit:
            key = misfit.key
        assert not key or key.startswith("fields.")
        if not key and each.holds is Holds.TEXT:
            assert values.at(each.name) == value

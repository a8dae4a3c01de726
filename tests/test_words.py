"""The words: both languages say the same things, in the agreed voice, and write values rightly."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.catalogue import catalogue
from core.words import FOLDER, LANGUAGES, Words, fold, visible

NAMES = sorted(
    path.relative_to(FOLDER / "vi").as_posix() for path in (FOLDER / "vi").rglob("*.toml")
)
CHECKS = sorted(catalogue())
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([^{}/]*)/([^{}/]*))?\}")
CODE = re.compile(r"`[^`]*`")
NOW = "2027-01-20T03:00:00Z"

NEW_STYLE = re.compile(r"(?<![qQ])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹđ])", re.IGNORECASE)
NEVER_VI = re.compile(
    r"\b(vi phạm|sai phạm|lỗi của người dùng|thất bại|nguy hiểm|cảnh báo đỏ|bị hack|lậu|bẻ khóa"
    r"|bất hợp pháp|sạch virus|an toàn tuyệt đối|100% an toàn|đảm bảo an toàn|không hợp lệ"
    r"|backup|update|scan|check|log|admin|password|firewall|file|folder|bạn|vui lòng|xin lỗi)\b",
    re.IGNORECASE,
)
NEVER_EN = re.compile(
    r"\b(you|your|we|please|sorry|invalid|illegal|abort|fatal|oops)\b", re.IGNORECASE
)
PROPER = re.compile(
    r"Windows Update|Microsoft Update Catalog|Password never expires"
    r"|\blog-[a-z]+|\btrucan [a-z].*|`[^`]*`|\b[A-Z]+-\d+\.\S+|\S*/\S*"
)
"""Names of products and of what Windows shows, commands, limits and paths stay as they are."""
FRAGMENTS = re.compile(r"report\.toml inspection\.footer\.")
"""Leaves that are put before others, and so may end with a space."""


OFFICIAL = re.compile(
    r"[Xx]ác nhận vi phạm dữ liệu cá nhân|[Tt]hông báo vi phạm dữ liệu cá nhân"
    r"|Về vi phạm dữ liệu cá nhân"
)
"""Names that the law gives to a form; quoted in forms.toml alone (decision 8)."""


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """Yield every text and every list of texts with its key."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    else:
        yield path, node


def read(lang: str, name: str) -> dict[str, str | list[str]]:
    """Return one file of words by key."""
    return dict(leaves(tomllib.loads((FOLDER / lang / name).read_text("utf-8"))))


def texts(lang: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield every single text of a file, lists taken apart."""
    for key, leaf in read(lang, name).items():
        for text in leaf if isinstance(leaf, list) else [leaf]:
            yield key, text


def placeholders(leaf: str | list[str]) -> list[set[str]]:
    """Return the names of the placeholders of each text."""
    parts = leaf if isinstance(leaf, list) else [leaf]
    return [{match[1] for match in PLACEHOLDER.finditer(text)} for text in parts]


def prose(text: str) -> str:
    """Return a text without code, placeholders and proper names."""
    return PROPER.sub("", PLACEHOLDER.sub("", CODE.sub("", text)))


def test_both_languages_have_the_same_files() -> None:
    english = {path.relative_to(FOLDER / "en").as_posix() for path in (FOLDER / "en").rglob("*.*")}
    assert english == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same(name: str) -> None:
    vi, en = read("vi", name), read("en", name)

    assert list(vi) == list(en)
    for key, leaf in vi.items():
        assert type(leaf) is type(en[key]), key
        assert placeholders(leaf) == placeholders(en[key]), key


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_typed_with_care(lang: str, name: str) -> None:
    for key, text in texts(lang, name):
        plain = CODE.sub("", text)
        assert text, key
        assert unicodedata.is_normalized("NFC", text), key
        assert text == text.strip() or FRAGMENTS.match(f"{name} {key}"), key
        assert "  " not in text, key
        assert '"' not in plain, key
        assert lang == "en" or "'" not in plain, key
        assert text.count("`") % 2 == 0, key
        assert plain.count("“") == plain.count("”"), key
        assert "!" not in prose(text), key


@pytest.mark.parametrize("name", NAMES)
def test_vietnamese_keeps_its_spelling_and_voice(name: str) -> None:
    for key, text in texts("vi", name):
        assert not NEW_STYLE.search(text), (key, text)
        own = OFFICIAL.sub("", text) if name == "forms.toml" else text
        found = NEVER_VI.search(prose(own))
        assert not found, (key, found and found[0])


@pytest.mark.parametrize("name", NAMES)
def test_english_keeps_its_voice(name: str) -> None:
    for key, text in texts("en", name):
        found = NEVER_EN.search(prose(text))
        assert not found, (key, found and found[0])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_whole_and_menus_exist(lang: str, name: str) -> None:
    menus = read(lang, "menus.toml")
    for key, leaf in read(lang, name).items():
        for text in leaf if isinstance(leaf, list) else [leaf]:
            assert not re.search(r"[{}]", CODE.sub("", PLACEHOLDER.sub("", text))), key
        for names in placeholders(leaf):
            for each in names:
                assert not each.startswith("menu_") or each in menus, (key, each)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("checks/")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_of_checks_have_their_shape(lang: str, name: str) -> None:
    for key, text in texts(lang, name):
        table = key.split(".")[0]
        if key == "title":
            assert len(text) <= 40
            assert not text.endswith(".")
        elif table == "profile":
            assert not text.endswith("."), key
        else:
            assert text.endswith("."), key
        if key == "why":
            assert len(re.findall(r"[.?](?= |$)", text)) == 2, text
        if table != "fix":
            assert len(text) <= 240, key


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_is_complete(lang: str, check: str) -> None:
    keys = set(read(lang, f"checks/{check}.toml"))

    assert {"title", "why", "next.default"} <= keys
    said = {key.partition(".")[0] for key in keys}
    assert {"pass", "unknown"} <= said
    assert {"warn", "fail"} & said
    for os in catalogue()[check].os:
        assert any(key.startswith(f"fix.{os}.") for key in keys), os


def test_no_words_are_left_of_a_check_that_is_gone() -> None:
    assert [name for name in NAMES if name.startswith("checks/")] == [
        f"checks/{check}.toml" for check in CHECKS
    ]


@pytest.mark.parametrize("check", CHECKS)
def test_next_steps_belong_to_a_case(check: str) -> None:
    keys = read("vi", f"checks/{check}.toml")
    cases = {key.split(".", 1)[1] for key in keys if key.startswith(("warn.", "fail."))}
    nexts = {key.split(".", 1)[1] for key in keys if key.startswith("next.")}
    assert nexts - {"default"} <= cases


@pytest.mark.parametrize("name", ["common.toml", "reasons.toml", "errors.toml"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_shared_sentences_stay_short(lang: str, name: str) -> None:
    for key, text in texts(lang, name):
        assert len(text) <= 240, key
        if name != "common.toml":
            assert text.endswith("."), key


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_pages_explain_every_result_in_the_same_voice(lang: str, check: str) -> None:
    text = (FOLDER.parent / "help" / lang / "checks" / f"{check}.md").read_text("utf-8")
    words = Words(lang)

    assert text.count("\n## ") == 3
    assert text.startswith("## ")
    said = {key.partition(".")[0] for key in read(lang, f"checks/{check}.toml")}
    for result in said & {"pass", "warn", "fail", "unknown", "not_applicable"}:
        assert f"- **{words.say(f'common.result.{result}')}**: " in text, result
    for limit in fields(catalogue()[check].params):
        assert limit.name == "places" or limit.name in text
    assert unicodedata.is_normalized("NFC", text)
    found = (NEVER_VI if lang == "vi" else NEVER_EN).search(prose(text))
    assert not found, found
    assert lang == "en" or not NEW_STYLE.search(text)


# How values are written.


@pytest.fixture
def vi() -> Words:
    return Words("vi")


@pytest.fixture
def en() -> Words:
    return Words("en")


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1.234", "1,234"),
        (1_234_567, "1.234.567", "1,234,567"),
        (-1234, "-1.234", "-1,234"),
    ],
)
def test_numbers(vi: Words, en: Words, value: int, vietnamese: str, english: str) -> None:
    assert (vi.number(value), en.number(value)) == (vietnamese, english)


def test_dates_and_moments_are_those_of_vietnam(vi: Words, en: Words) -> None:
    assert vi.date("2027-01-04T17:30:00Z") == "05/01/2027"
    assert en.date("2027-01-05") == "5 Jan 2027"
    assert vi.moment("2027-01-05T02:00:00Z") == "09:00 ngày 05/01/2027"
    assert en.moment("2027-01-05T02:00:00Z") == "09:00 on 5 Jan 2027"
    assert vi.weekday("2027-01-05") == "Thứ Ba"
    assert vi.weekday("2027-01-10") == "Chủ Nhật"
    assert en.weekday("2027-01-05") == "Tuesday"


@pytest.mark.parametrize(
    ("then", "vietnamese", "english"),
    [
        ("2027-01-20T02:59:30Z", "vừa xong", "just now"),
        ("2027-01-20T02:59:00Z", "1 phút trước", "1 minute ago"),
        ("2027-01-20T02:55:00Z", "5 phút trước", "5 minutes ago"),
        ("2027-01-20T01:00:00Z", "2 giờ trước", "2 hours ago"),
        ("2027-01-20", "hôm nay", "today"),
        ("2027-01-19T16:59:00Z", "hôm qua", "yesterday"),
        ("2027-01-19T17:00:00Z", "10 giờ trước", "10 hours ago"),
        ("2027-01-18", "2 ngày trước", "2 days ago"),
        ("2026-11-22", "59 ngày trước", "59 days ago"),
        ("2026-11-21", "khoảng 2 tháng trước", "about 2 months ago"),
        ("2026-01-20", "khoảng 12 tháng trước", "about 12 months ago"),
        ("2027-01-21", "ngày ở tương lai (21/01/2027)", "a date in the future (21 Jan 2027)"),
        (
            "2027-01-20T04:00:00Z",
            "ngày ở tương lai (20/01/2027)",
            "a date in the future (20 Jan 2027)",
        ),
    ],
)
def test_time_ago(vi: Words, en: Words, then: str, vietnamese: str, english: str) -> None:
    assert vi.ago(then, NOW) == vietnamese
    assert en.ago(then, NOW) == english


@pytest.mark.parametrize(
    ("seconds", "vietnamese", "english"),
    [
        (0, "dưới 1 giây", "under 1 s"),
        (1, "1 giây", "1 s"),
        (59, "59 giây", "59 s"),
        (60, "1 phút", "1 min"),
        (80, "1 phút 20 giây", "1 min 20 s"),
        (3600, "1 giờ 00 phút", "1 h 00 min"),
        (7530, "2 giờ 05 phút", "2 h 05 min"),
        (72 * 3600, "72 giờ 00 phút", "72 h 00 min"),
        (54 * 86_400 + 60, "54 ngày", "54 days"),
    ],
)
def test_spans(vi: Words, en: Words, seconds: int, vietnamese: str, english: str) -> None:
    assert (vi.span(seconds), en.span(seconds)) == (vietnamese, english)


def test_lists_name_three_and_count_the_rest(vi: Words, en: Words) -> None:
    names = ("an", "ba", "chi", "dung", "em")
    assert vi.listed(names[:1]) == "an"
    assert vi.listed(names[:3]) == "an, ba, chi"
    assert vi.listed(names) == "an, ba, chi và 2 mục khác"
    assert en.listed(names) == "an, ba, chi and 2 more"


def test_plurals_carry_the_verb_in_english_only(vi: Words, en: Words) -> None:
    key, date = "checks.UPD-201.fail.security", {"date": "2027-01-05"}
    one, many = {**date, "count": 1}, {**date, "count": 1200}
    assert en.say(key, one).startswith("1 security update is waiting")
    assert en.say(key, many).startswith("1,200 security updates are waiting")
    assert vi.say(key, many).startswith("Có 1.200 bản cập nhật bảo mật")


def test_dates_and_spans_are_written_by_the_name_of_the_placeholder(vi: Words) -> None:
    args = {"product": "ClamAV", "ago": "2027-01-18", "date": "2027-01-18"}
    said = vi.say("checks.AV-102.pass.fresh", args, now=NOW)
    assert said == "Mẫu nhận diện của ClamAV cập nhật 2 ngày trước (18/01/2027)."


def test_windows_places_are_named_in_both_languages(vi: Words, en: Words) -> None:
    first = vi.steps("checks.UPD-202.fix.windows.clerk")[0]
    assert "Cài đặt (Settings)" in first
    assert "Settings (Cài đặt)" in en.steps("checks.UPD-202.fix.windows.clerk")[0]


def test_networks_are_named_by_key(vi: Words) -> None:
    said = vi.say("checks.NET-501.pass.on", profile=("private", "public"))
    assert said == "Tường lửa đang bật cho mạng đang dùng (mạng riêng, mạng công cộng)."


def test_a_missing_key_or_argument_is_told(vi: Words) -> None:
    for key in ("checks.AV-101.fail.nothing", "checks.AV-101.fail", "nothing.at.all"):
        with pytest.raises(KeyError):
            vi.say(key)
    with pytest.raises(KeyError):
        vi.say("checks.AV-101.fail.off")
    with pytest.raises(KeyError):
        vi.steps("checks.AV-101.title")
    assert vi.steps("checks.AV-101.fix.linux.clerk") == ()
    assert vi.has("checks.AV-101.title")
    assert not vi.has("checks.AV-101.fail.nothing")


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        Words("fr")


@pytest.mark.parametrize(
    "hostile",
    ["{product}", "{0.__class__}", "{count:a/b}", "{menu_settings}", "%s %(x)s", "{", "}}"],
)
def test_a_value_is_never_scanned_for_placeholders(vi: Words, hostile: str) -> None:
    said = vi.say("checks.AV-101.fail.off", product=hostile)
    assert said == f"{hostile} đã cài nhưng đang tắt."


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("an\u202etxt", "an[U+202E]txt"),
        ("a\x00b", "a[U+0000]b"),
        ("\u200bẩn", "[U+200B]ẩn"),
        ("\ud800", "[U+D800]"),
        ("a\tb\r\nc", "a b\nc"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("Tường lửa", "Tường lửa"),
    ],
)
def test_invisible_marks_are_shown(vi: Words, text: str, seen: str) -> None:
    assert visible(text) == seen
    assert vi.say("checks.AV-101.fail.off", product=text) == f"{seen} đã cài nhưng đang tắt."
    assert vi.listed((text,)) == seen


@given(st.text())
def test_no_value_breaks_a_sentence(text: str) -> None:
    said = Words("vi").say("checks.AV-101.fail.off", product=text)
    assert said.endswith(" đã cài nhưng đang tắt.")
    assert not [mark for mark in said if unicodedata.category(mark) == "Cf"]


def test_searching_forgets_marks_and_case() -> None:
    assert fold("Tường LỬA Đạt") == "tuong lua dat"
    assert fold("ma hoa") in fold("Mã hóa dữ liệu")


def test_other_folders_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "own.toml").write_text('hi = "Chào {name}."', "utf-8")
    assert Words("vi", tmp_path).say("own.hi", name="An") == "Chào An."


def _errors_raised() -> Iterator[tuple[str, str]]:
    """Yield every key that is written down where a KnownError is made, and the file."""
    for room in ("core", "gui"):
        for path in (FOLDER.parents[1] / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "KnownError":
                    key = node.args[0]
                    chosen = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                    written = (each.value for each in chosen if isinstance(each, ast.Constant))
                    yield from ((str(each), path.name) for each in written)


def test_every_error_that_is_told_has_words() -> None:
    words = Words("vi")
    raised = set(_errors_raised())

    assert len(raised) > 100
    assert not [each for each in raised if not words.has(f"errors.{each[0]}")]

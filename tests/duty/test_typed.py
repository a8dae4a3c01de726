"""What people type: times in the forms they use, text that hides nothing."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.duty.typed import clean_name, clean_text, read_event_time
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, from_text, to_text
from core.words import Words

NOW = datetime(2027, 2, 6, 18, 30, tzinfo=UTC)  # 01:30 on the 7th in Vietnam


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("15:10", "2027-02-07T15:10+07:00"),
        ("5:05", "2027-02-07T05:05+07:00"),
        ("15h10", "2027-02-07T15:10+07:00"),
        ("15h", "2027-02-07T15:00+07:00"),
        ("15 giờ ngày 05/01/2027", "2027-01-05T15:00+07:00"),
        ("7/2/2027 9h", "2027-02-07T09:00+07:00"),
        ("15 giờ 10", "2027-02-07T15:10+07:00"),
        ("15 GIỜ 10 PHÚT", "2027-02-07T15:10+07:00"),
        ("00:00", "2027-02-07T00:00+07:00"),
        ("15:10 07/02/2027", "2027-02-07T15:10+07:00"),
        ("15:10, 7/2/2027", "2027-02-07T15:10+07:00"),
        ("15:10 ngày 05/01/2027", "2027-01-05T15:10+07:00"),
        ("15 giờ 10 phút ngày 05/01/2027", "2027-01-05T15:10+07:00"),
        ("  07/02/2027   15:10 ", "2027-02-07T15:10+07:00"),
        ("07/02/2027 15h10", "2027-02-07T15:10+07:00"),
        ("07/02/2027", "2027-02-07T00:00+07:00"),
        ("2027-02-07", "2027-02-07T00:00+07:00"),
        ("2027-02-07T15:10", "2027-02-07T15:10+07:00"),
        ("2027-02-07 15:10:30", "2027-02-07T15:10:30+07:00"),
        ("2027-02-07T15:10:00Z", "2027-02-07T15:10+00:00"),
        ("2027-02-07t15:10:00z", "2027-02-07T15:10+00:00"),
        ("2027-02-07T15:10:00+09:00", "2027-02-07T15:10+09:00"),
        (unicodedata.normalize("NFD", "15 giờ 10"), "2027-02-07T15:10+07:00"),
    ],
)
def test_forms_of_time(typed: str, moment: str) -> None:
    """ISO, a time today in Vietnam, a day and a time in either order."""
    assert read_event_time(typed, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "typed",
    [
        "24:00",
        "15:60",
        "15:1",
        "15:",
        "15",
        "24h",
        "15h1",
        "31/02/2027 10:00",
        "10:00 31/02/2027",
        "02/13/2027",
        "hôm qua",
        "15:10 hôm qua",
        "7/2/27",
        "0001-01-01",
        "9999-12-31T23:59:59-14:00",
        "01/01/1899",
        "٢٠٢٧-02-07",
        "15:10\0",
        "x" * 5000,
    ],
)
def test_what_is_no_time(typed: str) -> None:
    """Told in a sentence that repeats what was typed."""
    with pytest.raises(KnownError) as caught:
        read_event_time(typed, NOW)

    assert (caught.value.key, caught.value.status) == ("event_time", Exit.USAGE)
    assert caught.value.args_of_sentence == {"text": typed}


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(VIETNAM)))
def test_times_that_the_program_writes_are_read(moment: datetime) -> None:
    """What is shown can be typed again, and ISO comes back to the second."""
    shown = Words("vi").moment(moment.isoformat())

    assert read_event_time(shown, NOW) == moment.replace(second=0, microsecond=0)
    assert read_event_time(to_text(moment), NOW) == from_text(to_text(moment))


@given(st.text())
def test_any_typed_time_is_a_moment_or_a_sentence(typed: str) -> None:
    """Never a crash."""
    try:
        moment = read_event_time(typed, NOW)
    except KnownError:
        return
    assert to_text(moment)


@given(st.text(st.characters(), min_size=1, max_size=200))
def test_cleaned_text_can_always_be_stored(typed: str) -> None:
    """NFC, encodable, without controls but line breaks and tabs; cleaning twice changes nothing."""
    lines = typed.replace("\r\n", "\n")
    if all(mark in "\n\t" or unicodedata.category(mark)[0] == "Z" for mark in lines):
        with pytest.raises(KnownError, match="text_empty"):
            clean_text(typed)
        return
    text = clean_text(typed)

    assert text.encode()
    assert unicodedata.is_normalized("NFC", text)
    assert {mark for mark in text if unicodedata.category(mark) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert clean_text(text) == text


def test_text_that_is_too_long() -> None:
    """The limit is counted after cleaning and told together with the length."""
    assert len(clean_text("ế" * 20_000)) == 20_000
    with pytest.raises(KnownError) as caught:
        clean_text("a" * 20_001)

    assert (caught.value.key, caught.value.status) == ("text_too_long", Exit.USAGE)
    assert caught.value.args_of_sentence == {"count": 20_001, "limit": 20_000}


def test_names_stand_on_one_line() -> None:
    """Line breaks and double spaces go; an empty name stays empty."""
    assert clean_name(" Nguyễn\n Văn\tAn\x07 ") == "Nguyễn Văn An[U+0007]"
    assert clean_name(" ") == ""


def test_a_name_that_is_too_long_is_known_again_by_its_beginning() -> None:
    """It is no text that could become several entries."""
    assert len(clean_name("ế" * 200)) == 200
    with pytest.raises(KnownError) as caught:
        clean_name("Nguyễn " * 40)

    assert (caught.value.key, caught.value.status) == ("name_too_long", Exit.USAGE)
    said = Words("vi").say("errors.name_too_long", caught.value.args_of_sentence)
    assert "“Nguyễn" in said
    assert "279" in said

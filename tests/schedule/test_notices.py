"""What interrupts somebody after the daily check: these four, the most pressing first."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from core.cli.front import run as run_command
from core.house import House
from core.model.incident import Deadline, Incident, NewIncident, Tone
from core.model.result import Finding, Message, Result, Severity
from core.model.roster import PlannedShift, RosterLine
from core.schedule.notices import Sources, notices
from core.words import LANGUAGES, Words

NOW = "2027-02-04T02:00:00Z"
VI = Words("vi")


class Record:
    """What of a run or an incident is looked at."""

    def __init__(self, **told: Any) -> None:
        self.__dict__.update(told)


def backup(result: Result, case: str = "old") -> Any:
    args = {"place": "D:\\SaoLuu", "days": 20, "limit": 14}
    message = Message(f"{result}.{case}", args)
    return Finding(check="BAK-301", result=result, severity=Severity.HIGH, message=message)


def clock(left: int, tone: Tone, due: str = "2027-02-04T05:00:00Z") -> Deadline:
    return Deadline(stage="initial", hours=24, due=due, left=left, tone=tone)


def shift(starts: str, *people: int) -> PlannedShift:
    line = RosterLine(line=1, role="leader")  # type: ignore[arg-type]
    ends = "2027-02-06T00:00:00Z"
    return PlannedShift(
        roster=1, day=starts[:10], line=line, starts=starts, ends=ends, people=people
    )


def told(
    *findings: Finding,
    running: Iterable[tuple[str, tuple[Deadline, ...]]] = (),
    shifts: Iterable[PlannedShift] = (),
    words: Words = VI,
) -> tuple[str, ...]:
    incidents: list[tuple[Incident, tuple[Deadline, ...]]] = [
        (Record(code=code), clocks)
        for code, clocks in running  # type: ignore[misc]
    ]
    sources = Sources(
        running=lambda: incidents,
        planned=lambda since, until: [each for each in shifts if since < each.ends],
        name_of=lambda number: {1: "Nguyễn Thị Mẫu", 2: "Lê Văn Ví Dụ"}[number],
    )
    return notices(Record(findings=findings), sources, words, NOW)  # type: ignore[arg-type]


def test_nothing_is_told_of_what_is_in_order() -> None:
    assert told(backup(Result.PASS, "fresh"), backup(Result.UNKNOWN)) == ()


@pytest.mark.parametrize("result", [Result.WARN, Result.FAIL])
def test_an_old_backup_is_told_in_the_words_of_its_check(result: Result) -> None:
    case = "aging" if result is Result.WARN else "old"
    (line,) = told(backup(result, case))

    assert "20 ngày" in line


def test_no_other_check_interrupts_anybody() -> None:
    other = Finding(
        check="AV-101", result=Result.FAIL, severity=Severity.CRITICAL, message=Message("fail.off")
    )
    assert told(other) == ()


def test_a_running_incident_names_the_deadline_that_comes_first() -> None:
    late = clock(9000, Tone.RUNNING, "2027-02-07T02:00:00Z")
    (line,) = told(running=[("SC-2027-001", (late, clock(3600, Tone.SOON)))])

    assert line == "Sự cố SC-2027-001 chưa kết thúc; hạn báo cáo gần nhất 12:00 ngày 04/02/2027."


def test_a_deadline_that_is_over_is_said_to_be_over() -> None:
    (line,) = told(running=[("SC-2027-001", (clock(-60, Tone.OVER), clock(3600, Tone.SOON)))])

    assert "đã quá hạn báo cáo 12:00 ngày 04/02/2027" in line


def test_an_incident_that_is_reported_is_told_until_it_is_closed() -> None:
    (line,) = told(running=[("SC-2027-001", (clock(60, Tone.MET),))])

    assert line == "Sự cố SC-2027-001 chưa kết thúc."


def test_the_next_shift_is_told_with_all_who_begin_then() -> None:
    (line,) = told(
        shifts=[
            shift("2027-02-04T10:00:00Z", 1),
            shift("2027-02-04T10:00:00Z", 2, 1),
            shift("2027-02-04T12:00:00Z", 2),
            shift("2027-02-03T10:00:00Z", 2),
        ]
    )

    assert line == ("Ca trực bắt đầu lúc 17:00 ngày 04/02/2027: Nguyễn Thị Mẫu, Lê Văn Ví Dụ.")


def test_a_shift_without_anybody_is_told() -> None:
    (line,) = told(shifts=[shift("2027-02-04T10:00:00Z")])

    assert line.endswith("chưa có người.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_most_pressing_comes_first(lang: str) -> None:
    lines = told(
        backup(Result.FAIL),
        running=[("SC-2027-001", (clock(60, Tone.SOON),))],
        shifts=[shift("2027-02-04T10:00:00Z", 1)],
        words=Words(lang),
    )

    assert [("SC-2027-001" in each, "Mẫu" in each) for each in lines] == [
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(("clicked", "opened"), [(True, 1), (False, 0)])
def test_after_the_check_it_is_told_and_a_click_opens_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clicked: bool, opened: int
) -> None:
    house = House.open(tmp_path, "vi")
    house.incidents.open(NewIncident(playbook="ransomware"))
    house.close()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    shown: list[str] = []
    windows: list[object] = []

    def show(words: Words, lines: Any) -> bool:
        shown.extend(lines)
        return clicked

    def open_window(home: Path | None, lang: str | None, announce: bool) -> int:
        windows.append(home)
        return 0

    command = ["schedule", "run", "--home", str(tmp_path)]
    assert run_command(command, open_window, show) == 0

    assert "Sự cố SC-" in shown[0]
    assert windows == [tmp_path] * opened
    again = House.open(tmp_path, "vi")
    assert again.checks.latest_card() is not None
    again.close()

"""An invented office for the pictures: its settings, one machine's facts, its duty book, its runs.

Everything goes through the real house; only the clock and the answers of the readers are invented.
The answers are those of a described machine of the tests, moved in time and altered below.
"""

import json
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import core.engine.clock  # noqa: E402 - found through the line above

NOW = "2027-01-21T02:05:00Z"
"""09:05 on a Thursday in Vietnam, two weeks before Tết."""

core.engine.clock.now_text = lambda: NOW

from core.campaign.tet_window import last_tet_window  # noqa: E402
from core.duty.book import DutyBook  # noqa: E402 - after the clock is set
from core.duty.clock import Instant  # noqa: E402
from core.duty.rosters import LINES  # noqa: E402
from core.engine.examination import Circumstances, examine  # noqa: E402
from core.engine.fitting import baseline_at, fit  # noqa: E402
from core.engine.host import Answer, ProbePool  # noqa: E402
from core.engine.keeping import keep  # noqa: E402
from core.engine.plan import Question, select, tables_of  # noqa: E402
from core.engine.port import Checks  # noqa: E402
from core.engine.remembering import remember  # noqa: E402
from core.house import House, host_command  # noqa: E402
from core.model.change import Change, Kind  # noqa: E402
from core.model.contact import CallOutcome, Contact, ContactRole  # noqa: E402
from core.model.duty import EntryKind  # noqa: E402
from core.model.incident import CallResult, NewCall, NewIncident, StepDone  # noqa: E402
from core.model.new_entry import NewEntry  # noqa: E402
from core.model.person import Person  # noqa: E402
from core.model.progress import Cancel, Progress  # noqa: E402
from core.model.request import CheckCard, RunRequest  # noqa: E402
from core.model.result import Result  # noqa: E402
from core.model.roster import Roster  # noqa: E402
from core.model.run import Run, Waiver  # noqa: E402
from core.model.settings import Settings  # noqa: E402
from core.model.shift import Condition, NewShift  # noqa: E402
from core.policy.sealing import seal_pack  # noqa: E402
from core.seal.keys import SigningKey  # noqa: E402
from core.version import RELEASE_DAY, VERSION  # noqa: E402

OFFICE = Settings(
    lang="vi",
    unit="UBND xã Phú Mẫu",
    parent="UBND tỉnh Mẫu",
    locality="Phú Mẫu",
    asset_tag="PHUMAU-VP-03",
    asset_place="Phòng Văn thư, tầng 1",
    keeper="Nguyễn Thị Mẫu",
    technician="Phạm Văn Nháp, 0200 000 000",
    backup_places=("E:\\SaoLuu",),
    first_run_done=True,
)
WAIVER = Waiver(
    check="ACC-401",
    who="Trần Văn Mẫu",
    why="Phần mềm kế toán cũ cần quyền quản trị, đang chờ thay.",
    until="2027-03-31",
)
ENTRIES = (
    ("2027-01-20T00:02:00Z", "", EntryKind.SHIFT_START,
     "Nhận ca từ Lê Thị Ví Dụ. Hệ thống: bình thường; điện, mạng: đủ; chìa khóa: 2 chùm. "
     "Việc còn tồn: không."),
    ("2027-01-20T02:20:00Z", "", EntryKind.DOCUMENT,
     "Số 12/UBND-VX ngày 20/01/2027 của UBND tỉnh Mẫu, trích yếu: trực Tết Đinh Mùi. "
     "Kênh: trục văn bản. Chuyển cho: Văn phòng."),
    ("2027-01-20T03:55:00Z", "10:40", EntryKind.OUTAGE,
     "Mất điện từ 10:40 đến 10:52. Ảnh hưởng: máy in tầng 1. Đã báo: điện lực."),
    ("2027-01-20T08:10:00Z", "", EntryKind.VISITOR,
     "Nhà cung cấp máy in đến lúc 14:30, về lúc 15:05. Việc: thay hộp mực."),
    ("2027-01-20T09:58:00Z", "", EntryKind.HANDOVER,
     "Giao ca cho Lê Thị Ví Dụ. Diễn biến chính: mất điện 12 phút. Việc còn tồn: không."),
    ("2027-01-21T00:03:00Z", "", EntryKind.SHIFT_START,
     "Nhận ca từ Lê Thị Ví Dụ. Hệ thống: bình thường; điện, mạng: đủ; chìa khóa: 2 chùm. "
     "Việc còn tồn: không."),
    ("2027-01-21T01:40:00Z", "", EntryKind.WARNING,
     "Cảnh báo số 03 ngày 20/01/2027 của đơn vị chuyên trách tỉnh. "
     "Nội dung: thư lừa đảo giả lịch nghỉ Tết. Đã chuyển: các phòng."),
)  # fmt: skip
"""Written, happened (empty: the same), kind, text."""

STAFF = tuple(
    Person(name=name, post=post, phone=phone)
    for name, post, phone in (
        ("Trần Văn Thử", "Chủ tịch", "0900.000.001"),
        ("Hoàng Thị Minh Họa", "Phó Chủ tịch", "0900.000.002"),
        ("Nguyễn Thị Mẫu", "Công chức", "0900.000.003"),
        ("Phạm Văn Nháp", "Công chức", "0900.000.004"),
        ("Lê Thị Ví Dụ", "Công chức", "0900.000.005"),
        ("Đặng Văn Giả Định", "Bảo vệ", ""),
    )
)
CONTACTS = (
    Contact(
        role=ContactRole.RESPONSE, name="Trực ban", office="Đội ứng cứu sự cố tỉnh Mẫu",
        duty_phone="0205.3800.001", source="QĐ 12/QĐ-UBND", source_day="2026-09-15",
        verified="2027-01-12", verified_by="Nguyễn Thị Mẫu", called="2027-01-12",
        outcome=CallOutcome.RIGHT,
    ),
    Contact(
        role=ContactRole.POLICE, name="Trực ban", office="Công an xã Phú Mẫu",
        duty_phone="0205.3800.002", source="Danh bạ xã", source_day="2026-06-01",
    ),
    Contact(
        role=ContactRole.RECEIVER, name="Văn thư", office="UBND tỉnh Mẫu",
        duty_phone="0205.3800.003", source="CV 33/UBND-VX", source_day="2024-01-08",
    ),
    Contact(
        role=ContactRole.SUPPLIER, name="Hỗ trợ kỹ thuật", office="Nhà mạng Ví Dụ",
        duty_phone="1900 0000",
    ),
)  # fmt: skip
_ON_DUTY = ((1, 1, 1, 2, 2, 2), (3, 4, 5, 3, 3, 3), (5, 5, 5, 0, 4, 5), (4, 3, 4, 6, 6, 6))
"""Who is on duty in each line of the roster, day by day; 0 for nobody."""

_DESCRIBED = ROOT / "tests" / "machines" / "windows-10-home-vi" / "facts.json"
_LATER = timedelta(days=62)
_RUN_ID = "01KFF2T6R8WZ4XJ3N5Q7PHV100"
_STARTED, _ENDED = "2027-01-21T09:01:19+07:00", "2027-01-21T09:01:48+07:00"
_NO_RIGHT = {"unknown": "no_right", "detail": "RPC_S_ACCESS_DENIED (5)"}


def _moved(text: str) -> str:
    def later(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + _LATER).isoformat()

    return re.sub(r"2026-1[01]-\d\d", later, text)


def invented_facts() -> dict[str, Any]:
    """Return what the readers of the invented machine say, topic by topic."""
    facts: dict[str, Any] = json.loads(_moved(_DESCRIBED.read_text("utf-8")))
    facts["machine"].update(
        name="PHUMAU-VP-03",
        machine_id="5f0c71d3a9e84b26" * 4,
        os_name="Windows 11 Pro 25H2",
        os_release="26200",
        edition="Professional",
        user="vanthu",
        sku=48,
        build=26200,
        revision=7462,
    )
    facts["antivirus"]["products"][0]["definitions_at"] = "2027-01-16T22:15:00Z"
    kept = facts["backup"]["places"][0]
    kept.update(place="E:\\SaoLuu", newest="2027\\vanthu-12.zip", newest_at="2027-01-12T09:30:00Z")
    facts["backup"]["places"] = [kept]
    facts["updates"].update(security=0, security_names=[])
    facts["restart"].update(pending=True, pending_since="2027-01-18T03:10:00Z")
    accounts = facts["accounts"]["accounts"]
    accounts[2]["administrator"], accounts[2]["through"] = True, ["S-1-5-32-544"]
    for each in accounts[2:]:
        each["changed_on"] = _NO_RIGHT
        each["never_expires"] = False
    facts["clock"]["synchronises"] = {"unknown": "service_off", "detail": "W32Time: stopped"}
    facts["clock"]["service_off"] = "W32Time"
    return facts


class InventedPool(ProbePool):
    """Answers every question from the invented facts; may stand still after some answers."""

    def __init__(self, still_after: int | None = None) -> None:
        """Go straight on, or wait after `still_after` answers until `go_on` is set."""
        super().__init__(())
        self._still_after = still_after
        self.go_on = threading.Event()

    def ask(
        self,
        questions: Iterable[Question],
        cancel: Cancel,
        reading: Callable[[tuple[str, ...], str], None] = lambda topics, slow: None,
    ) -> Iterator[Answer]:
        """Yield one answer after another."""
        facts = invented_facts()
        topics = [each.topic for each in questions]
        for number, topic in enumerate(topics):
            reading(tuple(topics[number : number + 2]), "")
            if number == self._still_after:
                self.go_on.wait()
            spent = 40 + 61 * number % 700
            yield Answer(topic=topic, facts=facts[topic], code=None, detail="", elapsed_ms=spent)


class _OfficeChecks(Checks):
    """The checks of the invented machine, on whatever system the pictures are made."""

    pool = InventedPool()

    def cards(self) -> tuple[CheckCard, ...]:
        return tuple(each for each in self.all_cards() if "windows" in each.os)

    def run(
        self, request: RunRequest, progress: Callable[[Progress], None], cancel: Cancel
    ) -> tuple[Run, Change]:
        run = self._examined(request, progress, cancel)
        return run, Change(frozenset({Kind.RUNS}))

    def _examined(
        self, request: RunRequest, progress: Callable[[Progress], None], cancel: Cancel
    ) -> Run:
        settings = self._settings.read()
        baseline = baseline_at("")
        chosen = select(request.selection, request.depth, "windows")
        tables, packs = self._packs().tables(tables_of(chosen))
        declared = {"places": settings.backup_places}
        given = Circumstances(
            id=_RUN_ID,
            app_version=VERSION,
            unit=settings.unit,
            asset_tag=settings.asset_tag,
            asset_place=settings.asset_place,
            os="windows",
            planned=fit(chosen, baseline, settings.profile, {}, declared),
            selection=request.selection,
            depth=request.depth,
            profile=settings.profile,
            baseline=baseline.use,
            waivers=self._waivers(),
            packs=packs,
            tables=tables,
            scratch="",
            recall=lambda asset_id: remember(None, self._last_entry_at(), NOW),
        )
        run = examine(given, self.pool, progress, cancel)
        return replace(run, started=_STARTED, ended=_ENDED)

    def keep_weeks(self) -> None:
        """Keep a run of this day, and one of each week before it that had other things to do."""
        run = self._examined(RunRequest(), lambda step: None, Cancel())
        for weeks, open_items in enumerate(_OPEN_BEFORE, 1):
            ended = datetime.fromisoformat(_ENDED) - timedelta(weeks=weeks)
            to_do = [each for each in run.findings if each.result in (Result.WARN, Result.FAIL)]
            settled = {each.check for each in to_do[max(0, len(to_do) - weeks) :]}
            before = replace(
                run,
                id=f"{_RUN_ID[:-2]}{weeks:02}",
                started=ended.isoformat(),
                ended=ended.isoformat(),
                counts={**run.counts, Result.FAIL: 0, Result.WARN: open_items},
                findings=tuple(
                    replace(each, result=Result.PASS) if each.check in settled else each
                    for each in run.findings
                ),
            )
            keep(before, self._store().runs)
        keep(run, self._store().runs)


_OPEN_BEFORE = (2, 2, 3, 4, 4, 6, 5, 7)
"""Open items one week ago, two weeks ago, and so on."""


class _SetClock:
    """A clock that stands where it was set."""

    def __init__(self, wall: datetime) -> None:
        self.wall = wall

    def now(self) -> Instant:
        """Return the moment it was set to."""
        steady = int(self.wall.timestamp() * 1000)
        return Instant(wall=self.wall, tz="+07:00", mono_ms=steady, boot_id="0" * 32)


class OfficeHouse(House):
    """A real house whose checks answer for the invented machine."""

    @cached_property
    def checks(self) -> _OfficeChecks:
        """The checks of the invented machine."""
        return _OfficeChecks(
            command=self._command,
            store=lambda: self.store,
            settings=self.settings,
            waivers=lambda: self.waivers.active(),
            last_entry_at=lambda: self.duty.last_written_at(),
            words=lambda: self.words,
            packs=lambda: self.packs,
            last_tet=last_tet_window,
        )

    @cached_property
    def clock(self) -> _SetClock:
        """A clock that stands at the moment of the pictures."""
        return _SetClock(datetime.fromisoformat(NOW))


SITUATION = """
[fields]
from = "04/01/2027"
to = "21/01/2027"
shifts = "12"
people = "5"
absences = "Đổi ca một lần, có người trực thay"
warnings_received = "3"
warnings_handled = "3"
warnings_left = "0"
machines_total = "12"
backup = "Hai lần mỗi tuần ra ổ cắm ngoài"

[[rows.direction]]
document = "Công văn số 000/UBND-VX"
day = "10/12/2026"
content = "Bảo đảm an ninh mạng dịp Tết Đinh Mùi"

[document]
addressees = ["Ủy ban nhân dân tỉnh Mẫu"]
authority = ["TM", "KT"]
head = "Chủ tịch"
post = "Phó Chủ tịch"
signer = "Lê Văn Thử"
"""
"""What somebody typed into the report on Tết."""


def _tet_roster() -> Roster:
    """Return the roster of Tết 2027, in which a night is still open."""
    days = [f"2027-02-{day:02}" for day in range(5, 11)]
    return Roster(
        title="Tết Nguyên đán Đinh Mùi 2027",
        first=days[0],
        last=days[-1],
        lines=LINES,
        people={
            (day, line): (person,)
            for line, row in enumerate(_ON_DUTY, 1)
            for day, person in zip(days, row, strict=True)
            if person
        },
        notes={"2027-02-09": "báo cáo 09:00"},
    )


def furnish(home: Path, settings: Settings = OFFICE) -> OfficeHouse:
    """Open a house in an empty folder and fill it with the office's values."""
    house = OfficeHouse(home, None, host_command())
    house.settings.change(settings)
    house = OfficeHouse(home, None, host_command())
    if settings.first_run_done:
        house.waivers.accept(WAIVER)
        clock = _SetClock(datetime.now(UTC))
        book = DutyBook(
            house.store,
            device=settings.asset_tag,
            author=settings.keeper,
            app_version=VERSION,
            released=RELEASE_DAY,
            clock=clock,
        )
        for written, at, kind, text in ENTRIES:
            clock.wall = datetime.fromisoformat(written)
            book.add(NewEntry(text=text, kind=kind, at=at))
        house.checks.keep_weeks()
        house.people.add(*STAFF)
        house.rosters.make(_tet_roster())
        for each in CONTACTS:
            house.store.contacts.add(each)
    return house


_TET = datetime.fromisoformat("2027-02-07T07:20:00Z")
"""14:20 on the second day of Tết in Vietnam."""


def tet_incident(house: House) -> None:
    """Open an incident in which three steps are done and two calls were made."""
    assert isinstance(house, OfficeHouse)  # noqa: S101 - for types
    house.clock.wall = _TET
    incidents = house.incidents
    incident, _ = incidents.open(NewIncident(playbook="ransomware", machine="PHUMAU-TC-01"))
    for minutes, step in ((2, "disconnect"), (3, "keep_on"), (5, "unplug_drives")):
        house.clock.wall = _TET + timedelta(minutes=minutes)
        incidents.do_step(incident.id, StepDone(step=step))
    targets = house.call_list()
    outcomes = (CallResult.NO_ANSWER, CallResult.REACHED)
    for minutes, target, outcome in zip((11, 16), targets, outcomes, strict=False):
        house.clock.wall = _TET + timedelta(minutes=minutes)
        call = NewCall(name=target.name, phone=target.phone, outcome=outcome)
        incidents.add_call(incident.id, call)
    house.clock.wall = _TET + timedelta(minutes=22)


def tet_shift(house: House) -> None:
    """Let one shift end without a hand-over, and another begin after a gap."""
    assert isinstance(house, OfficeHouse)  # noqa: S101 - for types
    shifts, start = house.shifts, _TET - timedelta(hours=19)
    house.clock.wall = start
    shifts.start(NewShift(person="Lê Thị Ví Dụ", until="07:00 07/02/2027"))
    house.clock.wall = start + timedelta(hours=8)
    shifts.end()
    house.clock.wall = start + timedelta(hours=11, minutes=40)
    condition = Condition(systems="bình thường", power="đủ", keys="2 chùm")
    shifts.start(NewShift(person=OFFICE.keeper, until="19:00 07/02/2027", condition=condition))
    house.clock.wall = _TET
    house.open_items.add("Gửi báo cáo không phát sinh sự cố", due="09:00 08/02/2027")
    house.open_items.add("Gọi lại điện lực về lịch cắt điện ngày mùng 4")


def take_addresses(house: House) -> None:
    """Take in the list of addresses of an invented province, by one key at all times."""
    key = SigningKey(bytes(range(32)))
    body = (
        'format = 1\nid = "botnet"\nversion = 2026121501\ndate = "2026-12-15"\n'
        'expires = "2027-01-15"\nissuer = "Sở KH&CN tỉnh Mẫu"\n'
        "addresses = '''\n192.0.2.1\n198.51.100.0/24\n'''\n"
    )
    file = house.home / "botnet.pack"
    file.write_bytes(seal_pack(body.encode(), key))
    told = key.verify_key.fingerprint
    house.packs.take(file, "2026-12-16", confirmed=told, owner="Sở KH&CN tỉnh Mẫu")

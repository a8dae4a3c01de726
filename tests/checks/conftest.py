"""Sample facts that pass, and judging with every sentence really said in both languages."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.checks.catalogue import catalogue
from core.model.facts import Facts, FactSet, Origin, Table
from core.model.history import HistoryFacts, PasswordSeen, PlaceSeen
from core.model.result import Finding, Judgement
from core.model.support import SupportRow, SupportTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.backup.facts import BackupFacts, BackupPlace, Medium, Presence
from core.probes.clock.facts import ClockFacts
from core.probes.firewall.facts import FirewallFacts, FirewallProfile, Inbound
from core.probes.machine.facts import MachineFacts
from core.probes.restart.facts import RestartFacts
from core.probes.update_policy.facts import UpdateMode, UpdatePolicyFacts
from core.probes.updates.facts import UpdatesFacts
from core.words import LANGUAGES, UNTOLD, Words, say_finding, say_next, say_steps

NOW = "2027-01-20T03:00:00Z"
ORIGIN = Origin(backend="test", at=NOW, sources={"accounts": "/etc/passwd"})
FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


class Sample:
    """Facts of a machine in order, on Linux or Windows; every field can be replaced."""

    now = NOW

    def __init__(self, os: str = "linux") -> None:
        """Choose the operating system."""
        self.windows = os == "windows"

    def here(self, windows: Any, linux: Any) -> Any:
        return windows if self.windows else linux

    def machine(self, **changes: Any) -> MachineFacts:
        facts = MachineFacts(
            origin=ORIGIN,
            name="may-1",
            machine_id="0" * 64,
            os=self.here("windows", "linux"),
            os_id=self.here("windows", "debian"),
            os_name=self.here("Windows 11 Pro", "Debian GNU/Linux 13 (trixie)"),
            os_release=self.here("26200", "13"),
            edition=self.here("Professional", ""),
            sku=self.here(48, FOREIGN),
            build=self.here(26200, FOREIGN),
            revision=self.here(7840, FOREIGN),
            server=False,
            support_ends=self.here(FOREIGN, ""),
            extended_years=FOREIGN,
            container="",
            domain="",
            entra=self.here(False, FOREIGN),
            booted_at="2027-01-15T01:00:00Z",
            user="an",
            rights="user",
        )
        return replace(facts, **changes)

    def product(self, **changes: Any) -> Product:
        product = Product(
            name=self.here("Microsoft Defender Antivirus", "ClamAV"),
            protection=Protection.ON,
            real_time=True,
            definitions_at="2027-01-19T20:00:00Z",
            definitions_old=self.here(False, FOREIGN),
            licence_days=FOREIGN,
        )
        return replace(product, **changes)

    def antivirus(self, *products: Product, **changes: Any) -> AntivirusFacts:
        facts = AntivirusFacts(
            origin=ORIGIN,
            products=products or (self.product(),),
            centre_running=self.here(True, FOREIGN),
        )
        return replace(facts, **changes)

    def updates(self, **changes: Any) -> UpdatesFacts:
        facts = UpdatesFacts(
            origin=ORIGIN,
            ordinary=0,
            security=0,
            held=0,
            ordinary_names=(),
            security_names=(),
            asked_at="2027-01-19T03:00:00Z",
            server="",
            service_off="",
        )
        return replace(facts, **changes)

    def update_policy(self, **changes: Any) -> UpdatePolicyFacts:
        facts = UpdatePolicyFacts(
            origin=ORIGIN,
            mode=UpdateMode.INSTALL,
            paused_until="",
            disabled_services=(),
            server=self.here("", FOREIGN),
        )
        return replace(facts, **changes)

    def restart(self, **changes: Any) -> RestartFacts:
        facts = RestartFacts(
            origin=ORIGIN,
            pending=False,
            pending_since="",
            packages=(),
            kernel_running=self.here(FOREIGN, "6.1.0-32-amd64"),
            kernel_installed=self.here(FOREIGN, "6.1.0-32-amd64"),
            booted_at="2027-01-15T01:00:00Z",
            container="",
        )
        return replace(facts, **changes)

    def place(self, **changes: Any) -> BackupPlace:
        place = BackupPlace(
            place="/srv/backup",
            presence=Presence.PRESENT,
            files=12,
            empty_files=0,
            newest="2027-01-18.zip",
            newest_at="2027-01-18T10:00:00Z",
            damaged="",
            future_at="",
            same_disk=False,
            complete=True,
            medium=Medium.REMOVABLE,
            free=600_000,
            total=1_000_000,
            days=("2027-01-18", "2027-01-11", "2027-01-04"),
            strange=(),
        )
        return replace(place, **changes)

    def backup(self, *places: BackupPlace, **changes: Any) -> BackupFacts:
        return replace(BackupFacts(origin=ORIGIN, places=places or (self.place(),)), **changes)

    def account(self, **changes: Any) -> Account:
        account = Account(
            name="quantri",
            id=self.here("S-1-5-21-1-2-3-1001", "1000"),
            enabled=True,
            administrator=True,
            through=(self.here("S-1-5-32-544", "group sudo"),),
            password=PasswordState.SET,
            changed_on="2026-12-30",
            changed_odd=False,
            must_change=False,
            never_expires=False,
            password_required=True,
            guest=False,
        )
        return replace(account, **changes)

    def accounts(self, *accounts: Account, **changes: Any) -> AccountsFacts:
        facts = AccountsFacts(
            origin=ORIGIN,
            accounts=accounts or (self.account(), self.clerk()),
            current="vanthu",
            unresolved=0,
            domain_groups=(),
            rules_read=True,
            root_twins=self.here(FOREIGN, ()),
            guest_session=False,
            damaged_lines=self.here(FOREIGN, 0),
            let_in=self.here(FOREIGN, ()),
        )
        return replace(facts, **changes)

    def clerk(self, **changes: Any) -> Account:
        return self.account(**{"name": "vanthu", "administrator": False, "through": (), **changes})

    def profile(self, **changes: Any) -> FirewallProfile:
        profile = FirewallProfile(name="private", on=True, in_use=True, inbound=Inbound.BLOCKED)
        return replace(profile, **changes)

    def firewall(self, *profiles: FirewallProfile, **changes: Any) -> FirewallFacts:
        public = self.profile(name="public", in_use=False)
        domain = self.profile(name="domain", in_use=False)
        facts = FirewallFacts(
            origin=ORIGIN,
            inbound4=self.here(FOREIGN, Inbound.BLOCKED),
            inbound6=self.here(FOREIGN, Inbound.BLOCKED),
            rules=self.here(FOREIGN, 7),
            units=self.here(FOREIGN, ("nftables.service",)),
            profiles=self.here(profiles or (domain, self.profile(), public), FOREIGN),
            service_running=self.here(True, FOREIGN),
            product=self.here("", FOREIGN),
            any_rule=self.here("", FOREIGN),
        )
        return replace(facts, **changes)

    def clock(self, **changes: Any) -> ClockFacts:
        facts = ClockFacts(
            origin=ORIGIN,
            now=NOW,
            zone=self.here("SE Asia Standard Time", "Asia/Ho_Chi_Minh"),
            offset_minutes=420,
            synchronises=True,
            synchronised=True,
            service_off="",
            newest_file_at="2027-01-20T02:59:00Z",
            newest_file="/var/log/wtmp",
        )
        return replace(facts, **changes)

    def history(self, **changes: Any) -> HistoryFacts:
        nothing = Unknown(UnknownCode.NOT_FOUND, "no record yet")
        facts = HistoryFacts(
            origin=ORIGIN,
            last_entry_at=nothing,
            last_run_at=nothing,
            administrators=nothing,
            places=(
                PlaceSeen(
                    place="/srv/backup",
                    seen_at="2027-01-18T10:00:00Z",
                    newest_at="2027-01-18T10:00:00Z",
                    absent_at="2027-01-12T02:00:00Z",
                    lay_on="removable",
                ),
            ),
            restart_since=nothing,
            release_day="2026-11-22",
            passwords=(
                PasswordSeen(
                    id=self.account().id,
                    changed_on="2026-10-30",
                    first_seen_at="2026-09-01T02:00:00Z",
                    rotated_on="",
                ),
            ),
        )
        return replace(facts, **changes)

    def table(self, *rows: SupportRow, pack_date: str = "2026-12-01") -> SupportTable:
        listed = (
            SupportRow(os="debian", release="13", name="Debian 13", ends="2030-06-30", source="x"),
            SupportRow(os="windows", release="26200", name="11", ends="2027-10-12", source="x"),
        )
        return SupportTable(pack_date=pack_date, rows=rows or listed)

    def tables(self) -> tuple[Table, ...]:
        return (self.table(), *(table(self) for table in sample_tables()))

    def all(self) -> tuple[Facts, ...]:
        return (
            self.machine(),
            self.antivirus(),
            self.updates(),
            self.update_policy(),
            self.restart(),
            self.backup(),
            self.accounts(),
            self.firewall(),
            self.clock(),
            self.history(),
            *(sample(self) for sample in samples()),
        )


@cache
def _sample_files() -> tuple[dict[str, Any], ...]:
    files = sorted((Path(__file__).parent / "samples").glob("*.py"))
    return tuple(runpy.run_path(str(each)) for each in files)


def samples() -> tuple[Callable[[Sample], Facts], ...]:
    """Return what makes the facts of further topics: `facts` of each file in `samples/`."""
    return tuple(each["facts"] for each in _sample_files() if "facts" in each)


def sample_tables() -> tuple[Callable[[Sample], Table], ...]:
    """Return what makes further tables of packs: `table` of each file in `samples/`."""
    return tuple(each["table"] for each in _sample_files() if "table" in each)


def say_all(check: str, judgement: Judgement) -> list[str]:
    """Say a judgement, what to do next and the steps in every language, with nothing untold."""
    said = []
    for lang in LANGUAGES:
        words = Words(lang)
        for os in catalogue()[check].os:
            finding = Finding(
                check=check,
                result=judgement.result,
                severity=catalogue()[check].severity,
                message=judgement.message,
                reason=judgement.reason,
                remediation=(f"fix.{os}.clerk", f"fix.{os}.technician"),
            )
            said.append(say_finding(words, finding, NOW))
            assert words.has(f"checks.{check}.{judgement.message.key}") or judgement.reason
            if judgement.result in ("warn", "fail"):
                said.append(say_next(words, finding))
                said += [step for steps in say_steps(words, finding).values() for step in steps]
    assert not [each for each in said if UNTOLD in each]
    return said


@pytest.fixture
def linux() -> Sample:
    """A Linux machine in order."""
    return Sample("linux")


@pytest.fixture
def windows() -> Sample:
    """A Windows machine in order."""
    return Sample("windows")


@pytest.fixture
def of() -> Callable[..., Any]:
    """Return the facts of a further topic of a machine in order, with fields replaced."""

    def facts(sample: Sample, topic: str, **changes: Any) -> Facts:
        found = next(each for each in sample.all() if topic == each.TOPIC)
        return replace(found, **changes)

    return facts


@pytest.fixture
def judge() -> Callable[..., Judgement]:
    """Judge one check on a machine in order, apart from the facts and tables given."""

    def run(
        check: str, sample: Sample, *given: Facts | Table, params: dict[str, Any] | None = None
    ) -> Judgement:
        facts = [each for each in given if isinstance(each, Facts)]
        tables = [each for each in given if isinstance(each, Table)]
        rule = catalogue()[check]
        shelf = FactSet([*sample.all(), *facts], [*sample.tables(), *tables])
        judgement = rule.judge(shelf, rule.params(**(params or {})))
        assert all(say_all(check, judgement))
        return judgement

    return run

"""What `check --json` says of this machine, confirmed by the machine's own tools."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ordinary import Ordinary

ROOT = Path(__file__).resolve().parent.parent
SECURITY_LISTS = re.compile(r"security")
RULES = """
table inet office {
  chain entrance {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
    tcp dport 22 accept
  }
}
"""


def tool(*command: str) -> str:
    """Return what a tool of the machine says, in English."""
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=100
    )
    return done.stdout


def check(home: Path, *arguments: str, before: str = "") -> dict[str, Any]:
    """Return the run of a check, in a network namespace of its own where `before` prepares one."""
    command = [sys.executable, str(ROOT / "main.py"), "check", "--home", str(home), "--json", "-"]
    command += arguments
    if before:
        command = ["unshare", "--net", "sh", "-c", f'{before}; exec "$@"', "x", *command]
    done = subprocess.run(command, capture_output=True, timeout=100)
    run: dict[str, Any] = json.loads(done.stdout)
    return run


def finding(run: dict[str, Any], check_id: str) -> dict[str, Any]:
    """Return one finding of a run."""
    return next(each for each in run["findings"] if each["check"] == check_id)


@pytest.mark.system("apt")
def test_pending_updates_are_those_that_apt_names(tmp_path: Path) -> None:
    facts = check(tmp_path, "--only", "UPD-201")["facts"]["updates"]
    said = tool("apt-get", "-s", "-o", "Debug::NoLocking=1", "upgrade")
    lines = re.findall(r"^Inst (\S+) .*$", said, re.M)
    security = [
        line
        for line in said.splitlines()
        if line.startswith("Inst ") and re.search(r"Debian-Security|-security", line)
    ]

    if not SECURITY_LISTS.search(" ".join(os.listdir("/var/lib/apt/lists"))):
        assert facts["security"]["unknown"] == "not_found"
    else:
        assert facts["security"] == len(security)
    assert facts["ordinary"] == len(lines) - len(security)
    stamps = Path("/var/lib/apt/lists").glob("*Release")
    assert facts["asked_at"] <= datetime.now(UTC).isoformat()
    assert bool(facts["asked_at"]) == bool(list(stamps))


@pytest.mark.system("accounts")
def test_password_dates_are_those_that_chage_names(tmp_path: Path) -> None:
    accounts = check(tmp_path, "--only", "ACC-402")["facts"]["accounts"]["accounts"]

    assert accounts
    for account in accounts:
        said = tool("chage", "-l", account["name"])
        changed = re.search(r"^Last password change\s*: (.*)$", said, re.M)
        assert changed is not None
        expected = (
            ""
            if changed[1] in ("never", "password must be changed")
            else datetime.strptime(changed[1], "%b %d, %Y").date().isoformat()
        )
        assert account["changed_on"] == expected
        status = tool("passwd", "-S", account["name"]).split()[1]
        assert {"P": "set", "NP": "empty", "L": "locked"}[status] == account["password"]


@pytest.mark.system("netns")
def test_the_firewall_follows_the_loaded_rules(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text(RULES)
    on = check(tmp_path, "--only", "NET-501", before=f"nft -f {tmp_path / 'rules'}")
    flushed = f"nft -f {tmp_path / 'rules'}; nft flush ruleset"
    off = check(tmp_path, "--only", "NET-501", before=flushed)

    assert finding(on, "NET-501")["message"] == {"key": "pass.rules", "args": {"count": 3}}
    assert on["facts"]["firewall"]["inbound6"] == "blocked"
    assert finding(off, "NET-501")["message"]["key"] == "fail.no_rules"


def test_the_newest_backup_is_the_one_that_stat_names(tmp_path: Path) -> None:
    place = tmp_path / "place"
    (place / "deep").mkdir(parents=True)
    for name, age in (("old.doc", 90_000), ("deep/new.doc", 5_000), ("older.doc", 900_000)):
        (place / name).write_bytes(b"x")
        moment = datetime.now().timestamp() - age
        os.utime(place / name, (moment, moment))
    run = check(tmp_path / "home", "--only", "BAK-301", "--param", f"BAK-301.places={place}")
    (measured,) = run["facts"]["backup"]["places"]

    seconds = float(tool("stat", "-c", "%.9Y", str(place / "deep" / "new.doc")))
    expected = datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (measured["newest"], measured["newest_at"]) == ("deep/new.doc", expected)
    assert measured["files"] == 3
    assert finding(run, "BAK-301")["message"]["key"] == "fail.same_disk"


@pytest.mark.system("ordinary")
def test_an_ordinary_user_is_told_what_needs_rights(ordinary: Ordinary) -> None:
    done = ordinary.run("check", "--json", "-")
    run = json.loads(done.stdout)

    assert run["rights"] == "user"
    assert all(each["ended"] == "done" for each in run["probes"])
    for check_id in ("ACC-402", "ACC-403", "NET-501"):
        said = finding(run, check_id)
        assert (said["result"], said["reason"]) == ("unknown", "no_right"), said
    for check_id in ("UPD-204", "SYS-801"):
        assert finding(run, check_id)["result"] in ("pass", "warn", "fail")
    assert run["verdict"] in ("incomplete", "act_now")

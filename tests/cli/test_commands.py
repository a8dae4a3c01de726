"""The commands on the real machine: what they print, how they end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from core.checks.catalogue import catalogue
from core.cli.schemas import NAMES, schema_of
from core.model.depth import Depth
from core.probes.catalogue import this_os, topics

Caller = Callable[..., Any]


def of_this_system() -> list[str]:
    """Return the ids of the checks that an ordinary run makes here."""
    return [
        each.id
        for each in catalogue().values()
        if this_os() in each.os and each.depth is not Depth.DEEP
    ]


@pytest.mark.only("posix")  # Windows always has a display
def test_start_without_a_display_does_the_main_job(trucan: Caller, tmp_path: Path) -> None:
    said = trucan("start")

    assert said.status == 0, said.err
    written = sorted(path.suffix for path in (tmp_path / "reports").iterdir())
    assert written == [".docx", ".json", ".pdf"]
    assert "Đã lưu lần kiểm tra" in said.out
    run = json.loads(next((tmp_path / "reports").glob("*.json")).read_bytes())
    assert [each["check"] for each in run["findings"]] == of_this_system()
    assert said.err == ""


def test_check_prints_a_run_that_fits_its_schema(trucan: Caller) -> None:
    said = trucan("check", "--json", "-", "--lang", "en")
    run = json.loads(said.out)

    jsonschema.validate(run, schema_of("run"))
    assert (
        said.status == {"good": 0, "attention": 10, "act_now": 20, "incomplete": 30}[run["verdict"]]
    )
    assert len(run["findings"]) == len(of_this_system())
    assert all(each["ended"] == "done" for each in run["probes"])
    assert "Stored as run" in said.err


def test_only_and_param_make_a_partial_run_with_that_limit(trucan: Caller, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    said = trucan(
        "check", "--only", "bak-301,SYS-801", "--param", f"BAK-301.places={tmp_path / 'place'}",
        "--json", "run.json",
    )  # fmt: skip

    run = json.loads((tmp_path / "run.json").read_bytes())
    assert [each["check"] for each in run["findings"]] == ["BAK-301", "SYS-801"]
    assert run["selection"] == {"only": ["BAK-301", "SYS-801"], "skip": []}
    assert run["params"]["BAK-301"]["places"] == [str(tmp_path / "place")]
    assert run["findings"][0]["message"]["key"] == "fail.empty"
    assert "không phải kết quả của cả máy" in said.out
    latest = trucan("report", "--out", "out", "--format", "json")
    assert latest.status == 0, latest.err


def test_a_place_may_be_typed_from_where_one_stands(trucan: Caller, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    for typed in ("place", "./place"):
        said = trucan(
            "check", "--only", "BAK-301", "--param", f"BAK-301.places={typed}", "--json", "-"
        )

        (measured,) = json.loads(said.out)["facts"]["backup"]["places"]
        assert (measured["place"], measured["presence"]) == (str(tmp_path / "place"), "present")


def test_judging_again_gives_the_same_findings(trucan: Caller, tmp_path: Path) -> None:
    trucan("check", "--json", "run.json")
    said = trucan("judge", "run.json", "--json", "-")

    before = json.loads((tmp_path / "run.json").read_bytes())
    assert json.loads(said.out)["findings"] == before["findings"]
    assert json.loads(said.out)["verdict"] == before["verdict"]
    assert "Đã lưu" not in said.err


def test_since_names_what_changed(trucan: Caller, tmp_path: Path) -> None:
    first = json.loads(trucan("check", "--only", "BAK-301", "--json", "-").out)
    (tmp_path / "place").mkdir()
    typed = f"BAK-301.places={tmp_path / 'place'}"
    said = trucan("check", "--only", "BAK-301", "--since", first["id"], "--param", typed)

    assert "Không kiểm tra được → Chưa đạt" in said.out
    again = trucan("check", "--only", "BAK-301", "--since", "latest", "--param", typed)
    assert "không có mục nào đổi kết quả" in again.out


def test_the_catalogue_fits_its_schema(trucan: Caller) -> None:
    said = trucan("checks", "--json")
    listed = json.loads(said.out)

    assert said.status == 0
    jsonschema.validate(listed, schema_of("checks"))
    assert [each["id"] for each in listed["checks"]] == list(catalogue())
    for each in listed["checks"]:
        assert set(each) == {"id", "family", "title", "os", "severity", "depth", "params"}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("check", sorted(catalogue()))
def test_explain_is_a_page(trucan: Caller, check: str, lang: str) -> None:
    said = trucan("explain", check.lower(), "--lang", lang)

    assert said.status == 0, said.err
    assert said.out.startswith(catalogue()[check].id) or check in said.out.splitlines()[0]
    assert len(said.out.splitlines()) > 15
    assert "{" not in said.out.replace("${", "")


def test_the_log_is_written_listed_and_verified(trucan: Caller, tmp_path: Path) -> None:
    added = trucan("log", "add", "Mất điện", "--kind", "outage", "--at", "00:01", "--json", "-")
    listed = trucan("log", "list", "--json", "-")
    verified = trucan("log", "verify", "--json", "-")

    assert added.status == 0, added.err
    entry = json.loads(added.out)
    assert (entry["text"], entry["kind"], entry["severity"]) == ("Mất điện", "outage", "low")
    entries = json.loads(listed.out)
    jsonschema.validate(entries, schema_of("log-list"))
    assert [each["kind"] for each in entries] == ["book_opened", "outage"]
    verdict = json.loads(verified.out)
    jsonschema.validate(verdict, schema_of("log-verify"))
    assert verdict == {"whole": True, "first_wrong": None, "what": ""}
    assert verified.status == 0


def test_an_altered_log_is_found(trucan: Caller, tmp_path: Path) -> None:
    import sqlite3

    for text in ("một", "hai", "ba"):
        trucan("log", "add", text)
    with sqlite3.connect(tmp_path / "home" / "trucan.db") as database:
        (trigger,) = database.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entry_stays'"
        ).fetchone()
        database.execute("DROP TRIGGER entry_stays")
        database.execute(
            "UPDATE entry SET canon = CAST(replace(canon, 'hai', 'tư') AS BLOB) WHERE seq = 3"
        )
        database.execute(trigger)
    database.close()
    said = trucan("log", "verify", "--json", "-")

    assert said.status == 65
    assert json.loads(said.out)["whole"] is False
    assert json.loads(said.out)["first_wrong"] == 3
    assert "mục số 3" in trucan("log", "verify").out


def test_doctor_and_selftest(trucan: Caller, tmp_path: Path) -> None:
    doctor, selftest = trucan("doctor"), trucan("selftest")

    assert doctor.status == 0, doctor.err
    assert doctor.out.count("đã trả lời") == len(topics())
    assert selftest.status == 0, selftest.out + selftest.err
    assert "hỏng" not in selftest.out
    assert not (tmp_path / "home" / "trucan.db").exists()


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(trucan: Caller, name: str) -> None:
    schema = json.loads(trucan("schema", name).out)

    jsonschema.Draft202012Validator.check_schema(schema)

"""`pack`: a province makes and signs one, an office confirms the key and takes it in."""

import json
import re

SOURCE = """
format = 1
id = "software"
version = 2099010101
date = "2024-01-02"
expires = "2099-12-31"
issuer = "Sở KH&CN"
[[rows]]
id = "x"
name = "X"
kind = "unwanted"
titles = ["xyz tool"]
source = "x"
"""


def test_a_pack_travels_from_the_province_to_an_office(trucan, tmp_path):
    (tmp_path / "a.toml").write_text(SOURCE, "utf-8")
    (tmp_path / "secret").write_text("một câu dài dễ nhớ\n", "utf-8")
    make = ("pack", "make", "a.toml", "--key", "key", "--out", "out")
    made = trucan(*make, "--new-key", "--passphrase-file", "secret")
    assert made.status == 0, made.err
    fingerprint = re.search(r"(?:[A-Z]{4} ){7}[A-Z]{4}", made.out)
    assert fingerprint
    assert trucan(*make, "--new-key", "--passphrase-file", "secret").status == 64
    silent = trucan(*make)
    assert silent.status == 64
    assert "--passphrase-file" in silent.err
    assert "Warning" not in silent.err

    pack = "out/software-2099010101.pack"
    first = trucan("pack", "import", pack)
    assert first.status == 65
    assert fingerprint[0] in first.err
    taken = trucan("pack", "import", pack, "--trust", fingerprint[0], "--owner", "Sở KH&CN")
    assert taken.status == 0, taken.err
    assert "không còn ghi" in taken.err
    assert "UltraViewer" in taken.err
    assert trucan("pack", "import", pack).status == 65

    cards = json.loads(trucan("pack", "list", "--json").out)
    states = {(each["id"], each["origin"]): each["state"] for each in cards}
    assert states["software", "imported"] == "in_force"
    assert states["software", "built_in"] == "replaced"
    assert "Sở KH&CN" in trucan("pack", "list").out
    ran = json.loads(trucan("check", "--only", "SYS-802", "--json", "-").out)
    assert [(each["id"], each["version"]) for each in ran["packs"]] == [("software", "2099010101")]

    assert trucan("pack", "drop", "software").status == 0
    assert trucan("pack", "drop", "software").status == 64
    ran = json.loads(trucan("check", "--only", "SYS-802", "--json", "-").out)
    assert [each["version"] for each in ran["packs"]] != ["2099010101"]
    assert trucan("pack", "drop", "software", "--undo").status == 0
    cards = json.loads(trucan("pack", "list", "--json").out)
    states = {(each["id"], each["origin"]): each["state"] for each in cards}
    assert states["software", "imported"] == "in_force"
    assert trucan("pack", "revoke", fingerprint[0]).status == 0
    assert "thu hồi" in trucan("pack", "list").out


def test_the_list_says_for_which_checks_a_pack_is_old(trucan, tmp_path):
    (tmp_path / "a.toml").write_text(SOURCE.replace("2024-01-02", "2001-01-01"), "utf-8")
    (tmp_path / "secret").write_text("một câu dài dễ nhớ\n", "utf-8")
    make = ("pack", "make", "a.toml", "--key", "key", "--out", "out", "--new-key")
    fingerprint = re.search(
        r"(?:[A-Z]{4} ){7}[A-Z]{4}", trucan(*make, "--passphrase-file", "secret").out
    )
    pack = "out/software-2099010101.pack"
    trucan("pack", "import", pack, "--trust", fingerprint[0], "--owner", "Sở KH&CN")
    cards = json.loads(trucan("pack", "list", "--json").out)
    (card,) = [each for each in cards if each["origin"] == "imported"]
    assert card["old_for"] == ["NET-506", "SYS-802", "UPD-208"]
    assert "“Đạt” thành “Cần chú ý”: NET-506, SYS-802, UPD-208" in trucan("pack", "list").out

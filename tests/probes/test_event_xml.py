"""Events in XML: what is read out of them, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from core.probes.event_xml import LARGEST, event_of

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = 'xmlns="http://schemas.microsoft.com/win/2004/08/events/event"'


def event(data="", provider="disk", number="7", at="2026-11-18T08:20:31.1983617Z"):
    return (
        f"<Event {NAMESPACE}><System><Provider Name='{provider}'/>"
        f"<EventID Qualifiers='49156'>{number}</EventID><TimeCreated SystemTime='{at}'/>"
        f"<Channel>System</Channel></System>{data}</Event>"
    )


def test_who_which_and_when():
    seen = event_of(event(), ())
    assert (seen.provider, seen.id, seen.at) == ("disk", 7, "2026-11-18T08:20:31Z")
    assert seen.values == {}


def test_values_by_name_and_only_those_asked_for():
    data = (
        "<EventData><Data Name='Threat Name'>EICAR</Data><Data Name='Path'>C:\\x</Data></EventData>"
    )
    assert event_of(event(data), ("Threat Name", "Action ID")).values == {"Threat Name": "EICAR"}


def test_values_without_a_name_stand_under_their_place():
    data = (
        "<EventData><Data>\\Device\\Harddisk0\\DR0</Data><Data/><Binary>0F00</Binary></EventData>"
    )
    assert event_of(event(data), ("0", "1")).values == {"0": "\\Device\\Harddisk0\\DR0", "1": ""}


def test_values_in_an_element_of_the_writer():
    data = (
        "<UserData><LogFileCleared xmlns='http://manifests.microsoft.com/win/2004/08/windows/"
        "eventlog'><SubjectUserName>an</SubjectUserName><Channel>Setup</Channel>"
        "</LogFileCleared></UserData>"
    )
    assert event_of(event(data, number="104"), ("Channel",)).values == {"Channel": "Setup"}


@pytest.mark.parametrize("odd", ["\x00", "\x1b", "\ufffe", "&#0;", "&#x1B;", "&#27;", "&#xFFFF;"])
def test_characters_that_xml_has_no_place_for(odd):
    data = f"<EventData><Data Name='Path'>C:\\a{odd}b</Data></EventData>"
    assert event_of(event(data), ("Path",)).values == {"Path": "C:\\ab"}


def test_characters_that_xml_has_a_place_for_stay():
    data = "<EventData><Data Name='Path'>Kế toán &#9;&#x41;&amp;&#227;</Data></EventData>"
    assert event_of(event(data), ("Path",)).values == {"Path": "Kế toán \tA&ã"}


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no XML",
        "<Event/>",
        event(number="seven"),
        event(number=""),
        event(at="18/11/2026"),
        event(at=""),
        event().replace("<TimeCreated", "<Created"),
        event()[:-3],
        event(f"<EventData><Data>{'x' * LARGEST}</Data></EventData>"),
        f'<!DOCTYPE a [<!ENTITY b "c">]>{event("<EventData><Data>&b;</Data></EventData>")}',
    ],
)
def test_what_is_no_event(xml):
    with pytest.raises(ValueError, match=r"\S"):
        event_of(xml, ("0",))


def collected():
    """Return the folder of collected event files, which may lie beside this clone."""
    places = (each for up in ROOT.parents[:2] for each in up.glob("*/data/windows-events"))
    return next(places, None)


@pytest.mark.skipif(collected() is None, reason="no windows-events beside this clone")
def test_events_of_real_machines_say_what_others_read_in_them():
    checked = 0
    for path in sorted((collected() / "input").rglob("*.xml")):
        expected_file = collected() / "output" / path.parent.name / f"{path.stem}.json"
        expected = json.loads(expected_file.read_text("utf-8"))
        xml = re.search(r"<Event .*?</Event>", path.read_text("utf-8-sig"), re.DOTALL)
        told = re.findall(r'"([^"]+)":"((?:[^"\\]|\\.)*)"', expected["data"])
        values = {name: json.loads(f'"{value}"').strip() for name, value in told}

        seen = event_of(xml[0], [name for name in values if name != "Binary"])

        assert (seen.provider, str(seen.id)) == (expected["provider_name"], expected["event_id"])
        assert seen.at[:19] == expected["datetime"][:19]
        assert {name: values[name] for name in seen.values} == dict(seen.values)
        checked += len(seen.values)
    assert checked > 20

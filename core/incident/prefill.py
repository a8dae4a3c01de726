"""Prefilling: what the forms of reports ask, as far as records and draft of an incident say.

Nothing is guessed: what is not known stays open, and what a person filled in goes before it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from core.incident import acts
from core.incident.acts import Act
from core.incident.playbooks import gone_by
from core.incident.readable import step_state
from core.model.errors import Exit, KnownError
from core.model.incident import CallResult, Incident
from core.model.moments import day_of
from core.model.settings import Settings
from core.words import Words

REPORT, FIRST, FINAL = "incident", "legacy-03", "legacy-04"
RECORD, NOTICE = "breach", "breach-notice"
FORMS = (REPORT, FIRST, FINAL, NOTICE, RECORD)
"""The kinds of documents that tell of one incident; `core/report` lays them out."""

SUMMARY = "legacy-05"

TRUTHS = frozenset(("national", "personal_data", "confidential"))
COUNTS = frozenset(("users", "personal_subjects", "update_number"))
MOMENTS = frozenset(
    (
        "detected",
        "happened",
        "personal_notice",
        "restored",
        "next_report",
        "sent_at",
        "reported_at",
        "held_at",
    )
)
"""Fields that hold more than text, by what they hold."""

_OPEN = "…" * 10
"""Stands where a form must say something that is not known yet: it is filled in by hand."""

_NEEDED_TEXTS: Mapping[str, tuple[str, ...]] = {
    REPORT: ("owner", "contact", "contact_phone", "system", "description", "done"),
    FIRST: (
        "organisation",
        "address",
        "phone",
        "mail",
        "contact",
        "contact_phone",
        "contact_mail",
        "operator",
        "description",
        "notified",
    ),
    FINAL: ("organisation", "summary"),
    NOTICE: (
        "organisation",
        "address",
        "act",
        "personal_kinds",
        "consequences",
        "measures",
        "protection_contact",
        "contact_phone",
    ),
    RECORD: (
        "held_place",
        "participants",
        "act",
        "personal_kinds",
        "consequences",
        "measures",
        "protection_contact",
    ),
}

_FIELDS: Mapping[str, frozenset[str]] = {
    REPORT: frozenset(
        (
            "stage", "update_number", "code", "owner", "contact", "contact_phone", "contact_mail",
            "system", "level", "level_decision", "detected", "happened", "source", "group",
            "description", "severity", "national", "national_reason", "certainty", "cause",
            "assets", "affected_data", "users", "interruption", "personal_data",
            "personal_kinds", "personal_subjects", "personal_notice", "done", "doing",
            "planned", "restored", "support", "next_report", "channel", "sent_at", "receipt",
        )
    ),
    FIRST: frozenset(
        (
            "organisation", "address", "phone", "mail", "contact", "contact_post",
            "contact_phone", "contact_mail", "operator", "governing", "system", "level",
            "security_provider", "connection_provider", "description", "detected", "state",
            "found_by", "notified", "os", "services", "protection", "internet_address",
            "domain", "purpose", "attached", "confidential", "proposal", "reported_at",
        )
    ),
    FINAL: frozenset(
        (
            "organisation", "first_report", "operator", "governing", "system", "level",
            "incident_name", "description", "detected", "summary", "solution", "proposal",
            "attached",
        )
    ),
    NOTICE: frozenset(
        (
            "organisation", "address", "act", "held_place", "happened", "detected",
            "personal_kinds", "personal_amount", "personal_subjects", "consequences",
            "measures", "protection_contact", "contact_post", "contact_phone", "contact_mail",
            "proposal",
        )
    ),
    RECORD: frozenset(
        (
            "held_at", "held_place", "participants", "act", "happened", "detected",
            "personal_kinds", "personal_amount", "personal_subjects", "consequences",
            "measures", "protection_contact", "contact_phone", "contact_mail", "conclusion",
            "recorder", "representative",
        )
    ),
}  # fmt: skip
"""The fields of each form; `tests/incident` holds them against the forms themselves."""

DRAFTED = frozenset().union(*_FIELDS.values()) - {"stage", "code", "detected"}
"""Fields that people may fill in; the others follow from the records."""


def content_of(
    form: str,
    stage: str,
    incident: Incident,
    settings: Settings,
    words: Words,
    now: str,
    read_time: Callable[[str], str],
) -> dict[str, Any]:
    """Return the values of a form about an incident, as a file of values holds them."""
    known = {**_known(form, stage, incident, settings, words, now), **incident.draft}
    for name in _NEEDED_TEXTS[form]:
        known.setdefault(name, _OPEN)
    fields: dict[str, Any] = {}
    for name, text in known.items():
        if text and name in _FIELDS[form]:
            fields[name] = _typed(name, text, read_time)
    content: dict[str, Any] = {"kind": form, "fields": fields}
    if form == REPORT:
        content["rows"] = {"evidence": list(_evidence(incident))}
    return content


def drafted(name: str, text: str, read_time: Callable[[str], str]) -> str:
    """Return what was typed into a field as it is kept; KnownError where it does not fit."""
    if name not in DRAFTED:
        raise KnownError("draft_field", Exit.USAGE, text=name)
    wrong = (name in COUNTS and not text.isdecimal()) or (
        name in TRUTHS and text not in ("true", "false")
    )
    if text and wrong:
        raise KnownError("draft_value", Exit.USAGE, text=text, name=name)
    return read_time(text) if text and name in MOMENTS else text


def summary_of(incidents: Sequence[Incident], start: str, end: str, words: Words) -> dict[str, Any]:
    """Return the values of the summary of incidents detected from one ISO day to another."""
    within = [each for each in incidents if start <= day_of(each.detected).isoformat() <= end]
    groups = Counter(each.draft.get("group") or gone_by(each.playbook).group for each in within)
    rows = [
        {"incident_kind": words.name(f"forms.choice.group.{group}", group), "count": count}
        for group, count in sorted(groups.items())
    ]
    return {"kind": SUMMARY, "fields": {"from": start, "to": end}, "rows": {"incidents": rows}}


def _typed(name: str, text: str, read_time: Callable[[str], str]) -> Any:
    if name in TRUTHS:
        return text == "true"
    if name in COUNTS and text.isdecimal():
        return int(text)
    return read_time(text) if name in MOMENTS else text


def _known(
    form: str, stage: str, incident: Incident, settings: Settings, words: Words, now: str
) -> dict[str, str]:
    """Return what records and settings say, under the names of fields."""
    playbook = gone_by(incident.playbook)
    unit, kind = settings.unit, words.name(f"incident.kind.{playbook.id}.name", playbook.id)
    told = "; ".join(
        filter(None, (incident.text, incident.url, words.say("incident.fill.kind", title=kind)))
    )
    known = {
        "stage": stage,
        "code": incident.code,
        "owner": unit,
        "organisation": unit,
        "operator": unit,
        "governing": settings.parent,
        "address": settings.locality,
        "contact": settings.keeper,
        "system": incident.system or incident.machine,
        "assets": incident.machine,
        "detected": incident.detected,
        "source": incident.reporter,
        "group": playbook.group,
        "severity": "serious" if playbook.serious else "ordinary",
        "description": told,
        "incident_name": kind,
        "act": told,
        "measures": "\n".join(_steps(incident, words)),
        "held_place": settings.locality,
        "protection_contact": settings.keeper,
        "domain": incident.url,
        "found_by": "notice" if incident.reporter else "other",
        "state": "not_handled" if incident.is_open else "handled",
        "done": "\n".join(_steps(incident, words)),
        "solution": "\n".join(_steps(incident, words)),
        "notified": "; ".join(_notified(incident, words)),
        "attached": ", ".join(each.name for each in incident.evidence),
        "reported_at": now,
    }
    sent = incident.sent.get(stage)
    if sent is not None:
        known |= {"channel": sent.about.get("channel", ""), "sent_at": sent.at}
        known["receipt"] = sent.about.get(acts.RECEIPT, "")
    if incident.closed is not None:
        known["summary"] = incident.closed.about.get(acts.RESULT, "")
    if form == FINAL and (first := incident.sent.get("h24")) is not None:
        known["first_report"] = words.moment(first.at)
    return {name: text for name, text in known.items() if text}


def _steps(incident: Incident, words: Words) -> Iterator[str]:
    for step in incident.done:
        title = words.name(f"incident.step.{step}.title", step)
        yield words.say("incident.fill.step", title=title, text=step_state(words, incident, step))


def _notified(incident: Incident, words: Words) -> Iterator[str]:
    for call in incident.of(Act.CALL):
        if call.about.get(acts.OUTCOME) == CallResult.REACHED:
            yield words.say("incident.fill.told", name=call.about[acts.CALLED], t0=call.at)
    for sent in incident.of(Act.SENT):
        yield words.say("incident.fill.told", name=sent.about[acts.TO], t0=sent.at)


def _evidence(incident: Incident) -> Iterator[dict[str, str]]:
    for each in incident.evidence:
        row = {"file": each.name, "sha256": each.sha256, "held_by": each.held_by}
        yield {name: text for name, text in row.items() if text}

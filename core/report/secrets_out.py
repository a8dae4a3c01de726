"""Secrets out: passwords, keys and PINs that somebody typed where they do not belong are removed.

It looks for what people write (`mật khẩu là …`) and for what keys look like. A word that nothing
marks as a password cannot be known to be one.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.model.duty import Entry
from core.model.result import Finding, Message, Value
from core.model.run import Run
from core.report.texts import clean
from core.report.values import Values

_NAMES = (
    r"mật\s*khẩu|mat\s*khau|passwords?|passwd|passphrase|pass|pwd|mk|mã\s*pin|pin|otp|mã\s*otp|psk|"
    r"khóa\s*(?:wi-?fi|mạng|bí\s*mật|api|khôi\s*phục)|(?:wi-?fi|network|recovery|api|secret|access)"
    r"[\s_-]*key|secret|token"
)
_BETWEEN = r"(?:\s+[^\s:=]{1,24}){0,6}?"
_ORDINARY = "theo|xong|thay|trong|ngay|changed|expired|must"
_QUOTED = r"\"[^\"]+\"|“[^”]+”|'[^']+'"
_TOLD = re.compile(
    rf"(?i)(?<!\w)(?P<before>(?:{_NAMES})(?!\w){_BETWEEN}\s*(?:[:=]|\s(?:là|is|la)\s)\s*)"
    rf"(?P<secret>{_QUOTED}|(?!(?:{_ORDINARY})(?![!-~]))[!-~]{{4,}})"
)
_BESIDE = re.compile(
    rf"(?i)(?<!\w)(?P<before>(?:{_NAMES})(?!\w)(?:\s+\S+){{0,3}}?\s+)"
    r"(?P<secret>(?=[!-~]*[A-Za-z])(?=[!-~]*[@#$!%^&*])[!-~]{6,})"
)
_SHOWN = re.compile(
    rf"(?i)(?<!\w)(?P<before>(?:{_NAMES})(?!\w){_BETWEEN}\s*(?:[(\[]|[-=]+>|[\u2190-\u21ff]|[-\u2013\u2014]\s)\s*)"
    r"(?P<secret>(?=[^\s)\]]*\d)(?![A-Z]{2,3}-\d{3}(?!\w))[!-'*-~]{4,})"
)
"""Behind a bracket, a dash or an arrow; with a digit, or what stands there is mostly a remark."""
_BARE = re.compile(
    rf"(?i)(?<!\w)(?P<before>(?:{_NAMES})(?!\w)(?:\s+[^\W\d]+){{0,2}}?\s+)"
    r"(?P<secret>(?=[a-z]*\d)(?:[a-z0-9]{8,}|\d{6,})(?![\w/.-]))"
)
_NUMBER = re.compile(
    r"(?i)(?<!\w)(?P<before>(?:mã\s*)?(?:pin|otp)(?!\w)(?:\s+[^\s\d]+){0,3}?\s+)(?P<secret>\d{4,8})(?!\d)"
)
_LOOKS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|(?<!\w)eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?"
    r"|(?<!\w)(?:gh[pousr]_|github_pat_|sk-|xox[abprs]-|AKIA|AIza)[\w-]{12,}"
    r"|(?<!\d)\d{6}(?:-\d{6}){7}(?!\d)"
    r"|(?<![A-Za-z0-9+=])(?=[A-Za-z0-9+=]*[a-z])(?=[A-Za-z0-9+=]*[A-Z])"
    r"(?=[A-Za-z0-9+=]*\d[A-Za-z0-9+=]*\d)[A-Za-z0-9+=]{24,}",
    re.DOTALL,
)


def without_secrets(text: str, mark: str) -> str:
    """Return what somebody typed, cleaned and without secrets; `mark` stands in for each."""
    text = clean(text)
    for pattern in (_TOLD, _BESIDE, _SHOWN, _BARE, _NUMBER):
        text = pattern.sub(lambda found: found["before"] + mark, text)
    return without_keys(text, mark)


def without_keys(text: str, mark: str) -> str:
    """Return any text without what looks like a key or a token."""
    return _LOOKS.sub(mark, text)


def scrubbed_values(values: Values, mark: str) -> Values:
    """Return typed values without secrets."""
    rows = {
        name: tuple(_scrubbed(row, mark) for row in table) for name, table in values.rows.items()
    }
    return replace(values, fields=_scrubbed(values.fields, mark), rows=rows)


def scrubbed_entry(entry: Entry, mark: str) -> Entry:
    """Return an entry of the duty book without secrets in its text."""
    return replace(entry, text=without_secrets(entry.text, mark))


def scrubbed_run(run: Run, mark: str) -> Run:
    """Return a run without secrets in what people typed and without keys in what was read."""
    return replace(
        run,
        operator=without_secrets(run.operator, mark),
        waivers=tuple(replace(each, why=without_secrets(each.why, mark)) for each in run.waivers),
        findings=tuple(_scrubbed_finding(each, mark) for each in run.findings),
    )


def _scrubbed_finding(finding: Finding, mark: str) -> Finding:
    args = {name: _scrubbed_value(value, mark) for name, value in finding.message.args.items()}
    evidence = tuple(
        replace(each, value=_scrubbed_value(each.value, mark)) for each in finding.evidence
    )
    return replace(finding, message=Message(finding.message.key, args), evidence=evidence)


def _scrubbed_value(value: Value, mark: str) -> Value:
    if isinstance(value, str):
        return without_keys(value, mark)
    if isinstance(value, tuple):
        return tuple(without_keys(each, mark) for each in value)
    return value


def _scrubbed(fields: Mapping[str, str], mark: str) -> Mapping[str, str]:
    return {name: without_secrets(text, mark) for name, text in fields.items()}

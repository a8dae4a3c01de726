"""What the documents name is there under that very name: commands, options, buttons, anchors."""

import re
import shlex
import textwrap
import tomllib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from core.checks.catalogue import catalogue
from core.cli.front import Face, _group
from core.model.botnet import BotnetTable
from core.policy.kinds import kinds
from core.policy.kinds.botnet import wrong_line
from core.policy.packs import pack_of
from core.report.forms import forms
from core.words import LANGUAGES, Words

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "huong-dan.md"
WORDS = ROOT / "resources" / "words" / "vi"
PAGES = sorted(
    (
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "resources" / "help").rglob("*.md"),
        *(ROOT / "resources" / "words").rglob("*.toml"),
    )
)
PROGRAM = re.compile(
    r"(?:\$ )?(?:(?:\.venv/bin/|\.venv\\Scripts\\)?python )?(?:bin\\)?"
    r"(?:trucan(?:\.exe)?|TrucAn\.exe|main\.py) (?P<rest>\S.*)"
)
"""A line that calls the program, under any of its names."""

MARKS = {"botnet": "addresses =", "software": "titles =", "forms": "[[kinds]]"}
"""How an example of each kind of pack is known."""

_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.M | re.S)
_QUOTE = re.compile(r"“([^”\n]+)”")
_ELLIPSIS = "…"


@pytest.fixture(scope="module")
def program() -> click.Group:
    """The commands as the front door finds them."""

    def no_window(*_: object) -> int:
        raise AssertionError("no window is wanted")

    return _group(Face(Words("vi"), no_window))


def calls_in(text: str, commands: frozenset[str]) -> Iterator[str]:
    """Yield what follows the name of the program, in blocks and between backticks."""
    lines = [line.strip() for block in _BLOCK.findall(text) for line in block.splitlines()]
    spans = _SPAN.findall(_BLOCK.sub("", text))
    for each in (*lines, *spans):
        called = PROGRAM.match(each)
        if called is not None:
            yield called["rest"]
        elif each in spans and each.partition(" ")[0] in commands and " " in each:
            yield each


def told_wrong(program: click.Group, call: str) -> str:
    """Return what of a call does not exist; empty when all of it does."""
    context = click.Context(program)
    here: click.Command = program
    known = {"--announce-shown", "--probe-host", "--raised-host", "--signing-host"}
    try:
        words = shlex.split(call.replace("\\", "/"), comments=True)
    except ValueError:
        words = call.split()
    for word in words:
        known |= {name for each in here.params for name in (*each.opts, *each.secondary_opts)}
        if word in ("|", ";", "&&", ">", "·"):
            break
        if word.startswith("-") and len(word) > 1:
            name = re.match(r"-{1,2}[a-z-]+", word)
            if name is None or name[0] not in known:
                return word
        elif call.startswith("-"):  # a value of an option
            continue
        elif isinstance(here, click.Group) and not word.startswith(("<", "[", _ELLIPSIS)):
            if "|" in word:  # any of several
                missing = [each for each in word.split("|") if not here.get_command(context, each)]
                return missing[0] if missing else ""
            below = here.get_command(context, word)
            if below is None:
                return word
            here = below
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_is_there(program: click.Group, page: Path) -> None:
    commands = frozenset(program.list_commands(click.Context(program)))
    wrong = {
        call: missing
        for call in calls_in(page.read_text("utf-8"), commands)
        if (missing := told_wrong(program, call))
    }
    assert not wrong


def test_a_command_that_is_not_there_is_found(program: click.Group) -> None:
    for call in ("pack mend x", "check --onyl AV-101", "nothing", "log list|burn"):
        assert told_wrong(program, call)
    text = "`trucan pack mend`\n```sh\n$ trucan check --onyl X\n```\nthe `log burn` of old"
    found = list(calls_in(text, frozenset(("pack", "check", "log"))))
    assert found == ["check --onyl X", "pack mend", "log burn"]


def texts(node: object) -> Iterator[str]:
    """Yield every text in a TOML document."""
    if isinstance(node, dict):
        for each in node.values():
            yield from texts(each)
    elif isinstance(node, list):
        for each in node:
            yield from texts(each)
    elif isinstance(node, str):
        yield node


@pytest.fixture(scope="module")
def said() -> tuple[str, ...]:
    """Every text that a person can see in Vietnamese: window, commands, documents, installer."""
    files = (
        *WORDS.rglob("*.toml"),
        *(ROOT / "resources" / "templates").rglob("*.toml"),
    )
    found = [one for each in files for one in texts(tomllib.loads(each.read_text("utf-8")))]
    script = (ROOT / "installer" / "trucan.nsi").read_text("utf-8")
    return (*found, *re.findall(r'"([^"\n]+)"', script))


def is_said(quoted: str, said: tuple[str, ...]) -> bool:
    """Say whether something is on the screen so: as a whole, as a beginning, with values in it."""
    bare = quoted.rstrip(_ELLIPSIS + ".")
    for each in (re.sub(r"^\d\. ", "", one) for one in said):
        if each.startswith(bare) or each.partition("} · ")[2] == quoted:
            return True
        if "{" in each and len(re.sub(r"\{[^}]*\}", "", each).strip()) > len(bare) // 2:
            pattern = re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(each))
            if re.fullmatch(pattern, quoted):
                return True
    return False


def test_every_name_that_the_guide_quotes_is_on_the_screen(said: tuple[str, ...]) -> None:
    text = _BLOCK.sub("", GUIDE.read_text("utf-8"))
    wrong = {each for each in _QUOTE.findall(text) if not is_said(each, said)}

    assert not wrong
    assert not is_said("Nút không có thật", said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_that_a_help_page_quotes_is_on_the_screen(lang: str) -> None:
    files = (ROOT / "resources" / "words" / lang).rglob("*.toml")
    said = tuple(one for each in files for one in texts(tomllib.loads(each.read_text("utf-8"))))
    pages = list((ROOT / "resources" / "help" / lang / "pages").glob("*.md"))
    for page in pages:
        text = page.read_text("utf-8")
        named = [*_QUOTE.findall(text), *re.findall(r"\*\*([^*\n]+…)\*\*", text)]
        assert not {each for each in named if not is_said(each, said)}, page.name
    assert len(pages) > 9


def test_every_refusal_that_the_guide_explains_is_really_said(said: tuple[str, ...]) -> None:
    section = GUIDE.read_text("utf-8").partition("## 13. ")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ((?!Câu bắt|---)[^|]+) \|[^|]+\| (\d+) \|$", section, re.M)

    assert len(rows) > 10
    for row, _ in rows:
        for begin in re.split(r", (?=Không|Chưa)", row):
            pattern = re.compile(".+?".join(map(re.escape, begin.split(_ELLIPSIS))).rstrip())
            assert any(pattern.match(each) for each in said), begin


def slug(heading: str) -> str:
    """Return the anchor that a heading gets where the documents are read."""
    bare = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", heading).lower())
    return bare.strip().replace(" ", "-")


@pytest.mark.parametrize(
    "page",
    [each for each in PAGES if each.suffix == ".md" and "help" not in each.parts],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_anchor_leads_to_a_heading(page: Path) -> None:
    text = page.read_text("utf-8")
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
        there = (page.parent / target) if target else page
        headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", there.read_text("utf-8")), re.M)
        assert anchor in {slug(each) for each in headings}, anchor


def test_the_examples_of_the_guide_are_what_the_program_prints() -> None:
    words, text = Words("vi"), GUIDE.read_text("utf-8")
    titles = dict(re.findall(r"^([A-Z]{2,3}-\d{3})  (.+)$", text, re.M))
    titles |= {check: title for title, check in re.findall(r"^ +\d+\. (.+) · (\S+) – ", text, re.M)}
    parts = re.search(r"\$ trucan selftest\n(.*?)```", text, re.S)

    assert len(titles) > 8
    for check, title in titles.items():
        assert words.say(f"checks.{check}.title") == title
    assert parts is not None
    told = tomllib.loads((WORDS / "cli" / "selftest.toml").read_text("utf-8"))
    names = set(told) - {"help", "passed", "failed"}
    assert set(parts[1].splitlines()) == {
        words.say("cli.selftest.passed", name=told[each]) for each in names
    }


def test_the_limits_in_the_guide_are_those_of_the_baseline() -> None:
    baseline = tomllib.loads((ROOT / "resources" / "baselines" / "default.toml").read_text("utf-8"))
    normal, peak = baseline["checks"], baseline["profiles"]["peak"]["checks"]
    rows = re.findall(
        r"^\| ([A-Z]{2,3}-\d{3}): [^|]+\| ([^|]+) \| ([^|]+) \|$", GUIDE.read_text("utf-8"), re.M
    )

    assert len(rows) > 5
    for check, usual, at_tet in rows:
        for told, limits in ((usual, normal[check]), (at_tet, peak[check])):
            days = {each for each in limits["params"].values() if isinstance(each, int)}
            assert {int(each) for each in re.findall(r"\d+", told)} == days, check


@pytest.mark.parametrize("page", ["docs/huong-dan.md", "CHANGELOG.md"])
def test_about_so_many_checks_there_are(page: str) -> None:
    tens = {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100}
    text = (ROOT / page).read_text("utf-8")
    found = re.search(r"Có hơn (\d+) mục kiểm tra|more than ([a-z ]+) checks", text)
    assert found is not None
    least = int(found[1]) if found[1] else tens[found[2]]
    assert least < len(catalogue()) <= least + 25


@pytest.mark.parametrize(
    "page",
    [each for each in PAGES if each.suffix == ".md" and "help" not in each.parts],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_file_of_the_sources_that_is_named_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:core|gui|tests|docs|resources|installer|benchmarks|\.ci)/[\w./*{},<>-]+)`",
        page.read_text("utf-8"),
    )
    for each in named:
        plain = re.sub(r"<[^>]+>", "*", each.replace("{vi,en}", "vi")).rstrip("/")
        assert list(ROOT.glob(plain)), each


def test_every_kind_of_document_and_every_topic_of_a_figure_stands_in_its_table() -> None:
    from benchmarks.__main__ import topics

    told = (ROOT / "docs" / "documents" / "README.md").read_text("utf-8")
    assert [kind for kind in forms() if f"`{kind}`" not in told] == []
    figures = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", figures, re.M))
    assert named == set(topics(Namespace(times=1)))


def test_the_page_of_packs_names_every_kind_and_its_checks() -> None:
    rows = dict(
        re.findall(
            r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+) \|$",
            (ROOT / "docs" / "packs.md").read_text("utf-8"),
            re.M,
        )
    )
    assert set(rows) == set(kinds())
    for pack_id, kind in kinds().items():
        serves = {each.id for each in catalogue().values() if kind.table in each.tables}
        assert set(re.findall(r"[A-Z]{2,3}-\d{3}", rows[pack_id])) == serves


def test_the_examples_of_the_page_of_packs_are_packs() -> None:
    text = (ROOT / "docs" / "packs.md").read_text("utf-8")
    head, *examples = (
        textwrap.dedent(each) for each in re.findall(r"^ *```toml\n(.*?)^ *```", text, re.M | re.S)
    )
    assert len(examples) == 3
    for each in examples:
        pack_id = next(key for key, mark in MARKS.items() if mark in each)
        whole = head.replace('id = "botnet"', f'id = "{pack_id}"') + each
        table = pack_of(whole.encode()).table
        assert kinds()[pack_id].size(table) > 0
        if isinstance(table, BotnetTable):
            assert not wrong_line(table)

"""The documents tell the truth."""

import re
import sys
from pathlib import Path

import pytest

from core.engine.explaining import catalogue_json
from core.engine.listing import listed
from core.words import LANGUAGES, Words

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_of_checks_is_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    monkeypatch.delitem(sys.modules, "make_checks", raising=False)
    from make_checks import page  # type: ignore[import-not-found]

    assert (ROOT / "docs" / "checks.md").read_text("utf-8") == page()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_checks_is_what_the_catalogue_holds(lang: str) -> None:
    assert listed(lang) == catalogue_json(Words(lang)), "python docs/make_checks.py"


def test_the_first_two_sh_blocks_of_the_readme_are_the_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)

    run, test = (block.splitlines() for block in blocks[:2])
    assert len(run) == len(test) == 1
    assert run[0].endswith("main.py start")
    assert test[0].endswith("python -m tests")


def test_a_number_names_one_decision() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]

    assert numbers == list(range(1, len(pages) + 1))
    for page, number in zip(pages, numbers, strict=True):
        assert page.read_text("utf-8").startswith(f"# {number}. "), page.name


def test_the_guide_for_maintainers_names_every_room() -> None:
    guide = (ROOT / "docs" / "maintaining.md").read_text("utf-8")
    for room in sorted((ROOT / "core").iterdir()):
        if not room.name.startswith("__"):
            assert re.search(rf"`core/{re.escape(room.name)}[`/]", guide), room.name


def test_the_guide_for_users_names_the_keys_of_every_page() -> None:
    from gui.pages import find_pages

    keys = (ROOT / "docs" / "huong-dan.md").read_text("utf-8").rpartition("\n## ")[2]
    for page in find_pages():
        assert page.shortcut in keys, page.key


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        *(f"docs/{name}" for name in ("maintaining.md", "huong-dan.md", "packs.md", "windows.md")),
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_no_dependency_is_without_a_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    for group in (project["dependencies"], *project["optional-dependencies"].values()):
        for each in group:
            name = re.match(r"[A-Za-z0-9-]+", each)
            assert name is not None
            assert name[0].removeprefix("types-").lower() in reasons.lower(), name[0]


def test_locks_pin_everything_and_name_no_index() -> None:
    for name in ("requirements.lock", "requirements-sign.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        for line in re.findall(r"^[a-z].*$", text, re.M):
            assert "==" in line
        assert text.count("--hash=sha256:") > text.count("==")


def test_who_signs_gets_what_everybody_gets() -> None:
    """The lock with the extra `sign` holds every pin of the ordinary one."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / name).read_text("utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-sign.lock")

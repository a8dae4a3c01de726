"""Write what is made from the catalogue: `python docs/make_checks.py`. A test keeps it true.

That is docs/checks.md for people, and in each language what the command `checks` prints.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.engine import listing  # noqa: E402 - found through the line above
from core.engine.explaining import all_cards, catalogue_json  # noqa: E402
from core.model.request import CheckCard  # noqa: E402
from core.words import LANGUAGES, Words  # noqa: E402


def page() -> str:
    """Return the page: a table of all checks, then why, limits and remedies of each."""
    vi, en = Words("vi"), Words("en")
    cards = all_cards()
    lines = [
        "# The checks",
        "",
        "Made by `python docs/make_checks.py` from the catalogue; do not edit.",
        "",
        "| id | tiếng Việt | English | systems | severity | depth |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| [{card.id}](#{card.id.lower()}) | {vi.say(f'checks.{card.id}.title')} "
        f"| {en.say(f'checks.{card.id}.title')} | {', '.join(card.os)} "
        f"| {card.severity} | {card.depth} |"
        for card in cards
    ]
    for card in cards:
        lines += _section(card, vi, en)
    return "\n".join(lines) + "\n"


def _section(card: CheckCard, vi: Words, en: Words) -> list[str]:
    lines = ["", f"## {card.id}", ""]
    for words in (vi, en):
        lines += [
            f"**{words.say(f'checks.{card.id}.title')}.** {words.say(f'checks.{card.id}.why')}",
            "",
        ]
    lines += ["| limit | type | default |", "|---|---|---|"]
    lines += [f"| `{each.name}` | {each.type} | `{each.default}` |" for each in card.params]
    return lines


if __name__ == "__main__":
    (ROOT / "docs" / "checks.md").write_text(page(), "utf-8")
    listing.FOLDER.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        (listing.FOLDER / f"{lang}.json").write_bytes(catalogue_json(Words(lang)))

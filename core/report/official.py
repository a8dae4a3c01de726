"""The official frame: the two-column head from the settings, recipients and signer by authority."""

from dataclasses import replace

from core.model.document import Addressees, Closing, DocumentHead, Signer
from core.model.moments import VIETNAM, from_text
from core.model.settings import Settings
from core.report.lines import dashed
from core.report.values import FOR_SOMEBODY, Authority, Layout
from core.words import Words, fold

DOTS = "…" * 10
SHORT_GAP, GAP = "\u00a0" * 6, "\u00a0" * 10
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_COMMITTEE, _COMMITTEE_SHORT = "uy ban nhan dan", "ubnd"


def is_committee(unit: str) -> bool:
    """Say whether a unit is a people's committee, by its name."""
    return fold(unit).startswith((_COMMITTEE, _COMMITTEE_SHORT))


def sign_of(unit: str) -> str:
    """Return what stands for the office in a number: `UBND`, or a gap to fill in."""
    return "UBND" if is_committee(unit) else GAP


def head_of(
    settings: Settings, unit: str, number: str, words: Words, layout: Layout | None = None
) -> DocumentHead:
    """Return the head of a document; what the settings leave open is dotted."""
    blank_day = words.say("report.date.blank", gap=SHORT_GAP)
    place = settings.locality or DOTS
    frame = layout or Layout()
    return DocumentHead(
        parent=_on_two_lines(settings.parent).upper(),
        office=_on_two_lines(unit).upper() or DOTS,
        number=number,
        place_and_date=words.say("report.inspection.place_and_date", place=place, day=blank_day),
        urgency=frame.urgency,
        internal_only=frame.internal_only,
    )


def low_head(head: DocumentHead) -> DocumentHead:
    """Return a head whose names stand on one line each: a landscape page has room for that."""
    parent, office = (" ".join(each.split()) for each in (head.parent, head.office))
    return replace(head, parent=parent, office=office)


def addressees_of(layout: Layout) -> tuple[Addressees, ...]:
    """Return the block `Kính gửi`, none where nobody is named."""
    return (Addressees(names=layout.addressees),) if layout.addressees else ()


def closing_of(layout: Layout, unit: str, words: Words) -> Closing:
    """Return recipients and signer; without recipients the custom: as above, file."""
    usual = [words.say("forms.official.as_above")] if layout.addressees else []
    names = layout.recipients or (*usual, words.say("forms.official.filed"))
    return Closing(
        recipients=dashed(tuple(names)),
        signer=Signer(role=role_of(layout, unit, words), name=layout.signer),
    )


def role_of(layout: Layout, unit: str, words: Words) -> str:
    """Return the lines above a signature, by authority.

    Source: Nghị định 30/2020/NĐ-CP, annex I, box 7a. `TM.` names the body, `KT.`, `TL.` and `TUQ.`
    the head in whose place somebody signs, then comes the signer's own post; `Q.` stands before
    that. A committee without other wishes is signed for by its chair.
    """

    def say(name: str) -> str:
        return words.say(f"forms.official.{name}")

    authority = layout.authority
    committee = is_committee(unit)
    if not authority and not layout.post and committee:
        authority = (Authority.TM,)
    post = layout.post or say("chair" if committee else "head")
    lines = []
    if Authority.TM in authority:
        lines.append(f"TM. {layout.on_behalf or say('committee')}")
    lines += [f"{each}. {layout.head}" for each in authority if each in FOR_SOMEBODY]
    lines.append(f"Q. {post}" if Authority.Q in authority else post)
    return "\n".join(lines).upper()


def long_day(text: str, words: Words) -> str:
    """Write the day of a moment as documents do: `ngày 05 tháng 01 năm 2027`."""
    local = from_text(text).astimezone(VIETNAM)
    return words.say(
        "report.date.long",
        day=f"{local.day:02}",
        month=words.steps("report.date.months")[local.month - 1],
        year=str(local.year),
    )


def clock(text: str, words: Words) -> str:
    """Write the time of a moment as documents do: `09 giờ 05 phút`."""
    local = from_text(text).astimezone(VIETNAM)
    return words.say("report.date.clock", hour=f"{local.hour:02}", minute=f"{local.minute:02}")


def long_moment(text: str, words: Words) -> str:
    """Write time and day as documents do."""
    return words.say("forms.moment", clock=clock(text, words), day=long_day(text, words))


def _on_two_lines(unit: str) -> str:
    """Break after `Ủy ban nhân dân`, as heads of documents do: the place gets its own line."""
    kind, place = unit[: len(_COMMITTEE)], unit[len(_COMMITTEE) :].strip()
    return f"{kind}\n{place}" if place and fold(kind) == _COMMITTEE else unit

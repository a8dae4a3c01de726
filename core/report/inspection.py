"""Biên bản kiểm tra máy tính: the record of one run, to be signed by both sides.

The fields are those of the form I of the domain study; number and day stay blank for the records
clerk. Layout follows Nghị định 30/2020/NĐ-CP and is the writers' business.
"""

from collections.abc import Iterator

from core.model.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    Share,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.result import Finding, Result, Severity
from core.model.run import Run, VerdictKind
from core.model.settings import Settings
from core.report.findings import remedies_of, title_of
from core.report.official import DOTS, GAP, ROMAN, SHORT_GAP, clock, head_of, long_day, sign_of
from core.report.private import of_run, of_settings
from core.words import Words, say_finding, say_next

KIND = "inspection"

_POINTS = "abcdđeghiklmnopqrstuvxy"
_DIGEST_HEAD = 12
_TO_DO = (Result.FAIL, Result.WARN)
_GRADED = (Result.FAIL, Result.WARN, Result.UNKNOWN)


def build(run: Run, settings: Settings, words: Words, data: bytes) -> Document:
    """Return the record of a run in the language of the words; `data` is its machine-readable form.

    What the settings leave open becomes a dotted line to fill in by hand. The document carries the
    moment the run ended, so that the same run gives the same document.
    """
    return _Inspection(run, settings, words).document(data)


class _Inspection:
    """The run, the settings and the words, so that each part need not be handed all three."""

    def __init__(self, run: Run, settings: Settings, words: Words) -> None:
        self._run = run
        self._settings = settings
        self._words = words
        self._name = run.asset.name or DOTS

    def document(self, data: bytes) -> Document:
        return Document(
            kind=KIND,
            lang=self._words.lang,
            title=self._say("title"),
            subject=self._say("subject", name=self._name),
            head=head_of(self._settings, self._unit(), self._number(), self._words),
            blocks=(*self._opening(), *self._parts(), self._signatures()),
            footer=self._footer(),
            date=self._run.ended,
            about=self._run.asset.name,
            data=data,
            private=(*of_run(self._run), *of_settings(self._settings)),
        )

    def _number(self) -> str:
        return self._say("number", gap=GAP, sign=sign_of(self._unit()))

    def _say(self, key: str, **args: str | int) -> str:
        return self._words.say(f"report.inspection.{key}", args)

    def _unit(self) -> str:
        return self._settings.unit or self._run.unit

    def _opening(self) -> Iterator[Block]:
        run, settings = self._run, self._settings
        yield Paragraph(text=self._say("basis_office", dots=DOTS * 2), style="basis")
        yield Paragraph(
            text=self._say(
                "basis_baseline",
                name=run.baseline.id,
                version=run.baseline.version,
                use=self._words.say(f"common.profile.{run.profile}"),
            ),
            style="basis",
        )
        place = self._place() or self._unit() or DOTS
        yield Paragraph(
            text=self._say(
                "opening",
                clock=clock(run.started, self._words),
                day=long_day(run.started, self._words),
                place=place,
                name=self._name,
            )
        )
        yield Paragraph(text=self._say("present"))
        yield Paragraph(text=self._say("checker", name=run.operator or DOTS, dots=DOTS))
        yield Paragraph(text=self._say("keeper", name=settings.keeper or DOTS, dots=DOTS))

    def _place(self) -> str:
        return self._settings.asset_place or self._run.asset.place

    def _parts(self) -> Iterator[Block]:
        parts = {
            "machine": self._machine,
            "results": self._results,
            "unread": self._unread,
            "todo": self._todo,
            "waived": self._waived,
            "conclusion": self._conclusion,
        }
        filled = [(name, blocks) for name, make in parts.items() if (blocks := tuple(make()))]
        for number, (name, blocks) in zip(ROMAN, filled, strict=False):
            yield Heading(text=f"{number}. {self._say(f'part.{name}').upper()}")
            yield from blocks

    def _machine(self) -> Iterator[Block]:
        run, settings = self._run, self._settings
        values = {
            "name": run.asset.name,
            "tag": settings.asset_tag or run.asset.tag,
            "unit": self._unit(),
            "place": self._place(),
            "keeper": settings.keeper,
            "maker": "",
            "hardware": "",
            "software": "",
            "addresses": "",
            "connection": "",
            "os": run.asset.os_name,
            "id": run.asset.id,
            "rights": _capitalised(self._words.say(f"common.rights.{run.rights}")),
        }
        if settings.state_secrets:
            values["secrets"] = self._say("machine.secrets_declared")
        yield TableBlock(
            caption=self._say("machine.caption"),
            columns=(
                Column(title=self._say("machine.item"), share=35),
                Column(title=self._say("machine.value"), share=65),
            ),
            rows=tuple(
                (self._say(f"machine.{name}"), value or DOTS) for name, value in values.items()
            ),
        )

    def _results(self) -> Iterator[Block]:
        run, words = self._run, self._words
        yield Paragraph(text=self._say("results.verdict", text=self._verdict()))
        answered, applicable = run.coverage.answered, run.coverage.applicable
        yield Paragraph(
            text=self._say(
                "results.coverage",
                text=words.say(
                    "common.coverage.sentence", answered=answered, applicable=applicable
                ),
                percent=str(100 * answered // applicable if applicable else 0),
                depth=self._say(f"depth.{run.depth}"),
            )
        )
        if run.selection.partial:
            yield Paragraph(text=self._say("results.partial"))
        if not run.findings:
            yield Paragraph(text=self._say("results.none"))
            return
        yield self._picture()
        yield self._table()

    def _picture(self) -> Picture:
        shares = tuple(
            Share(result=each, word=self._result_word(each), count=self._count(each))
            for each in Result
        )
        counted = ", ".join(f"{each.word} {each.count}" for each in shares if each.count)
        total = sum(each.count for each in shares)
        return Picture(text=self._say("results.picture", total=total, text=counted), shares=shares)

    def _table(self) -> TableBlock:
        columns = {"number": 11, "item": 31, "result": 26, "seen": 55, "advice": 42}
        return TableBlock(
            caption=self._say("results.caption"),
            columns=tuple(
                Column(
                    title=self._say(f"results.{name}"),
                    share=share,
                    align=Align.CENTRE if name in ("number", "result") else Align.LEFT,
                )
                for name, share in columns.items()
            ),
            rows=tuple(
                (str(number), *self._row(each)) for number, each in enumerate(self._run.findings, 1)
            ),
        )

    def _row(self, finding: Finding) -> tuple[str, str, str, str]:
        return (
            title_of(finding, self._words),
            self._graded(finding),
            self._seen(finding),
            self._advice(finding) or self._words.say("common.no_value"),
        )

    def _graded(self, finding: Finding) -> str:
        word = self._result_word(finding.result)
        if finding.result not in _GRADED:
            return word
        severity = self._words.say(f"common.severity_of.{finding.severity}")
        return f"{word}\n{severity}"

    def _advice(self, finding: Finding) -> str:
        if finding.result in _TO_DO:
            return say_next(self._words, finding)
        for waiver in self._run.waivers:
            if finding.result is Result.WAIVED and waiver.check == finding.check:
                return self._words.say("common.waived.until", date=waiver.until, name=waiver.who)
        return ""

    def _seen(self, finding: Finding) -> str:
        return say_finding(self._words, finding, self._run.ended)

    def _unread(self) -> Iterator[Block]:
        unread = [each for each in self._run.findings if each.result is Result.UNKNOWN]
        yield Paragraph(text=self._say("unread.some" if unread else "unread.none"))
        for number, each in enumerate(unread, 1):
            yield Paragraph(
                text=self._say(
                    "unread.line",
                    number=str(number),
                    title=title_of(each, self._words),
                    text=self._seen(each),
                )
            )

    def _todo(self) -> Iterator[Block]:
        todo = [each for each in self._run.findings if each.result in _TO_DO]
        if not todo:
            yield Paragraph(text=self._say("todo.none"))
        for number, each in enumerate(sorted(todo, key=_most_urgent_first), 1):
            yield Heading(
                text=self._say(
                    "todo.heading",
                    number=str(number),
                    title=title_of(each, self._words),
                    text=self._graded(each).replace("\n", ", ").lower(),
                ),
                level=2,
            )
            yield from self._remedies(each)

    def _remedies(self, finding: Finding) -> Iterator[Block]:
        advice = say_next(self._words, finding)
        if advice:
            yield Paragraph(text=advice)
        params = self._run.params.get(finding.check, {})
        for who, steps in remedies_of(finding, self._words, params).items():
            yield Paragraph(text=self._say(f"todo.who.{who}"))
            for letter, step in zip(_POINTS, steps, strict=False):
                yield Paragraph(text=self._say("todo.point", letter=letter, text=step))

    def _waived(self) -> Iterator[Block]:
        number = 0
        for each in self._run.findings:
            for waiver in self._run.waivers:
                if each.result is Result.WAIVED and waiver.check == each.check:
                    number += 1
                    yield Paragraph(
                        text=self._say(
                            "waived.line",
                            number=str(number),
                            title=title_of(each, self._words),
                            date=waiver.until,
                            name=waiver.who,
                            reason=waiver.why,
                        )
                    )

    def _conclusion(self) -> Iterator[Block]:
        verdict = self._verdict()
        yield Paragraph(text=self._say("conclusion.machine", name=self._name, text=verdict))
        for name in ("malware", "usb", "deadline"):
            yield Paragraph(text=self._say(f"conclusion.{name}", dots=DOTS * 2))
        yield Paragraph(text=self._say("conclusion.opinion", dots=DOTS * 2))
        yield Paragraph(text=self._say("conclusion.seal"))
        yield Paragraph(text=self._say("conclusion.copies", gap=SHORT_GAP))

    def _signatures(self) -> SignatureBlock:
        note = self._say("signer.note")
        names = {"checker": self._run.operator, "keeper": self._settings.keeper}
        return SignatureBlock(
            signers=tuple(
                Signer(role=self._say(f"signer.{who}"), note=note, name=name)
                for who, name in names.items()
            )
        )

    def _footer(self) -> str:
        run, unit = self._run, self._unit()
        return self._say(
            "footer.line",
            unit=self._say("footer.unit", unit=unit) if unit else "",
            title=self._say("footer.title"),
            name=self._name,
            run=run.id,
            at=self._words.moment(run.ended),
            baseline=run.baseline.id,
            version=run.baseline.version,
            digest=run.baseline.sha256[:_DIGEST_HEAD],
            release=run.app_version,
        )

    def _verdict(self) -> str:
        run = self._run
        return self._words.say(
            f"common.verdict_sentence.{run.verdict}",
            count=self._urgent() if run.verdict is VerdictKind.ACT_NOW else self._open(),
            answered=run.coverage.answered,
            applicable=run.coverage.applicable,
        )

    def _open(self) -> int:
        return sum(self._count(each) for each in _TO_DO)

    def _urgent(self) -> int:
        return sum(
            each.result is Result.FAIL and each.severity.rank >= Severity.HIGH.rank
            for each in self._run.findings
        )

    def _count(self, result: Result) -> int:
        return sum(each.result is result for each in self._run.findings)

    def _result_word(self, result: Result) -> str:
        return self._words.say(f"common.result.{result}")


def _most_urgent_first(finding: Finding) -> tuple[int, bool, str]:
    return (-finding.severity.rank, finding.result is not Result.FAIL, finding.check)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]

"""An office's own Word template: filled literally, never run, and refused when it could do more."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from bent_zips import longer_than_the_file

from core.house import House
from core.model.document import Document
from core.model.errors import KnownError
from core.report.own_template import fill

Make = Callable[..., Document]
Read = Callable[[bytes], str]


def template(*paragraphs: str, row: tuple[str, ...] = (), header: str = "") -> bytes:
    """Return a Word file with some paragraphs and one table of one row."""
    file = docx.Document()
    for each in paragraphs:
        file.add_paragraph(each)
    if row:
        cells = file.add_table(rows=1, cols=len(row)).rows[0].cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    if header:
        file.sections[0].header.paragraphs[0].text = header
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Return a Word file with parts changed or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name, old.read(name)))
        for name, added in changes.items():
            new.writestr(name, added)
    return held.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs if each.text]


def test_placeholders_become_text_and_rows_repeat(kind_of: Make) -> None:
    own = template(
        "[[office]] – [[ title ]]", "Gửi: [[recipient]]",
        row=("[[files.file]]", "[[files.sha256]]"), header="[[number]]",
    )  # fmt: skip
    filled = docx.Document(io.BytesIO(fill(own, kind_of("slip"), "slip.docx")))

    assert filled.paragraphs[0].text == "ỦY BAN NHÂN DÂN\nXÃ PHÚ MẪU – PHIẾU GỬI"
    assert filled.paragraphs[1].text == "Gửi: Công an tỉnh Mẫu Sơn"
    assert "/PG-UBND" in filled.sections[0].header.paragraphs[0].text
    cells = [[cell.text for cell in row.cells] for row in filled.tables[0].rows]
    assert [row[0] for row in cells] == ["bao-cao.pdf"]


def test_a_placeholder_torn_over_runs_is_found(kind_of: Make) -> None:
    file = docx.Document()
    line = file.add_paragraph()
    for piece in ("Kính: [", "[reci", "pient]", "] hết"):
        line.add_run(piece).bold = piece == "[reci"
    held = io.BytesIO()
    file.save(held)

    assert paragraphs(fill(held.getvalue(), kind_of("slip"), "x")) == [
        "Kính: Công an tỉnh Mẫu Sơn hết"
    ]


@pytest.mark.parametrize("kind", ["situation", "inspection", "incident", "breach"])
def test_the_body_goes_where_the_template_wants_it(
    kind_of: Make, kind: str, text_of_docx: Read
) -> None:
    document = kind_of(kind)
    filled = fill(template("Đầu", "[[body]]", "Cuối"), document, "x")
    texts = paragraphs(filled)

    assert texts[0] == "Đầu"
    assert texts[-1] == "Cuối"
    heading = next(each.text for each in document.blocks if type(each).__name__ == "Heading")
    assert heading in texts
    assert filled == fill(template("Đầu", "[[body]]", "Cuối"), document, "x")


def test_data_is_never_a_template(kind_of: Make) -> None:
    """What looks like a placeholder, Jinja or a field in data is printed as it stands."""
    hostile = '[[signer]] {{ 7*7 }} {% for x in y %} =HYPERLINK("x") <w:t>&</w:t>'
    document = kind_of("slip")
    said = tuple(
        replace(each, text=hostile) if each.key == "recipient" else each for each in document.said
    )
    (line,) = paragraphs(fill(template("[[recipient]]"), replace(document, said=said), "x"))

    assert line == hostile


@pytest.mark.parametrize("hostile", ["[[signer]]", "[[body]]", "[[nobody]]", "a\n[[title]]"])
def test_data_in_a_row_is_never_a_template(kind_of: Make, hostile: str) -> None:
    """Nor in a box within a paragraph: what was put in is not looked at a second time."""
    document = kind_of("slip")
    said = tuple(
        replace(each, text=hostile) if each.key in ("files[1].file", "recipient") else each
        for each in document.said
    )
    box = (
        b"<w:p><w:r><w:t>x</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>[[recipient]]"
        b"</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    own = with_text(box, plain=template(row=("[[files.file]]",)))
    filled = docx.Document(io.BytesIO(fill(own, replace(document, said=said), "x")))

    assert [row.cells[0].text for row in filled.tables[0].rows] == [hostile]
    texts = [each.text for each in filled.element.body.iter("{*}t") if each.text not in ("x", "")]
    assert "\n".join(texts) == f"{hostile}\n{hostile}"


def test_every_kind_of_header_and_footer_is_filled(kind_of: Make) -> None:
    """A letter has another header on its first page; none is made where there is none."""
    file = docx.Document()
    section = file.sections[0]
    section.different_first_page_header_footer = True
    file.settings.odd_and_even_pages_header_footer = True
    parts = (section.first_page_header, section.first_page_footer, section.even_page_footer)
    for each in parts:
        each.paragraphs[0].text = "[[title]]"
    held = io.BytesIO()
    file.save(held)
    with zipfile.ZipFile(io.BytesIO(fill(held.getvalue(), kind_of("slip"), "x"))) as made:
        names = [each for each in made.namelist() if re.match(r"word/(header|footer)", each)]
        texts = [made.read(each).decode() for each in names]

    assert len(texts) == 3
    assert all("PHIẾU GỬI" in each for each in texts)


@pytest.mark.parametrize(
    "change",
    [
        (b"<w:sectPr", b"<w:nothing", b"</w:sectPr", b"</w:nothing"),
        (b'w:w="12240"', b'w:w="wide"'),
        (b'w:left="1800"', b'w:left="1e9"'),
        (b"<w:cols", b'<w:headerReference w:type="default" r:id="rId99"/><w:cols'),
    ],
)
def test_a_template_that_the_library_stumbles_over_late(
    kind_of: Make, change: tuple[bytes, ...]
) -> None:
    pairs = tuple(zip(change[::2], change[1::2], strict=True))
    with pytest.raises(KnownError, match="template_unusable"):
        fill(changed("word/document.xml", *pairs), kind_of("slip"), "x")


def test_a_template_says_no_more_than_the_level_allows(house: House, tmp_path: Path) -> None:
    values = {
        "fields": {
            "document": "Báo cáo 12", "recipient": "Sở mẫu", "channel": "USB",
            "sent_at": "10:40 05/02/2027", "sender": "Nguyễn Thị Mẫu Kín",
        }
    }  # fmt: skip
    folder = house.home / "templates"
    folder.mkdir(parents=True)
    (folder / "slip.docx").write_bytes(template("MẪU RIÊNG", "[[sender]]", "[[body]]"))
    for level, known in (("full", True), ("public", False)):
        (file,) = house.reports.save(
            "latest", ["docx"], tmp_path / level, kind="slip", values=values, level=level
        )
        text = "\n".join(paragraphs(file.read_bytes()))
        assert text.startswith("MẪU RIÊNG")
        assert ("Nguyễn Thị Mẫu Kín" in text) is known
    sent = house.reports.send("latest", tmp_path / "gui", kind="slip", values=values)
    word = next(each for each in sent.files if each.suffix == ".docx")
    assert paragraphs(word.read_bytes())[0] == "MẪU RIÊNG"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House.open(tmp_path / "home", "vi")
    yield opened
    opened.close()


def test_an_unknown_placeholder_is_named(kind_of: Make) -> None:
    for text in ("[[recipeint]]", "[[files.colour]]"):
        own = template(row=(text,)) if "." in text else template(text)
        with pytest.raises(KnownError) as told:
            fill(own, kind_of("slip"), "slip.docx")
        assert told.value.key == "template_key"
        assert told.value.args_of_sentence["name"] in text


RELATION = (
    b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
)


def with_relation(kind: bytes, target: bytes) -> bytes:
    plain = template("[[title]]")
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(plain)) as parts:
        old = parts.read(name)
    return repacked(plain, {name: old.replace(b"</Relationships>", RELATION % (kind, target))})


def changed(
    name: str,
    *changes: tuple[bytes, bytes],
    last: Callable[[str], bytes] = str.encode,
    plain: bytes = b"",
) -> bytes:
    """Return a Word file with texts of a part exchanged; each was there."""
    plain = plain or template("[[title]]")
    with zipfile.ZipFile(io.BytesIO(plain)) as parts:
        part = parts.read(name)
    for old, new in changes:
        assert old in part
        part = part.replace(old, new)
    return repacked(plain, {name: last(part.decode())})


def with_text(
    inside: bytes,
    *changes: tuple[bytes, bytes],
    last: Callable[[str], bytes] = str.encode,
    plain: bytes = b"",
) -> bytes:
    put = (b"<w:body>", b"<w:body>" + inside)
    return changed("word/document.xml", put, *changes, last=last, plain=plain)


def with_relation_as(text: bytes) -> bytes:
    return changed(
        "word/_rels/document.xml.rels", (b"</Relationships>", text + b"</Relationships>")
    )


def with_text_part(inside: bytes) -> bytes:
    """Return the main part of a Word file with something in it."""
    with zipfile.ZipFile(io.BytesIO(with_text(inside))) as parts:
        return parts.read("word/document.xml")


def renamed(old: str, new: str) -> bytes:
    """Return a Word file in which a part has another name."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("x"))) as parts, zipfile.ZipFile(held, "w") as made:
        for name in parts.namelist():
            body = parts.read(name)
            if name.endswith((".xml", ".rels")):
                for text in (old, old.rpartition("/")[2]):
                    body = body.replace(text.encode(), text.replace(old[-3:], new[-3:]).encode())
            made.writestr(new if name == old else name, body)
    return held.getvalue()


def torn(content: bytes) -> bytes:
    """Return a file whose packed text is damaged, with its list of parts whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        at = parts.getinfo("word/document.xml").header_offset + 60
    return content[:at] + bytes(byte ^ 255 for byte in content[at : at + 40]) + content[at + 40 :]


def packed_otherwise() -> bytes:
    """Return a file whose parts no other reader of Word files unpacks, one of them damaged."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template("x"))) as parts,
        zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as made,
    ):
        for name in parts.namelist():
            made.writestr(name, parts.read(name))
    return torn(held.getvalue())


def field(*runs: bytes) -> bytes:
    """Return a paragraph with one field, its instruction in some runs."""
    said = b"".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % each for each in runs)
    begin, end = (
        b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % each for each in (b"begin", b"end")
    )
    return b"<w:p>%s%s%s</w:p>" % (begin, said, end)


FETCH = b'INCLUDEPICTURE "http://host/x.png"'
SIMPLE = b'<w:p><w:fldSimple w:instr="%s"/></w:p>' % FETCH.replace(b'"', b"&quot;")
IMAGE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
BRANCHES = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="none"><w:instrText>X</w:instrText></mc:Choice><mc:Fallback/>'
    b"</mc:AlternateContent>"
)


BAD: dict[str, Callable[[], bytes]] = {
    "no zip": lambda: b"%PDF-1.7",
    "empty": lambda: b"",
    "torn": lambda: template("[[title]]")[:900],
    "macro": lambda: repacked(template("x"), {"word/vbaProject.bin": b"\x00"}),
    "embedded": lambda: repacked(template("x"), {"word/embeddings/a.bin": b"\x00"}),
    "activex": lambda: repacked(template("x"), {"word/activeX/activeX1.xml": b"<a/>"}),
    "remote picture": lambda: with_relation(b"image", b"file://host/share/a.png"),
    "remote template": lambda: with_relation(b"attachedTemplate", b"http://host/x.dotm"),
    "dde": lambda: with_text(b"<w:p><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p>"),
    "include": lambda: with_text(
        b"<w:p><w:r><w:instrText> INCLUDETEXT x </w:instrText></w:r></w:p>"
    ),
    "outside in single quotes": lambda: with_relation_as(
        b"<Relationship Id='rIdX' Type='%s' Target='http://host/x' TargetMode='External'/>" % IMAGE
    ),
    "outside under a prefix": lambda: with_relation_as(
        b'<p:Relationship xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships" '
        b'Id="rIdX" Type="%s" Target="http://host/x" TargetMode="External"/>' % IMAGE
    ),
    "outside by a reference": lambda: with_relation_as(
        b'<Relationship Id="rIdX" Type="%s" Target="x" TargetMode="&#69;xternal"/>' % IMAGE
    ),
    "outside like a link": lambda: with_relation(b"image", b"http://host/relationships/hyperlink"),
    "a page inside": lambda: with_relation_as(
        b'<Relationship Id="rIdX" Type="%s" Target="a.htm"/>' % IMAGE.replace(b"image", b"aFChunk")
    ),
    "field in two runs": lambda: with_text(field(b"INCLUDE", FETCH.removeprefix(b"INCLUDE"))),
    "field by a reference": lambda: with_text(SIMPLE.replace(b"I", b"&#73;")),
    "field with a remark": lambda: with_text(field(b"INCL<!-- x -->UDEPICTURE x")),
    "field with another": lambda: with_text(
        field(b"INCLUDE", b"</w:instrText></w:r>" + field()[5:-6] + b"<w:r><w:instrText>TEXT x")
    ),
    "outside in small letters": lambda: with_relation_as(
        b'<Relationship Id="rIdX" Type="%s" Target="http://host/x" TargetMode="external"/>' % IMAGE
    ),
    "field in two branches": lambda: with_text(
        field(b"PAGE INCLUDE</w:instrText></w:r><w:r>" + BRANCHES + b"<w:instrText>PICTURE x")
    ),
    "field in a header that shouts": lambda: repacked(
        template("x"), {"word/OTHER.XML": with_text_part(field(b"INCLUDE", b"TEXT x"))}
    ),
    "link to a file": lambda: with_text(field(b" LINK Excel.Sheet.12 c:\\\\x.xlsx")),
    "query": lambda: with_text(field(b"data", b"base \\d c:\\x")),
    "old picture": lambda: with_text(
        b'<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
        b'src="http://host/x.png"/></w:pict></w:r></w:p>'
    ),
    "other letters": lambda: with_text(
        SIMPLE,
        (b"encoding='UTF-8'", b"encoding='UTF-16'"),
        last=lambda text: text.encode("utf-16"),
    ),
    "letters of seven bits": lambda: with_text(b"", (b"encoding='UTF-8'", b"encoding='UTF-7'")),
    "letters filled from a query": lambda: changed(
        "word/settings.xml",
        (
            b"</w:settings>",
            b'<w:mailMerge><w:query w:val="SELECT * FROM a"/></w:mailMerge></w:settings>',
        ),
    ),
    "a text called picture": lambda: renamed("word/document.xml", "word/document.png"),
    "macros by another name": lambda: changed(
        "[Content_Types].xml",
        (
            b"</Types>",
            b'<Override PartName="/a.bin" ContentType="application/vnd.ms-office.'
            b'vbaProject"/></Types>',
        ),
    ),
    "no XML": lambda: repacked(template("x"), {"word/settings.xml": b"<a>"}),
    "damaged inside": lambda: torn(template("x")),
    "goes on behind its end": longer_than_the_file,
    "packed otherwise": lambda: packed_otherwise(),
    "entity": lambda: repacked(
        template("x"),
        {"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'},
    ),
    "bomb": lambda: repacked(
        template("x"),
        {f"word/{n}.xml": b"<a>%s</a>" % (b"<b>%s</b>" % (b" " * 2**20) * 16) for n in range(6)},
    ),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_could_do_more_than_hold_text_is_refused(kind_of: Make, what: str) -> None:
    with pytest.raises(KnownError) as told:
        fill(BAD[what](), kind_of("slip"), "slip.docx")
    assert told.value.key == "template_unusable"
    assert told.value.args_of_sentence["file"] == "slip.docx"


def test_a_link_that_is_only_followed_when_pressed_may_stay(kind_of: Make) -> None:
    own = with_relation(b"hyperlink", b"https://phumau.example/")

    assert paragraphs(fill(own, kind_of("slip"), "x")) == ["PHIẾU GỬI"]


@pytest.mark.parametrize(
    "inside",
    [
        field(b" PAGE ", b" \\* MERGEFORMAT "),
        field(b" DATE \\@ dd/MM/yyyy "),
        field(b" HYPERLINK &quot;https://phumau.example/link/include&quot; "),
        b'<w:p><w:fldSimple w:instr=" NUMPAGES "/></w:p>',
        field(
            b" PAGEREF a",
            b"</w:instrText></w:r>" + field(b" REF link")[5:-6] + b"<w:r><w:instrText>",
        ),
    ],
)
def test_a_field_that_fetches_nothing_may_stay(kind_of: Make, inside: bytes) -> None:
    assert paragraphs(fill(with_text(inside), kind_of("slip"), "x"))[-1] == "PHIẾU GỬI"


@pytest.mark.system("libreoffice")
@pytest.mark.timeout(180)
def test_libreoffice_opens_what_was_filled(kind_of: Make, tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(fill(template("[[title]]", "[[body]]"), kind_of("situation"), "x"))
    done: Any = subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(path)],
        capture_output=True, text=True, timeout=170,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mau.pdf").stat().st_size > 5000

"""Whether a Word file can do nothing but hold text: no program in it, and nothing fetched.

It is judged as Word reads it, part by part and field by field, and not as its bytes happen to be
written. Source: ECMA-376, parts 1 (fields, relationships), 2 (packages) and 4 (VML).
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from core.model.errors import Exit, KnownError
from core.report.ooxml import Element
from core.torn import TORN

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How parts may be packed (ECMA-376, part 2, annex B)."""

MOST_UNPACKED, MOST_PARTS = 80 * 2**20, 2000

_ACTIVE_PARTS = re.compile(r"vbaproject|activex|/embeddings/|oleobject|/customui", re.IGNORECASE)
_ACTIVE_KINDS = re.compile(
    r"vbaproject|activex|oleobject|customui|macroenabled|attachedtemplate|afchunk", re.IGNORECASE
)
_ACTIVE_TEXT = re.compile(
    rb"<!DOCTYPE|<!ENTITY|DDEAUTO|\bDDE\b|INCLUDETEXT|INCLUDEPICTURE|attachedTemplate|oleObject",
    re.IGNORECASE,
)
_FETCHING_FIELD = re.compile(
    r"DDEAUTO|\bDDE\b|INCLUDETEXT|INCLUDEPICTURE|^\s*(?:LINK|IMPORT|INCLUDE|DATABASE|RD)\b",
    re.IGNORECASE,
)
_XML_NAMES = (".xml", ".rels")
_LINK = "/relationships/hyperlink"
_BRANCHES = ("{*}Choice", "{*}Fallback")
_OFFICE_HREF = "{urn:schemas-microsoft-com:office:office}href"


def demand_inert(template: bytes, name: str) -> None:
    """Refuse a file that could do anything, or that unpacks to too much.

    KnownError `template_unusable` names the part in its detail.
    """

    def refuse(detail: str) -> KnownError:
        return KnownError("template_unusable", Exit.BAD_INPUT, detail, file=name)

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
                raise refuse("unpacks to too much")
            for each in listed:
                if each.compress_type not in _PACKINGS:
                    raise refuse(f"{each.filename}: packed otherwise")
                if _ACTIVE_PARTS.search(each.filename):
                    raise refuse(each.filename)
                if each.filename.lower().endswith(_XML_NAMES):
                    _examine(parts.read(each), refuse, each.filename)
    except TORN as error:
        raise refuse(str(error)) from error


def _examine(content: bytes, refuse: Callable[[str], KnownError], name: str) -> None:
    from docx.oxml.parser import parse_xml

    if _ACTIVE_TEXT.search(content):
        raise refuse(name)
    try:
        root: Element = parse_xml(content)
    except (SyntaxError, ValueError) as error:
        raise refuse(f"{name}: {error}") from error
    form = root.getroottree().docinfo
    if form.doctype or (form.encoding or "utf-8").lower() != "utf-8":
        raise refuse(f"{name}: {form.encoding} {form.doctype}")
    for fault in _faults(root):
        raise refuse(f"{name}: {fault}")


def _faults(root: Element) -> Iterator[str]:
    for each in root.iter("{*}Relationship"):
        kind, is_outside = each.get("Type", ""), each.get("TargetMode", "Internal") != "Internal"
        if _ACTIVE_KINDS.search(kind) or (is_outside and not kind.endswith(_LINK)):
            yield f"{kind} {each.get('Target')}"
    for each in root.iter("{*}Override", "{*}Default"):
        yield from _odd_content(each)
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield "letters filled from a source of data"
    for each in root.iter("{urn:schemas-microsoft-com:vml}*"):
        if each.get("src") or each.get(_OFFICE_HREF):
            yield f"{each.tag} from elsewhere"
    for instruction in _instructions(root):
        if instruction is None or _FETCHING_FIELD.search(instruction):
            yield f"field {instruction}"


def _odd_content(declared: Element) -> Iterator[str]:
    """Name a kind of content that runs, or XML in a part that is not called so."""
    kind = declared.get("ContentType", "").lower().partition(";")[0].strip()
    name = declared.get("PartName") or f".{declared.get('Extension', '')}"
    is_hidden = kind.endswith("xml") and not name.lower().endswith(_XML_NAMES)
    if _ACTIVE_KINDS.search(kind) or (is_hidden and kind != "image/svg+xml"):
        yield f"{name} {kind}"


def _instructions(root: Element) -> Iterator[str | None]:
    """Give what each field says, whole, however many runs it was torn over.

    None for one that says something else to a reader who takes another branch of the file.
    """
    for each in root.iter("{*}fldSimple"):
        yield next((text for key, text in each.attrib.items() if key.endswith("}instr")), "")
    begun: list[tuple[Element, list[str]]] = [(None, [])]
    for each in root.iter("{*}fldChar", "{*}instrText"):
        branch = next(each.iterancestors(*_BRANCHES), None)
        if each.tag.endswith("}instrText"):
            within, texts = begun[-1]
            if branch is not within:
                yield None
            texts.append(each.xpath("string()"))
            continue
        turn = next((text for key, text in each.attrib.items() if key.endswith("}fldCharType")), "")
        if turn == "begin":
            begun.append((branch, []))
        elif turn == "end" and len(begun) > 1:
            yield "".join(begun.pop()[1])
    for _, texts in begun:
        yield "".join(texts)

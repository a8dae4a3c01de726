"""JSON: the machine-readable form of a document, byte for byte as it is attached to the PDF."""

import json
from dataclasses import asdict

from core.model.document import Document
from core.report.texts import cleaned

FORMAT = 1
"""Version of the JSON form of a document's tree."""


def write(document: Document) -> bytes:
    """Return the data of the document; where it carries none, its tree: every text as it stands.

    Cells stay as they are held (ISO days, digits), so that a program need not read sentences.
    """
    if document.data:
        return document.data
    document = cleaned(document)
    tree = {
        "format": FORMAT,
        "kind": document.kind,
        "lang": document.lang,
        "date": document.date,
        "title": document.title,
        "subject": document.subject,
        "head": asdict(document.head),
        "blocks": [{"block": type(each).__name__, **asdict(each)} for each in document.blocks],
        "footer": document.footer,
    }
    return json.dumps(tree, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"

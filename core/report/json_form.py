"""JSON: the machine-readable form of a document, byte for byte as it is attached to the PDF."""

from core.model.document import Document


def write(document: Document) -> bytes:
    """Return the data of the document; ValueError when it carries none."""
    if not document.data:
        raise ValueError(f"a document of kind {document.kind} without data")
    return document.data

"""What a document file is, by its first bytes."""

from __future__ import annotations

import re

from partners.intake.reading.file_kinds import PACKED_OR_PICTURE
from priorities.errors import UnreadableDocument

_OTHER: tuple[tuple[bytes, str], ...] = (
    *PACKED_OR_PICTURE,
    (b"\xd0\xcf\x11\xe0", "is a file of Office 97, or protected: save it as DOCX"),
    (b"{\\rtf", "is an RTF text: save it as DOCX or TXT"),
    (b"MIME-Version:", "is a web archive: save it as HTML or TXT"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|article|section|script|!--)\b",
    re.IGNORECASE,
)
_XML = re.compile(rb"<\?xml|<!doctype", re.IGNORECASE)
_SAMPLE = 4_096


def kind_of(name: str, content: bytes) -> str:
    """`pdf`, `docx`, `html` or `txt`. Raises `UnreadableDocument` for an empty file and for any
    other kind that its bytes tell.
    """
    if not content.strip():
        raise UnreadableDocument(name, "", "is empty")
    for start, reason in _OTHER:
        if content.startswith(start):
            raise UnreadableDocument(name, "", reason)
    # Some programs put a line before the mark of a PDF.
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK"):
        return "docx"
    plain = content[:_SAMPLE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if _MARKUP.match(plain) or (_XML.match(plain) and b"<html" in plain.lower()):
        return "html"
    if _XML.match(plain):
        raise UnreadableDocument(name, "line 1", "is an XML file: save it as HTML, DOCX or TXT")
    return "txt"

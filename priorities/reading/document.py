"""A document as it is read: its digest, paragraphs and sections."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from priorities.reading.files.text_of_file import read_file, text_of
from priorities.reading.paragraphs import WORK_REPORT, Paragraph, body
from priorities.reading.sections import Section, sections


@dataclass(frozen=True)
class Reading:
    """A document: the SHA-256 of its paragraphs, joined by line feeds in UTF-8, the paragraphs,
    and the section of each. `kind`: work-report, plan or other.
    """

    kind: str
    digest: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


def read(file: Path | bytes, kind: str = WORK_REPORT, *, name: str = "the document") -> Reading:
    """The reading of a TXT, HTML, DOCX or PDF file, or of its bytes, which `name` names.

    Raises `priorities.errors.UnreadableDocument`.
    """
    if isinstance(file, Path):
        return read_text(text_of(file.name, read_file(file)), kind)
    return read_text(text_of(name, file), kind)


def read_text(text: str, kind: str = WORK_REPORT) -> Reading:
    """The reading of a text."""
    paragraphs = body(text, kind)
    joined = "\n".join(one.text for one in paragraphs)
    digest = hashlib.sha256(joined.encode()).hexdigest()
    return Reading(kind, digest, paragraphs, sections(paragraphs, kind))

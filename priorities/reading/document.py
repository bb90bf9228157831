"""A document as it is read: its digest, paragraphs and sections."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

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


def read_text(text: str, kind: str = WORK_REPORT) -> Reading:
    """The reading of a text."""
    paragraphs = body(text, kind)
    joined = "\n".join(one.text for one in paragraphs)
    digest = hashlib.sha256(joined.encode()).hexdigest()
    return Reading(kind, digest, paragraphs, sections(paragraphs))

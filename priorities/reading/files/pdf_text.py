"""The text of a PDF file. The only module that knows the package pypdf."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from pypdf import PdfReader

from priorities.reading.files.faults import Unreadable, within

_MOST_PAGES = 500
_PAGE_NUMBER = re.compile(r"\s*[—–-]?\s*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*/\s*\d{1,4})?\s*[—–-]?\s*")
_ENDS = re.compile(r"[。！？：；.!?:;][”’」』）)]*$")
_OPENS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|\d{1,2}[.．、]|——|第[一二三四五六七八九十]+[章节]"
)
_FULL = 0.85  # a line of this share of the longest lines runs on


def pdf_text(content: bytes, most: int) -> str:
    """The text of a PDF file that holds text, a line a paragraph. Raises `Unreadable`."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unreadable("", "is protected by a password: save it without one")
        pages = len(reader.pages)
    except Unreadable:
        raise
    except Exception as fault:  # a broken file raises nearly anything
        raise Unreadable("", f"the PDF file is damaged: {fault}") from fault
    if pages > _MOST_PAGES:
        raise Unreadable("", f"has {pages} pages; {_MOST_PAGES} are the most")
    lines: list[str] = []
    length = 0
    for number in range(pages):
        text = _page_text(reader, number)
        length += len(text)
        within(length, most, f"page {number + 1}")
        lines += [line.strip() for line in text.splitlines()]
    if not any(lines):
        raise Unreadable("", "holds no text but pictures of it: recognise the text first")
    return "\n".join(_paragraphs(lines))


def _page_text(reader: PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except MemoryError:
        raise
    except Exception as fault:  # a broken page raises nearly anything
        raise Unreadable(f"page {number + 1}", f"the PDF file is damaged: {fault}") from fault


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of printed lines, without page numbers.

    A full line goes on in the next one, unless it ends a sentence and the next one opens with a
    number; a shorter line ends its paragraph.
    """
    kept = [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]
    lengths = sorted(map(len, kept))
    full = _FULL * lengths[len(lengths) * 9 // 10] if kept else 0
    paragraph = ""
    for line, following in zip(kept, [*kept[1:], ""], strict=True):
        paragraph += line
        opens = _ENDS.search(line) and _OPENS.match(following)
        if len(line) < full or opens or not following:
            yield paragraph
            paragraph = ""

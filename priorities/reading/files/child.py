"""`python -m priorities.reading.files.child KIND MOST < FILE > TEXT`: a text, within limits.

Ends with 0, or with 3 and a last line `["place", "reason"]` on stderr.
"""

from __future__ import annotations

import json
import resource
import sys

from partners.errors import FileFault
from priorities.reading.files.faults import Unreadable

_MEMORY = 1_000_000_000  # bytes
_CPU = 15  # seconds
_REFUSED = 3


def main(kind: str, most: int) -> int:
    """Write the text of stdin to stdout."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        text = _text(kind, content, most)
    except Unreadable as fault:
        return _refuse(fault.place, fault.reason)
    except FileFault as fault:
        # The guards of imports count rows; a row of a text is a line.
        return _refuse(f"line {fault.row}" if kind in ("txt", "html") else "", fault.reason)
    except (MemoryError, RecursionError):
        return _refuse("", "unpacks to too much, or is nested too deeply")
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def _text(kind: str, content: bytes, most: int) -> str:
    # Only the reader of the kind is imported: a process starts for each file.
    if kind == "pdf":
        from priorities.reading.files.pdf_text import pdf_text

        return pdf_text(content, most)
    if kind == "docx":
        from priorities.reading.files.docx_text import docx_text

        return docx_text(content, most)
    from priorities.reading.files.plain_text import html_text, plain_text

    return html_text(content, most) if kind == "html" else plain_text(content, most)


def _limit() -> None:
    """Bound the memory and the time of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(place: str, reason: str) -> int:
    sys.stderr.write(json.dumps([place, reason]) + "\n")
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))

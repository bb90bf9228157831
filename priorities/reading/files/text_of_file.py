"""The text of a document file: its kind by its bytes, its text by a process with limits."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

from partners.errors import FileFault, quoted
from partners.intake.reading.file_content import read_content
from partners.intake.reading.limits import Limits
from priorities.errors import UnreadableDocument
from priorities.reading.files.kinds import kind_of

MOST_BYTES = 20_000_000
MOST_TEXT = 500_000  # characters: the longest report has 100,000
_SECONDS = 20
_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "priorities.reading.files.child"


def read_file(path: Path) -> bytes:
    """All bytes of a document file. Raises `UnreadableDocument` for a folder, a device, a file
    that cannot be read or changes while it is read, and one of more than 20 MB.
    """
    try:
        return read_content(path, Limits(file_bytes=MOST_BYTES))
    except FileFault as fault:
        raise UnreadableDocument(path.name, "", fault.reason) from fault


def text_of(name: str, content: bytes) -> str:
    """The text of a file's bytes, a line for each of its paragraphs.

    Told by the bytes and not by the name. Raises `UnreadableDocument` with the file, the place in
    it where one is known, and the reason.
    """
    if len(content) > MOST_BYTES:
        reason = f"has {len(content)} bytes; {MOST_BYTES} are the most"
        raise UnreadableDocument(name, "", reason)
    kind = kind_of(name, content)
    text = _extracted(name, kind, content)
    if not re.search(r"\w", text):
        raise UnreadableDocument(name, "", "holds no text")
    return text


def _extracted(name: str, kind: str, content: bytes) -> str:
    """The text as a process with limits of memory and time finds it: a hostile file ends that
    process and not this one.
    """
    command = [sys.executable, "-m", _CHILD, kind, str(MOST_TEXT)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, cwd=_ROOT, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise UnreadableDocument(name, "", f"cannot be read in {_SECONDS} seconds") from fault
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    raise UnreadableDocument(name, *_reason(kind, done.returncode, done.stderr))


def _reason(kind: str, code: int, told: bytes) -> tuple[str, str]:
    """The place and the reason that a process gave, or what its end means."""
    if code == -signal.SIGXCPU:
        return "", f"cannot be read in {_SECONDS} seconds"
    try:
        place, reason = json.loads(told.decode("utf-8").splitlines()[-1])
    except (ValueError, IndexError):
        return "", f"cannot be read as {kind.upper()}: the file is damaged or too large to unpack"
    return str(place), quoted(str(reason)) if len(str(reason)) > 300 else str(reason)

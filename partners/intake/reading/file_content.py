"""The bytes of a regular file, bounded, as they were at one moment."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.limits import Limits


def read_content(path: Path, limits: Limits) -> bytes:
    """All bytes of a file. A link counts as the file that it leads to.

    Raises `FileFault` for a folder, a device or a pipe, for a file that cannot be read or is too
    large, and for one that changes while it is read.
    """
    name = path.name
    try:
        # Opened without waiting: a pipe would wait for its writer for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "its name holds a NUL"
        raise FileFault(name, 1, "", Message("cannot be read: {parser}", parser=reason)) from fault
    try:
        before = os.fstat(descriptor)
        _check(name, before, limits)
        with open(descriptor, "rb", closefd=False) as opened:
            content = opened.read(limits.file_bytes + 1)
        after = os.fstat(descriptor)
    except OSError as fault:
        reason = Message("cannot be read: {parser}", parser=fault.strerror)
        raise FileFault(name, 1, "", reason) from fault
    finally:
        os.close(descriptor)
    if len(content) != before.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise FileFault(name, 1, "", "was changed while it was read: import it again")
    return content


def _check(name: str, about: os.stat_result, limits: Limits) -> None:
    """Check the file that was opened, and not its name: the name may lead elsewhere by now."""
    if stat.S_ISDIR(about.st_mode):
        raise FileFault(name, 1, "", "is a folder: give a file")
    if not stat.S_ISREG(about.st_mode):
        raise FileFault(name, 1, "", "is a device or a pipe: give a file")
    if about.st_size > limits.file_bytes:
        reason = Message(
            "has {size} bytes; {most} are the most: split it",
            size=about.st_size,
            most=limits.file_bytes,
        )
        raise FileFault(name, 1, "", reason)

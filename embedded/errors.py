"""The errors of the embedded servers, with advice for known causes."""

# A part of a server's or the system's message, and the advice for it. The first match wins.
_ADVICE = (
    (
        "could not look up effective user ID",
        (
            "PostgreSQL needs a user with a name, and this user ID has no entry in /etc/passwd."
            " Run as a user that has one, or give DATABASE_URL and REDIS_URL."
        ),
    ),
    (
        "No space left on device",
        (
            "The disk that holds the state folder is full. Free some space,"
            " or name a folder on another disk in RONGHE_STATE."
        ),
    ),
    (
        "libz.so",
        "PostgreSQL needs the system's zlib. Install it (Debian: zlib1g, Fedora: zlib).",
    ),
    (
        "error while loading shared libraries",
        "A system library is missing. Install it, or give DATABASE_URL and REDIS_URL.",
    ),
    (
        "Library not loaded",
        "A system library is missing. Install it, or give DATABASE_URL and REDIS_URL.",
    ),
    (
        "Read-only file system",
        "The state folder is on a read-only disk. Name another folder in RONGHE_STATE.",
    ),
    (
        "Permission denied",
        "Name a folder in RONGHE_STATE that this user can write.",
    ),
)
_PORT_TAKEN = ("Address already in use", "Address in use")


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run; the message gives the cause and advice."""


class PortTakenError(EmbeddedError):
    """Another process listens on the port that was chosen for a server."""


def program_failure(action: str, output: str) -> EmbeddedError:
    """The error for a ``action`` that failed, from the output of the program."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    known_lines = [line for line in lines if any(words in line for words, _ in _ADVICE)]
    excerpt = " / ".join(known_lines[:1] or lines[-3:]) or "nothing was printed"
    if any(words in output for words in _PORT_TAKEN):
        return PortTakenError(f"{action}: its port is taken by another process ({excerpt}).")
    advice = next((advice for words, advice in _ADVICE if words in output), "")
    return EmbeddedError(f"{action}: {excerpt}. {advice}".strip())


def os_failure(action: str, error: OSError) -> EmbeddedError:
    """The error for a ``action`` that the system refused."""
    where = f" ({error.filename})" if error.filename else ""
    return program_failure(action, f"{error.strerror or error}{where}")

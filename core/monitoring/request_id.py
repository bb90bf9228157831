"""The id of the request that work is done for: of its own, or of the one that sent a task."""

import structlog


def current_request_id() -> str:
    """Return the id that is bound to the log lines of this thread, '' where none is."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))

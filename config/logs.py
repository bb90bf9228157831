"""Structured logs: one line an event, as JSON in production and as text in development.

Each line carries the bound context: `request_id` in a request, in the tasks that it sent, and in
the deliveries of their events; `task_id` in a task. The values of keys with the names of secrets
are replaced.
"""

import logging
import logging.config
import re
import sys
from types import TracebackType
from typing import Any

import structlog

_SECRET = re.compile(r"authorization|secret|password|api_?key|token", re.IGNORECASE)
# The token of a shared link, and the signature of a link that ends a digest, stand in the path of a
# request, and an API key may be sent there by mistake; what comes before them is no secret.
_TOKEN = re.compile(r"\b(rhs?_[0-9a-zA-Z]{1,12}_|unsubscribe/[0-9a-f-]{36}\.)[A-Za-z0-9_-]+")

# It holds what the caller sent, such as a `Host` of thousands of characters.
_LONGEST_REFUSAL = 300


def hide_secrets(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Replace the value of each key with the name of a secret."""
    return {key: "***" if _SECRET.search(key) else value for key, value in event.items()}


def hide_tokens(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Replace the secret part of each token or key in a text, be it a path or a traceback."""
    return {
        key: _TOKEN.sub(r"\1***", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def demote_refusals(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Make what Django says of a request that it refuses (a wrong `Host`, a form that is too large)
    a short warning: to Django each is an error with a traceback, by which anybody could fill the
    log and wake the operator.
    """
    if str(event.get("logger")).startswith("django.security."):
        event.pop("exc_info", None)
        event.update(level="warning", event=str(event["event"])[:_LONGEST_REFUSAL])
    return event


_HIDING = (hide_secrets, hide_tokens)


def configure(form: str, level: str) -> None:
    """Send structlog and the standard library's logging through one processor chain to stderr.

    `form` is `json` or `console`; `level` is a level name of the standard library.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        demote_refusals,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        *_HIDING,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        # Cached loggers do not see a later configuration: configure before the first line.
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_standard_logging(shared, last, level))
    # What Python itself writes to stderr becomes lines of the same form.
    logging.captureWarnings(True)
    if form == "json":
        sys.excepthook = _log_uncaught


def _standard_logging(
    shared: list[structlog.typing.Processor], last: structlog.typing.Processor, level: str
) -> dict[str, Any]:
    """The configuration by which lines of libraries pass the same processors."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    }
    return {
        "version": 1,
        # Modules that are imported before this call keep their loggers.
        "disable_existing_loggers": False,
        "formatters": {"chain": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chain"}},
        "root": {"handlers": ["stderr"], "level": level},
    }


def _log_uncaught(
    kind: type[BaseException], fault: BaseException, at: TracebackType | None
) -> None:
    """Log the error that ends the process; Ctrl-C stays what it is."""
    if issubclass(kind, Exception):
        structlog.get_logger(__name__).critical(
            "the process ends with an error", exc_info=(kind, fault, at)
        )
    else:
        sys.__excepthook__(kind, fault, at)

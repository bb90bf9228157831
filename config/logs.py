"""Structured logs: one line an event, as JSON in production and as text in development.

Each line carries the bound context: `request_id` in a request, `task_id` in a task. The values of
keys with the names of secrets are replaced.
"""

import logging
import logging.config
import re
from typing import Any

import structlog

_SECRET = re.compile(r"authorization|secret|password|api_?key|token", re.IGNORECASE)
# The token of a shared link, and the signature of a link that ends a digest, stand in the path of a
# request, and an API key may be sent there by mistake; what comes before them is no secret.
_TOKEN = re.compile(r"\b(rhs?_[0-9a-zA-Z]{1,12}_|unsubscribe/[0-9a-f-]{36}\.)[A-Za-z0-9_-]+")


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
    logging.config.dictConfig(
        {
            "version": 1,
            # Modules that are imported before this call keep their loggers.
            "disable_existing_loggers": False,
            "formatters": {
                "chain": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        last,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chain"}},
            "root": {"handlers": ["stderr"], "level": level},
        }
    )

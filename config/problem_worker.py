"""The worker of gunicorn, whose own refusals are problems too."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

import structlog
from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

_SLUGS = {LimitRequestLine: "address-too-long", LimitRequestHeaders: "header-too-large"}


class ProblemWorker(ThreadWorker):  # type: ignore[misc]  # Gunicorn is not typed
    """Refuses an address or a header that is too long with a problem document, in English: it was
    not read so far that its language were known.
    """

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        slug = _SLUGS.get(type(exc))
        if slug is None:
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("refused %s from %s", slug, addr[0] if addr else "")
        try:
            util.write_nonblock(client, _refusal(slug))
        except OSError:
            self.log.debug("the refusal could not be sent")


def _refusal(slug: str) -> bytes:
    # Gunicorn reads this file before Django is set up, which the documents need.
    from api.problems.problem_body import MEDIA_TYPE, problem_document
    from api.problems.problem_kinds import PROBLEM_KINDS

    # The thread still has the id of the request that it answered last.
    structlog.contextvars.clear_contextvars()
    kind = PROBLEM_KINDS[slug]
    body = json.dumps(problem_document(kind, kind.meaning)).encode()
    status = HTTPStatus(kind.status)
    headers = {
        "Date": format_datetime(datetime.now(UTC), usegmt=True),
        "Connection": "close",
        "Content-Type": MEDIA_TYPE,
        "Content-Language": "en",
        "Content-Length": len(body),
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body

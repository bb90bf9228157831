"""The body of a problem document (RFC 9457): the errors of a request, and what to do next."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.problems.problem_kinds import ProblemKind
from api.problems.refusals import ErrorDetail
from core.languages.messages import Message
from core.languages.translation import translated
from core.monitoring.request_id import current_request_id
from partners.errors import format_choices

MEDIA_TYPE = "application/problem+json"
# A body with many errors must not produce a response of many megabytes.
MAX_ERRORS = 20
_SUMMED_UP = 3
# Messages and pointers may quote the body, which may have 1 MB.
_LONGEST_DETAIL, _LONGEST_POINTER = 500, 200


def problem_document(
    kind: ProblemKind, detail: str, details: Sequence[ErrorDetail] = (), status: int = 0
) -> dict[str, Any]:
    """Return the members of a problem document: the first errors and the number of further ones.
    An empty `detail` is replaced by a summary of the errors. `request_id` also appears in the
    logs. The texts are in the active language.
    """
    # Slice first: the messages of omitted errors are then never built.
    errors = [error_as_json(one) for one in details[:MAX_ERRORS]]
    count = sum(one.times for one in details)
    return {
        "type": f"/problems/{kind.slug}",
        "title": translated(kind.title),
        "status": status or kind.status,
        "detail": translated(detail) or _summary(errors, count),
        "suggestion": translated(_suggestion(kind, errors)),
        "request_id": current_request_id(),
        "errors": errors,
        "more_errors": count - len(errors),
    }


def error_as_json(wrong: ErrorDetail) -> dict[str, Any]:
    """Return an error as problem documents list it: no text of it is longer than some hundred
    characters, whatever was sent.
    """
    where = (
        {"parameter": wrong.parameter}
        if wrong.parameter is not None
        else {"pointer": _shorten_pointer(wrong.pointer or "")}
    )
    detail = translated(str(wrong.detail))[:_LONGEST_DETAIL]
    return {**where, "detail": detail, "nearest": list(wrong.nearest)}


def _shorten_pointer(pointer: str) -> str:
    """Return the pointer; if it is very long, a prefix of it that ends at a "/"."""
    if len(pointer) <= _LONGEST_POINTER:
        return pointer
    return pointer[: _LONGEST_POINTER + 1].rpartition("/")[0]


def _suggestion(kind: ProblemKind, errors: Sequence[Mapping[str, Any]]) -> str:
    """Return what to do next: to use the nearest right values of the first error that has some,
    else what helps with all problems of the kind.
    """
    for one in errors:
        where = one.get("pointer") or one.get("parameter")
        if where and one["nearest"]:
            return Message(
                "Use {nearest} for {where}, and send the request again.",
                nearest=format_choices(one["nearest"][:_SUMMED_UP]),
                where=where,
            )
    return kind.suggestion


def _summary(errors: Sequence[Mapping[str, Any]], count: int) -> str:
    """Return the first of `count` errors as one sentence."""
    parts = []
    for one in errors[:_SUMMED_UP]:
        where = one.get("pointer") or one.get("parameter")
        part = Message("{where}: {detail}", where=where, detail=one["detail"])
        parts.append(translated(part) if where else one["detail"])
    more = count - len(parts)
    if more > 0:
        parts.append(translated(Message("and {more:,} more", more=more)))
    return translated(Message("; ")).join(parts)

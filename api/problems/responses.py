"""Problem documents (RFC 9457): the only place where exceptions become HTTP responses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import structlog
from django.core.exceptions import DisallowedHost
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import InternalError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views import defaults
from psycopg.errors import IdleInTransactionSessionTimeout
from rest_framework import exceptions
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from api.problems.problem_kinds import KIND_BY_STATUS, PROBLEM_KINDS, ProblemKind
from api.problems.refusals import ErrorCode, ErrorDetail, RequestRefused, join_pointer
from core.faults import DomainError, InvalidInput
from core.languages.messages import Message
from core.languages.translation import translated
from partners.errors import (
    ImportRefused,
    NameFault,
    PartnerRefused,
    RecordFault,
    SearchTimedOut,
    format_choices,
    quoted,
)
from partners.registry.records import ProfileRecord
from webhooks.errors import WebhookError

MEDIA_TYPE = "application/problem+json"
# A body with many errors must not produce a response of many megabytes.
MAX_ERRORS = 20
_SUMMED_UP = 3
# Messages and pointers may quote the body, which may have 1 MB.
_LONGEST_DETAIL, _LONGEST_POINTER = 500, 200
_JSON = ("application/json",)
_PROFILE = frozenset(part.name for part in fields(ProfileRecord))
log = structlog.get_logger(__name__)


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
        "request_id": structlog.contextvars.get_contextvars().get("request_id", ""),
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


def exception_handler(fault: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. Returns None for an unexpected exception: Django then logs it and
    responds with 500.
    """
    match fault:
        case InvalidInput():
            return _response(
                PROBLEM_KINDS[fault.code], "", [ErrorDetail.from_fault(one) for one in fault.faults]
            )
        case DomainError() | WebhookError() | ImportRefused() | SearchTimedOut():
            return _response(PROBLEM_KINDS[fault.code], str(fault))
        case NameFault() | PartnerRefused() | RecordFault():
            return _partner_response(fault)
        case RequestRefused():
            return _response(PROBLEM_KINDS[fault.slug], "", fault.details, fault.headers)
        case exceptions.ValidationError():
            slug = getattr(fault, "slug", "brief-not-understood")
            return _response(PROBLEM_KINDS[slug], "", list(flatten_errors(fault.detail)))
        case APIException():
            return _drf_response(fault, context)
        # The message is fixed: the exception may name a model, or a resource of another firm.
        case Http404():
            return _response(PROBLEM_KINDS["not-found"], "not found")
        case DjangoPermissionDenied():
            return _response(PROBLEM_KINDS["not-allowed"], "not allowed")
        case OperationalError() | InternalError(__cause__=IdleInTransactionSessionTimeout()):
            log.exception("the database is not available")
            return _response(
                PROBLEM_KINDS["unavailable"],
                "the database is not available",
                headers={"Retry-After": "5"},
            )
    return None


# Fields of records that stand elsewhere in the body of a request.
_RECORD_POINTERS = {"denied": "/deny", "key": "", "dataset": ""}


def _partner_response(fault: NameFault | PartnerRefused | RecordFault) -> Response:
    if isinstance(fault, RecordFault):
        part, _, member = fault.field.partition(".")
        pointer = _RECORD_POINTERS.get(part, f"/{part}")
        if part in _PROFILE:
            pointer = f"/profile/{part}"
        elif part == "evidence":
            pointer = f"/grounds/{member}"
        detail = Message("{value} {reason}", value=quoted(str(fault.value)), reason=fault.reason)
        return _response(
            PROBLEM_KINDS["partner-not-understood"], "", [ErrorDetail(detail, pointer=pointer)]
        )
    if isinstance(fault, NameFault):
        wrong = ErrorDetail.from_name_fault(fault, parameter="")
        return _response(PROBLEM_KINDS["name-not-known"], str(fault), [wrong])
    wrong = ErrorDetail(str(fault), fault.nearest, pointer=fault.pointer)
    return _response(PROBLEM_KINDS[fault.code], str(fault), [wrong])


def _drf_response(fault: APIException, context: Mapping[str, Any]) -> Response:
    kind = KIND_BY_STATUS.get(fault.status_code, PROBLEM_KINDS["refused"])
    headers = {}
    if challenge := getattr(fault, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(fault, "wait", None):
        headers["Retry-After"] = str(wait)
    details = list(_describe_drf_fault(fault, context))
    said = getattr(getattr(fault.detail, "code", None), "said", None) or str(fault.detail)
    detail = "" if details else said
    return _response(kind, detail, details, headers, fault.status_code)


def _describe_drf_fault(fault: APIException, context: Mapping[str, Any]) -> Iterator[ErrorDetail]:
    """Describe a refusal by DRF: its location and the accepted values."""
    headers = context["request"].headers
    match fault:
        case exceptions.MethodNotAllowed():
            allowed = tuple(sorted(context["view"].allowed_methods))
            method = context["request"].method
            detail = Message(
                "{method} is not allowed here; allowed: {allowed}",
                method=method,
                allowed=", ".join(allowed),
            )
            yield ErrorDetail(detail, allowed, parameter="")
        case exceptions.NotAcceptable():
            accepted = headers.get("Accept", "")[:60]
            available = getattr(context["view"], "media_types", _JSON)
            named = "JSON" if available == _JSON else ", ".join(available)
            detail = Message(
                "only {named} is available, not {accepted!r}", named=named, accepted=accepted
            )
            yield ErrorDetail(detail, available, parameter="Accept")
        case exceptions.UnsupportedMediaType():
            sent = headers.get("Content-Type", "")[:60]
            accepted = tuple(one.media_type for one in context["view"].parser_classes)
            named = "JSON" if accepted == _JSON else ", ".join(accepted)
            detail = Message("only {named} is accepted, not {sent!r}", named=named, sent=sent)
            yield ErrorDetail(detail, accepted, parameter="Content-Type")
        case exceptions.Throttled() if context["request"].auth:
            yield ErrorDetail("the rate limit of this key is exceeded", parameter="Authorization")
        case exceptions.Throttled():
            yield ErrorDetail("your address has sent too many of these requests", parameter="")
        case exceptions.NotAuthenticated():
            yield ErrorDetail("is missing: send Bearer KEY", parameter="Authorization")


def _response(
    kind: ProblemKind,
    detail: str,
    details: Sequence[ErrorDetail] = (),
    headers: Mapping[str, str] | None = None,
    status: int = 0,
) -> Response:
    return Response(
        problem_document(kind, detail, details, status),
        status=status or kind.status,
        headers={"Content-Language": get_language() or "en", **(headers or {})},
        content_type=MEDIA_TYPE,
    )


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


def flatten_errors(detail: Any, pointer: str = "") -> Iterator[ErrorDetail]:
    """Yield DRF's nested errors, each with its JSON Pointer."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from flatten_errors(
                inner, pointer if name == "non_field_errors" else join_pointer(pointer, name)
            )
    elif isinstance(detail, list):
        for inner in detail:
            yield from flatten_errors(inner, pointer)
    else:
        code = getattr(detail, "code", "")
        if isinstance(code, ErrorCode):
            yield ErrorDetail(
                code.said or str(detail), code.nearest, pointer=pointer, times=code.times
            )
        else:
            yield ErrorDetail(str(detail), pointer=pointer)


def _api_problem(request: HttpRequest, kind: ProblemKind, detail: str) -> HttpResponse | None:
    """Return the problem document for a request that reached no API view; None outside the API."""
    # The admin shares these handlers and needs HTML pages.
    if not request.path.startswith(("/v1", "/mcp")):
        return None
    # Asked of the request itself: some are refused before the middleware has read its language.
    with translation.override(translation.get_language_from_request(request)):
        response = JsonResponse(
            problem_document(kind, detail),
            status=kind.status,
            content_type=MEDIA_TYPE,
            headers={"Content-Language": get_language() or "en"},
        )
    patch_vary_headers(response, ("Accept-Language",))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400."""
    what = "the request cannot be understood"
    if isinstance(exception, DisallowedHost):
        what = "Host: this service does not serve that name"
    return _api_problem(request, PROBLEM_KINDS["refused"], what) or defaults.bad_request(
        request, exception
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404."""
    found = _api_problem(request, PROBLEM_KINDS["not-found"], "no resource has this address")
    return found or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500."""
    found = _api_problem(request, PROBLEM_KINDS["internal-error"], "the error is recorded")
    return found or defaults.server_error(request)


def problem_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the meaning of a problem `type` as plain text."""
    kind = PROBLEM_KINDS.get(slug)
    if kind is None:
        raise Http404
    texts = [translated(text) for text in (kind.title, kind.meaning, kind.suggestion)]
    return HttpResponse(
        "{} ({})\n\n{}\n\n{}\n".format(texts[0], kind.status, *texts[1:]), "text/plain"
    )

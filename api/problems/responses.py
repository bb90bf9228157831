"""The exception handler: the only place where exceptions of views become HTTP responses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import InternalError, OperationalError
from django.http import Http404
from django.utils.translation import get_language
from psycopg.errors import IdleInTransactionSessionTimeout
from rest_framework import exceptions
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from api.problems.problem_body import MEDIA_TYPE, problem_document
from api.problems.problem_kinds import KIND_BY_STATUS, PROBLEM_KINDS, ProblemKind
from api.problems.refusals import ErrorCode, ErrorDetail, RequestRefused, join_pointer
from core.faults import DomainError, InvalidInput
from core.languages.messages import Message
from core.sql.ended_connections import discard_ended_connections
from partners.errors import (
    ImportRefused,
    NameFault,
    PartnerRefused,
    RecordFault,
    SearchTimedOut,
    quoted,
)
from partners.registry.records import ProfileRecord
from webhooks.errors import WebhookError

# Seconds after which a request that met no database may be repeated.
RETRY_AFTER = "5"
_JSON = ("application/json",)
_PROFILE = frozenset(part.name for part in fields(ProfileRecord))
log = structlog.get_logger(__name__)


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
            return _response(PROBLEM_KINDS[fault.code], str(fault), headers=_retry_after(fault))
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
        case _ if is_database_away(fault):
            log.exception("the database is not available")
            discard_ended_connections()
            return _response(
                PROBLEM_KINDS["unavailable"],
                "the database is not available",
                headers={"Retry-After": RETRY_AFTER},
            )
    return None


def is_database_away(fault: BaseException | None) -> bool:
    """Whether the fault is of the database and not ours: the same request may succeed later."""
    match fault:
        case OperationalError() | InternalError(__cause__=IdleInTransactionSessionTimeout()):
            return True
    return False


def _retry_after(fault: Exception) -> Mapping[str, str]:
    seconds = getattr(fault, "retry_after", None)
    return {} if seconds is None else {"Retry-After": str(seconds)}


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

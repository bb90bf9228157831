"""Every refusal as `application/problem+json` (RFC 9457): the one place where HTTP is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import structlog
from django.core.exceptions import DisallowedHost
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from api.problems.problem_kinds import KINDS, OF_STATUS, Kind
from api.problems.refusals import ErrorDetail, Refused, near, step
from core.faults import DomainError, InvalidInput
from partners.errors import NameFault, PartnerRefused
from webhooks.errors import WebhookError

MEDIA_TYPE = "application/problem+json"
_TOLD = 3
_JSON = ("application/json",)
log = structlog.get_logger(__name__)


def body(
    kind: Kind, detail: str, details: Iterable[ErrorDetail] = (), status: int = 0
) -> dict[str, Any]:
    """The members of a problem. `request_id` is the one in our logs."""
    return {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": status or kind.status,
        "detail": detail,
        "request_id": structlog.contextvars.get_contextvars().get("request_id", ""),
        "errors": [_error(one) for one in details],
    }


def _error(wrong: ErrorDetail) -> dict[str, Any]:
    where = (
        {"parameter": wrong.parameter}
        if wrong.parameter is not None
        else {"pointer": wrong.pointer or ""}
    )
    return {**where, "detail": wrong.detail, "nearest": list(wrong.nearest)}


def answer(fault: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. None for a fault of ours: Django then logs it and answers 500."""
    match fault:
        case InvalidInput():
            details = [ErrorDetail.of(one) for one in fault.faults]
            return _response(KINDS[fault.code], _summary(details), details)
        case DomainError() | WebhookError():
            return _response(KINDS[fault.code], str(fault))
        case NameFault() | PartnerRefused():
            return _of_partners(fault)
        case Refused():
            return _response(
                KINDS[fault.slug], _summary(fault.details), fault.details, fault.headers
            )
        case exceptions.ValidationError():
            details = list(_flat(fault.detail))
            slug = getattr(fault, "slug", "brief-not-understood")
            return _response(KINDS[slug], _summary(details), details)
        case APIException():
            return _response_to(fault, context)
        case Http404():
            return _response(KINDS["not-found"], "nothing is here")
        case DjangoPermissionDenied():
            return _response(KINDS["not-allowed"], "not allowed")
        case OperationalError():
            log.exception("the database could not answer")
            return _response(
                KINDS["unavailable"], "the database cannot answer now", headers={"Retry-After": "5"}
            )
    return None


def _of_partners(fault: NameFault | PartnerRefused) -> Response:
    if isinstance(fault, NameFault):
        wrong = ErrorDetail(str(fault), near(fault), parameter="")
        return _response(KINDS["name-not-known"], str(fault), [wrong])
    wrong = ErrorDetail(str(fault), fault.nearest, pointer=fault.pointer)
    return _response(KINDS[fault.code], str(fault), [wrong])


def _response_to(fault: APIException, context: Mapping[str, Any]) -> Response:
    kind = OF_STATUS.get(fault.status_code, KINDS["refused"])
    headers = {}
    if challenge := getattr(fault, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(fault, "wait", None):
        headers["Retry-After"] = str(wait)
    details = list(_in_our_words(fault, context))
    detail = _summary(details) or str(fault.detail)
    return _response(kind, detail, details, headers, fault.status_code)


def _in_our_words(fault: APIException, context: Mapping[str, Any]) -> Iterator[ErrorDetail]:
    """What DRF itself refuses: where, and what would be taken."""
    headers = context["request"].headers
    match fault:
        case exceptions.MethodNotAllowed():
            allowed = tuple(sorted(context["view"].allowed_methods))
            method = context["request"].method
            detail = f"{method} is not taken here; what is: {', '.join(allowed)}"
            yield ErrorDetail(detail, allowed, parameter="")
        case exceptions.NotAcceptable():
            asked = headers.get("Accept", "")[:60]
            yield ErrorDetail(f"only JSON is sent, not {asked!r}", _JSON, parameter="Accept")
        case exceptions.UnsupportedMediaType():
            sent = headers.get("Content-Type", "")[:60]
            yield ErrorDetail(f"only JSON is read, not {sent!r}", _JSON, parameter="Content-Type")
        case exceptions.Throttled():
            yield ErrorDetail("this key has asked too often", parameter="Authorization")
        case exceptions.NotAuthenticated():
            yield ErrorDetail("is missing: say Bearer KEY", parameter="Authorization")


def _response(
    kind: Kind,
    detail: str,
    details: Iterable[ErrorDetail] = (),
    headers: Mapping[str, str] | None = None,
    status: int = 0,
) -> Response:
    return Response(
        body(kind, detail, details, status),
        status=status or kind.status,
        headers={"Content-Language": "en", **(headers or {})},
        content_type=MEDIA_TYPE,
    )


def _summary(details: Sequence[ErrorDetail]) -> str:
    """The first faults in one sentence: `errors` has them all."""
    said = [f"{one.where}: {one.detail}" if one.where else one.detail for one in details[:_TOLD]]
    more = len(details) - _TOLD
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def _flat(detail: Any, pointer: str = "") -> Iterator[ErrorDetail]:
    """DRF's nested errors, each with the JSON pointer to what it is about."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _flat(inner, pointer if name == "non_field_errors" else step(pointer, name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _flat(inner, pointer)
    else:
        code = getattr(detail, "code", "")
        yield ErrorDetail(str(detail), getattr(code, "nearest", ()), pointer=pointer)


def _outside(request: HttpRequest, kind: Kind, detail: str) -> HttpResponse | None:
    """The problem for what never reached a view of ours; None for pages that are not the API."""
    if not request.path.startswith("/v1"):
        return None
    return JsonResponse(
        body(kind, detail),
        status=kind.status,
        content_type=MEDIA_TYPE,
        headers={"Content-Language": "en"},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400."""
    what = "the request is not one that can be understood"
    if isinstance(exception, DisallowedHost):
        what = "Host: this service does not answer to that name"
    return _outside(request, KINDS["refused"], what) or defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404."""
    found = _outside(request, KINDS["not-found"], "no resource has this address")
    return found or defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500."""
    found = _outside(request, KINDS["internal-error"], "the fault is recorded")
    return found or defaults.server_error(request)


def meaning(request: HttpRequest, slug: str) -> HttpResponse:
    """What a `type` leads to: the kind in two sentences."""
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    return HttpResponse(f"{kind.title} ({kind.status})\n\n{kind.means}\n", "text/plain")

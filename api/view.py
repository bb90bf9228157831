"""The base view of the API: authentication, strict parameters, one error language, no caching."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import translation
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests.authentication import MayReadOrWrite
from api.requests.deprecation import Deprecated
from api.requests.pagination import KeysetPagination
from api.requests.strict_json import StrictJSONParser
from core.languages.messages import Message
from partners.names.nearest import nearest_names

# Parameters that similar operations call by another name: data of cities are filtered by `place`,
# data that only provinces have by `province`.
_ALIKE = {"province": "place", "city": "place", "place": "province"}


class ApiView(APIView):
    """A view of the API. It answers the methods that it defines, and refuses every query parameter
    that `describe_operation` does not describe. `page_by` names the columns that sort a page; the
    last one must be unique. `deprecated` is set where the view will go away.
    """

    permission_classes: Sequence[type[BasePermission]] = (MayReadOrWrite,)
    parser_classes: Sequence[type[BaseParser]] = (StrictJSONParser,)
    http_method_names: Sequence[str] = ("get", "post", "put", "patch", "delete", "head")
    # Parameters that may be given more than once.
    repeatable: ClassVar[Collection[str]] = ()
    page_by: ClassVar[Sequence[str]] = ("pk",)
    cache_control = "private, no-store"
    # DRF then chooses only the form of problems: the view chooses that of its own answers.
    renders_itself: ClassVar[bool] = False
    deprecated: ClassVar[Deprecated | None] = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # What a request stores is in English, whoever sends it; answers choose their language
        # themselves.
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Response:
        """Return the refusal, in the language of the caller."""
        with in_language_of(self.request):
            return super().handle_exception(exc)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # The middleware repeats the headers of the rate limit on the answer to an unexpected error.
        request._request.rate_headers = self.headers  # type: ignore[attr-defined]
        super().initial(request, *args, **kwargs)
        # DRF serves HEAD by the handler of GET, so both take the same parameters.
        method = "GET" if request.method == "HEAD" else request.method or ""
        if method not in self.allowed_methods:
            raise MethodNotAllowed(method)
        known = getattr(getattr(self, method.lower()), "query_parameters", ())
        _refuse_unknown(request, known, self.repeatable)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, force=force or self.renders_itself)

    def check_permissions(self, request: Request) -> None:
        # Before the permissions: a request that a scope refuses counts too, and is told the rest.
        super().check_throttles(request)
        super().check_permissions(request)

    def check_throttles(self, request: Request) -> None:
        """Do nothing: `check_permissions` has counted the request."""

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        # A response belongs to one firm, so no shared cache may store it.
        final.headers.setdefault("Cache-Control", self.cache_control)
        final.headers.setdefault(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"
        )
        for name, value in self.deprecated.headers().items() if self.deprecated else ():
            final.headers[name] = value
        return final

    def page(
        self,
        rows: QuerySet[Any],
        out: type[BaseSerializer[Any]],
        context: Mapping[str, Any] | None = None,
    ) -> Response:
        """Return the requested page of the rows, serialized by `out`."""
        pages = KeysetPagination()
        found = pages.paginate_queryset(rows, self.request, self)
        return pages.get_paginated_response(out(found, many=True, context=dict(context or {})).data)

    def rendered_page(
        self, rows: QuerySet[Any], render: Callable[[Any], dict[str, Any]]
    ) -> Response:
        """Return the requested page of the rows, each as `render` gives it."""
        pages = KeysetPagination()
        found = pages.paginate_queryset(rows, self.request, self)
        return pages.get_paginated_response([render(row) for row in found])


def language_of(request: Request) -> str:
    """Return `zh` or `en`, whichever Accept-Language prefers."""
    code: str = getattr(request, "LANGUAGE_CODE", "en")
    return "zh" if code.startswith("zh") else "en"


def in_language_of(request: Request) -> AbstractContextManager[None]:
    """Let stored sentences be told in the language that Accept-Language prefers."""
    return translation.override("zh-hans" if language_of(request) == "zh" else "en")


def _refuse_unknown(
    request: Request, query_parameters: Sequence[str], repeatable: Collection[str]
) -> None:
    details = []
    for name, values in request.query_params.lists():
        if name not in query_parameters:
            known = (
                Message(
                    "; its parameters are: {query_parameters}",
                    query_parameters=", ".join(query_parameters),
                )
                if query_parameters
                else ""
            )
            detail = Message(
                "this address has no parameter {name!r}{known}", name=name[:60], known=known
            )
            near = nearest_names(
                name,
                query_parameters,
                otherwise=nearest_names(_ALIKE.get(name, ""), query_parameters),
            )
            details.append(ErrorDetail(detail, near, parameter=name[:60]))
        elif len(values) > 1 and name not in repeatable:
            details.append(
                ErrorDetail(Message("{name} is given more than once", name=name), parameter=name)
            )
        elif any("\0" in value for value in values):
            details.append(
                ErrorDetail(Message("{name} holds a NUL character", name=name), parameter=name)
            )
    if details:
        raise QueryRefused(details)

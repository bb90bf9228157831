"""What every view of the API shares: the key, strict parameters, one language, no caching."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from api.auth import MayAsk
from api.faults import QueryRefused, Wrong
from api.pagination import ByKey
from api.strict_json import StrictJSON
from partners.vocabulary import nearest

# What holds in cities too is asked for by place, what only provinces have by province.
_ALIKE = {"province": "place", "city": "place", "place": "province"}


class Edge(APIView):
    """A view of the API. `takes` are the query parameters of each method: others are refused."""

    permission_classes: Sequence[type[BasePermission]] = (MayAsk,)
    parser_classes = (StrictJSON,)
    http_method_names: Sequence[str] = ("get", "head", "post", "put")
    takes: ClassVar[Mapping[str, Sequence[OpenApiParameter]]] = {}
    page_by: ClassVar[Sequence[str]] = ("pk",)
    cache_control = "private, no-store"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Refusals are in English throughout; answers choose their language themselves.
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else request.method or ""
        _refuse_unknown(request, [parameter.name for parameter in self.takes.get(method, ())])

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final.headers.setdefault("Cache-Control", self.cache_control)
        final.headers.setdefault(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"
        )
        return final

    def page(
        self,
        rows: QuerySet[Any],
        out: type[BaseSerializer[Any]],
        context: Mapping[str, Any] | None = None,
    ) -> Response:
        """The page of the rows that the request asks for."""
        pages = ByKey()
        found = pages.paginate_queryset(rows, self.request, self)
        return pages.get_paginated_response(out(found, many=True, context=dict(context or {})).data)


def language_of(request: Request) -> str:
    """`zh` or `en`: what Accept-Language likes best of the two."""
    code: str = getattr(request, "LANGUAGE_CODE", "en")
    return "zh" if code.startswith("zh") else "en"


def _refuse_unknown(request: Request, takes: Sequence[str]) -> None:
    wrongs = []
    for name, values in request.query_params.lists():
        if name not in takes:
            known = f"; these are: {', '.join(takes)}" if takes else ""
            detail = f"no parameter of this address is called {name[:60]!r}{known}"
            near = nearest(name, takes, otherwise=nearest(_ALIKE.get(name, ""), takes))
            wrongs.append(Wrong(detail, near, parameter=name[:60]))
        elif len(values) > 1:
            wrongs.append(Wrong(f"{name} is given more than once", parameter=name))
        elif "\0" in values[0]:
            wrongs.append(Wrong(f"{name} holds a NUL character", parameter=name))
    if wrongs:
        raise QueryRefused(wrongs)

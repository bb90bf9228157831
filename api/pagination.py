"""Pages by the key of the last row: rows that come or go meanwhile shift nothing."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q
from drf_spectacular.utils import OpenApiParameter
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.faults import QueryRefused, Wrong

USUAL = 50
MOST = 100
PARAMETERS = (
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        description="Rows a page.",
    ),
    OpenApiParameter("cursor", str, description="Where the page starts, from a `next` link."),
)


class ByKey(BasePagination):
    """A page of a queryset in a total order by its own columns. The view's `page_by` names the
    columns as `order_by` does; the last must be unique.
    """

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of the page asked for. Raises `QueryRefused`."""
        self.request = request
        keys: Sequence[str] = getattr(view, "page_by", ("pk",))
        limit = _limit(request)
        if text := request.query_params.get("cursor"):
            queryset = queryset.filter(_after(keys, _values(queryset.model, keys, text)))
        rows = list(queryset.order_by(*keys)[: limit + 1])
        self.next = _cursor(rows[limit - 1], keys) if len(rows) > limit else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self._next_link()})

    def _next_link(self) -> str | None:
        if self.next is None:
            return None
        asked = {**self.request.query_params.dict(), "cursor": self.next}
        # A path, not a host: it is right behind any proxy.
        return f"{self.request.path}?{urlencode(asked)}"


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(USUAL))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise QueryRefused([Wrong(f"limit is a number from 1 to {MOST}", parameter="limit")])
    return int(text)


def _cursor(row: Model, keys: Sequence[str]) -> str:
    values = [getattr(row, key.lstrip("-")) for key in keys]
    text = json.dumps(values, cls=_Exact, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class _Exact(DjangoJSONEncoder):
    """Django's encoder cuts times to milliseconds, which would show a row twice."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _values(model: type[Model], keys: Sequence[str], text: str) -> list[Any]:
    fields = [
        model._meta.pk if key == "pk" else model._meta.get_field(key)
        for key in (key.lstrip("-") for key in keys)
    ]
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or None in values:
            raise ValueError("no list of values")
        found = [
            field.to_python(value)  # type: ignore[union-attr]
            for field, value in zip(fields, values, strict=True)
        ]
    except (ValueError, TypeError, RecursionError, binascii.Error, ValidationError):
        found = []
    if not found or any("\0" in str(value) for value in found):
        wrong = Wrong("no page starts there: take the cursor from a next link", parameter="cursor")
        raise QueryRefused([wrong])
    return found


def _after(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after the values in the order of the keys."""
    after = Q()
    for key, value in reversed(list(zip(keys, values, strict=True))):
        name = key.lstrip("-")
        beyond = Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        after = beyond | (Q(**{name: value}) & after) if after else beyond
    return after

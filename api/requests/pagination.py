"""Pages by the key of the last row: rows that come or go meanwhile shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
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

from api.problems.refusals import ErrorDetail, QueryRefused

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
        limit = page_size(request)
        if text := request.query_params.get("cursor"):
            queryset = queryset.filter(_after(keys, _values(queryset.model, keys, text)))
        rows = list(queryset.order_by(*keys)[: limit + 1])
        self.next = _cursor(_key(rows[limit - 1], keys)) if len(rows) > limit else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": _link(self.request, self.next)})


class ByMark:
    """A page of computed rows in the order of their marks. `reads` turns each value of a mark,
    as JSON holds it, back into what it was. Raises `QueryRefused`.
    """

    def __init__(self, request: Request, reads: Sequence[Callable[[Any], Any]]) -> None:
        self.request = request
        self.limit = page_size(request)
        text = request.query_params.get("cursor")
        self.after = tuple(_read(text, reads)) if text else None

    def page(self, rows: Sequence[Any], mark: Callable[[Any], Sequence[Any]]) -> dict[str, Any]:
        """The page of the rows after `after`, of which one more than `limit` may be given."""
        shown = rows[: self.limit]
        cursor = _cursor(mark(shown[-1])) if len(rows) > self.limit else None
        return {"results": shown, "next": _link(self.request, cursor)}


def whole(value: Any) -> int:
    """A whole number that a database keeps; ValueError for any other value."""
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError("no whole number")
    return value


def _link(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = {**request.query_params.dict(), "cursor": cursor}
    # A path, not a host: it is right behind any proxy.
    return f"{request.path}?{urlencode(asked)}"


def page_size(request: Request) -> int:
    text = request.query_params.get("limit", str(USUAL))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise QueryRefused([ErrorDetail(f"limit is a number from 1 to {MOST}", parameter="limit")])
    return int(text)


def _key(row: Model, keys: Sequence[str]) -> list[Any]:
    return [getattr(row, key.lstrip("-")) for key in keys]


def _cursor(values: Sequence[Any]) -> str:
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
    return _read(text, [field.to_python for field in fields])  # type: ignore[union-attr]


def _read(text: str, reads: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """The values that a cursor holds. Raises `QueryRefused`."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or None in values:
            raise ValueError("no list of values")
        found = [read(value) for read, value in zip(reads, values, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error, ValidationError):
        found = []
    if not found or any("\0" in str(value) for value in found):
        wrong = ErrorDetail(
            "no page starts there: take the cursor from a next link", parameter="cursor"
        )
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

"""Pages by the key of the last row: rows that come or go meanwhile shift nothing."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q
from drf_spectacular.utils import OpenApiParameter
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.problems.refusals import ErrorDetail, QueryRefused

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
PARAMETERS = (
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        description="Rows a page.",
    ),
    OpenApiParameter("cursor", str, description="Where the page starts, from a `next` link."),
)


class KeysetPagination(BasePagination):
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
            values = _decode_cursor(request, text, _column_parsers(queryset.model, keys))
            queryset = queryset.filter(_after(keys, values))
        rows = list(queryset.order_by(*keys)[: limit + 1])
        more = len(rows) > limit
        self.next = _encode_cursor(request, _key(rows[limit - 1], keys)) if more else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": _link(self.request, self.next)})


class ComputedKeysetPagination:
    """A page of computed rows in the order of their marks. `parsers` turns each value of a mark,
    as JSON holds it, back into what it was. Raises `QueryRefused`.
    """

    def __init__(self, request: Request, parsers: Sequence[Callable[[Any], Any]]) -> None:
        self.request = request
        self.limit = page_size(request)
        text = request.query_params.get("cursor")
        self.after = tuple(_decode_cursor(request, text, parsers)) if text else None

    def page(self, rows: Sequence[Any], sort_key: Callable[[Any], Sequence[Any]]) -> dict[str, Any]:
        """The page of the rows after `after`, of which one more than `limit` may be given."""
        shown = rows[: self.limit]
        more = len(rows) > self.limit
        cursor = _encode_cursor(self.request, sort_key(shown[-1])) if more else None
        return {"results": shown, "next": _link(self.request, cursor)}


def _link(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = {**request.query_params.dict(), "cursor": cursor}
    # A path, not a host: it is right behind any proxy.
    return f"{request.path}?{urlencode(asked)}"


def page_size(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT_PAGE_SIZE))
    if not (
        text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGE_SIZE
    ):
        raise QueryRefused(
            [ErrorDetail(f"limit is a number from 1 to {MAX_PAGE_SIZE}", parameter="limit")]
        )
    return int(text)


def _key(row: Model, keys: Sequence[str]) -> list[Any]:
    return [getattr(row, key.lstrip("-")) for key in keys]


def _signer(request: Request) -> Signer:
    """Signs the cursors of one address. What we did not sign holds whatever its sender likes; what
    we signed holds values that the database gave us, so it takes them back.
    """
    return Signer(salt=f"cursor of {request.path}", sep=".")


def _encode_cursor(request: Request, values: Sequence[Any]) -> str:
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return _signer(request).sign_object(plain)


def _column_parsers(model: type[Model], keys: Sequence[str]) -> list[Callable[[Any], Any]]:
    """What turns each value of a cursor back into a column's."""
    names = [key.lstrip("-") for key in keys]
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    return [field.to_python for field in fields]  # type: ignore[union-attr]


def _decode_cursor(
    request: Request, text: str, parsers: Sequence[Callable[[Any], Any]]
) -> list[Any]:
    """The values that a cursor holds. Raises `QueryRefused`."""
    try:
        values = _signer(request).unsign_object(text)
        return [read(value) for read, value in zip(parsers, values, strict=True)]
    # A cursor from before this list had another order bears our signature, too.
    except (BadSignature, ValueError, TypeError, ValidationError):
        wrong = ErrorDetail(
            "no page starts there: take the cursor from a next link", parameter="cursor"
        )
        raise QueryRefused([wrong]) from None


def _after(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after the values in the order of the keys."""
    after = Q()
    for key, value in reversed(list(zip(keys, values, strict=True))):
        name = key.lstrip("-")
        beyond = Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        after = beyond | (Q(**{name: value}) & after) if after else beyond
    return after

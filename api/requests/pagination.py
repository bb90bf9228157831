"""Keyset pagination: rows that are added or deleted between two requests shift no page."""

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
from core.languages.messages import Message

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
PARAMETERS = (
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        description="Rows per page.",
    ),
    OpenApiParameter("cursor", str, description="Start of the page, taken from a `next` link."),
)


class KeysetPagination(BasePagination):
    """Pages of a queryset in a total order by its own columns. The view's `page_by` names the
    columns as `order_by` does; the last one must be unique.
    """

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Return the rows of the requested page. Raises `QueryRefused`."""
        self.request = request
        keys: Sequence[str] = getattr(view, "page_by", ("pk",))
        limit = page_size(request)
        if text := request.query_params.get("cursor"):
            values = _decode_cursor(request, text, _column_parsers(queryset.model, keys))
            queryset = queryset.filter(_after(keys, values))
        # One row more than the page shows whether another page follows, without a COUNT.
        rows = list(queryset.order_by(*keys)[: limit + 1])
        more = len(rows) > limit
        self.next = _encode_cursor(request, _key(rows[limit - 1], keys)) if more else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": _link(self.request, self.next)})


class ComputedKeysetPagination:
    """Pages of computed rows, sorted by their sort key. `parsers` convert each value of a key from
    JSON back to its Python type. Raises `QueryRefused`.
    """

    def __init__(self, request: Request, parsers: Sequence[Callable[[Any], Any]]) -> None:
        self.request = request
        self.limit = page_size(request)
        text = request.query_params.get("cursor")
        self.after = tuple(_decode_cursor(request, text, parsers)) if text else None

    @property
    def asked(self) -> bool:
        """Whether the request asks for a page of its own."""
        return page_asked(self.request)

    def page(self, rows: Sequence[Any], sort_key: Callable[[Any], Sequence[Any]]) -> dict[str, Any]:
        """Return the page. `rows` start after `after` and hold up to `limit` + 1 rows; the extra
        row shows that another page follows.
        """
        shown = rows[: self.limit]
        more = len(rows) > self.limit
        cursor = _encode_cursor(self.request, sort_key(shown[-1])) if more else None
        return {"results": shown, "next": _link(self.request, cursor)}


def _link(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = {**request.query_params.dict(), "cursor": cursor}
    # A path without a host stays valid behind any proxy.
    return f"{request.path}?{urlencode(query)}"


def page_asked(request: Request) -> bool:
    """Tell whether the request names a page. A table without one holds the whole list."""
    return any(parameter.name in request.query_params for parameter in PARAMETERS)


def page_size(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT_PAGE_SIZE))
    if not (
        text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGE_SIZE
    ):
        raise QueryRefused(
            [
                ErrorDetail(
                    Message(
                        "limit must be an integer from 1 to {max_page_size}",
                        max_page_size=MAX_PAGE_SIZE,
                    ),
                    parameter="limit",
                )
            ]
        )
    return int(text)


def _key(row: Model, keys: Sequence[str]) -> list[Any]:
    return [getattr(row, key.lstrip("-")) for key in keys]


def _signer(request: Request) -> Signer:
    """Return the signer for the cursors of one address. An unsigned cursor could contain any
    value; a signed one contains only values that came from the database, so the database accepts
    them.
    """
    return Signer(salt=f"cursor of {request.path}", sep=".")


def _encode_cursor(request: Request, values: Sequence[Any]) -> str:
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return _signer(request).sign_object(plain)


def _column_parsers(model: type[Model], keys: Sequence[str]) -> list[Callable[[Any], Any]]:
    """Return the functions that convert the values of a cursor to those of the columns."""
    names = [key.lstrip("-") for key in keys]
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    return [field.to_python for field in fields]  # type: ignore[union-attr]


def _decode_cursor(
    request: Request, text: str, parsers: Sequence[Callable[[Any], Any]]
) -> list[Any]:
    """Return the values of a cursor. Raises `QueryRefused`."""
    try:
        values = _signer(request).unsign_object(text)
        return [read(value) for read, value in zip(parsers, values, strict=True)]
    # A cursor that was signed before a change of the sort order has a valid signature, but
    # other values.
    except (BadSignature, ValueError, TypeError, ValidationError):
        wrong = ErrorDetail(
            "this is not a cursor of this list: take it from a next link", parameter="cursor"
        )
        raise QueryRefused([wrong]) from None


def _after(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Return the condition for rows after the values in the order of the keys."""
    after = Q()
    # Built from the last key to the first: a > x or (a = x and (b > y or ...)). PostgreSQL has no
    # row comparison for mixed sort directions.
    for key, value in reversed(list(zip(keys, values, strict=True))):
        name = key.lstrip("-")
        beyond = Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        after = beyond | (Q(**{name: value}) & after) if after else beyond
    return after

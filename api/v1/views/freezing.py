"""Frozen copies of shortlists: made of a revision, listed, read and deleted, never changed."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import sharing_operations
from api.openapi.operations import ETAG, LANGUAGE, LOCATION, describe_operation, page_schema
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import idempotency, pagination
from api.requests.authentication import firm_of
from api.v1 import etags
from api.v1.render_shared import render_frozen
from api.v1.serializers.sharing import (
    FreezeIn,
    FrozenAnswerOut,
    FrozenCopyOut,
    parse_sharing_body,
)
from api.v1.views.shortlists import stored_shortlist
from api.view import ApiView, language_of
from core.languages.messages import Message
from matcher.models import FrozenShortlist
from matcher.shortlists.frozen_copies import content_of, freeze
from matcher.shortlists.stored_answers import find_revision

_SHORTLIST = OpenApiParameter(
    "shortlist", {"type": "string", "format": "uuid"}, description="Only copies of this shortlist."
)
_ANSWERS: Mapping[Any, Any] = {200: FrozenAnswerOut, 304: None}


class Freeze(ApiView):
    @describe_operation(
        **sharing_operations.FREEZE,
        parameters=[LOCATION],
        request=FreezeIn,
        answers={201: FrozenCopyOut},
        idempotent=True,
    )
    @idempotency.idempotent(made=lambda firm: FrozenShortlist.objects.filter(firm=firm))
    def post(self, request: Request, id: uuid.UUID) -> Response:
        body = parse_sharing_body(request, FreezeIn)
        found = stored_shortlist(firm_of(request), id)
        revision = find_revision(found, body.get("revision"))
        if revision is None:
            raise Http404
        copy = freeze(
            shortlist=found.shortlist,
            revision=revision,
            title=body.get("title", found.shortlist.brief.title),
            render=lambda copy: render_frozen(copy, found.shortlist, revision),
        )
        headers = {"Location": f"/v1/frozen/{copy.pk}"}
        return Response(FrozenCopyOut(copy).data, status=201, headers=headers)


class FrozenCopies(ApiView):
    page_by: ClassVar = ("-frozen_at", "id")

    @describe_operation(
        **sharing_operations.LIST_FROZEN,
        parameters=(_SHORTLIST, *pagination.PARAMETERS),
        answers={200: page_schema(FrozenCopyOut)},
    )
    def get(self, request: Request) -> Response:
        rows = _copies(request).defer("content")
        if (text := request.query_params.get("shortlist")) is not None:
            rows = rows.filter(shortlist=_uuid(text))
        return self.page(rows, FrozenCopyOut)


class FrozenDetail(ApiView):
    # It never changes, but a deleted one must not be shown from a cache: ask by its ETag.
    cache_control = "private, no-cache"

    @describe_operation(
        **sharing_operations.GET_FROZEN,
        parameters=[LANGUAGE, etags.IF_NONE_MATCH, ETAG],
        answers=_ANSWERS,
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:
        copy = get_object_or_404(_copies(request), pk=id)
        content = content_of(copy, language_of(request))
        etag = etags.content_etag(content)
        if etags.if_none_match_holds(request, etag):
            return HttpResponse(status=304, headers={"ETag": etag})
        return HttpResponse(content, content_type="application/json", headers={"ETag": etag})

    @describe_operation(**sharing_operations.DELETE_FROZEN, answers={204: None})
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        get_object_or_404(_copies(request), pk=id).delete()
        return Response(status=204)


def _copies(request: Request) -> QuerySet[FrozenShortlist]:
    return FrozenShortlist.objects.filter(firm=firm_of(request))


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as fault:
        detail = Message("{text!r} is no id of a shortlist", text=text[:60])
        raise QueryRefused([ErrorDetail(detail, parameter="shortlist")]) from fault

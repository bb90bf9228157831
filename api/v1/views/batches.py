"""/v1/batches: many briefs at once."""

import uuid
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import batch_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.requests import idempotency, pagination
from api.requests.authentication import firm_of
from api.requests.parameter_parsing import parse_choice
from api.requests.strict_json import EmptyBodyParser
from api.v1.render_batch_items import render_batch_items
from api.v1.serializers.batches import (
    STATES,
    BatchDetailOut,
    BatchIn,
    BatchItemOut,
    BatchOut,
    parse_batch,
)
from api.v1.serializers.editions import EmptyBody, parse_edition_body
from api.view import ApiView, language_of
from core.transactions import repeatable_read
from matcher.batches import batch_submission, items
from matcher.models import Batch

_STATUS = OpenApiParameter("status", str, enum=STATES, description="Only briefs with this status.")


class Batches(ApiView):
    page_by: ClassVar = ("-created_at", "id")

    @describe_operation(
        **batch_operations.LIST_BATCHES,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(BatchOut)},
    )
    def get(self, request: Request) -> Response:
        return self.page(Batch.objects.of(firm_of(request)), BatchOut)

    @describe_operation(
        **batch_operations.CREATE_BATCH,
        idempotent=True,
        parameters=[LOCATION],
        request=BatchIn,
        answers={202: BatchDetailOut},
    )
    @idempotency.idempotent(within=repeatable_read)
    def post(self, request: Request) -> Response:
        title, sent = parse_batch(request)
        batch = batch_submission.submit_batch(firm=firm_of(request), title=title, sent=sent)
        headers = {"Location": f"/v1/batches/{batch.pk}"}
        return Response(_detail(batch), status=202, headers=headers)


class BatchDetail(ApiView):
    @describe_operation(**batch_operations.GET_BATCH, answers={200: BatchDetailOut})
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(_detail(_batch(request, id)))


class BatchItems(ApiView):
    page_by: ClassVar = ("number",)

    @describe_operation(
        **batch_operations.LIST_BATCH_ITEMS,
        parameters=(_STATUS, *pagination.PARAMETERS),
        answers={207: page_schema(BatchItemOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        rows = items.with_state(_batch(request, id)).select_related("shortlist__brief")
        if status := parse_choice(request, "status", STATES):
            rows = rows.filter(state=status)
        pages = pagination.KeysetPagination()
        with repeatable_read():
            found = pages.paginate_queryset(rows, self.request, self)
            response = pages.get_paginated_response(render_batch_items(found, language_of(request)))
        response.status_code = 207
        return response


class BatchAction(ApiView):
    """An action on a batch, without parameters in its body."""

    parser_classes = (EmptyBodyParser,)

    def asked(self, request: Request, pk: uuid.UUID) -> Batch:
        """The batch to act on."""
        batch = _batch(request, pk)
        parse_edition_body(request, EmptyBody)
        return batch


class CancelBatch(BatchAction):
    @describe_operation(**batch_operations.CANCEL_BATCH, answers={200: BatchDetailOut})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        batch_submission.cancel_batch(self.asked(request, id))
        return Response(_detail(_batch(request, id)))


class ResumeBatch(BatchAction):
    @describe_operation(**batch_operations.RESUME_BATCH, answers={200: BatchDetailOut})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        batch_submission.resume_batch(self.asked(request, id))
        return Response(_detail(_batch(request, id)))


def _batch(request: Request, pk: uuid.UUID) -> Batch:
    """The firm's batch. Raises Http404 for a batch of another firm as for a missing one."""
    found = Batch.objects.of(firm_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _detail(batch: Batch) -> dict[str, Any]:
    """Render the batch as `BatchDetailOut`."""
    counts = items.counts(batch)
    return {**BatchOut(batch).data, "total": sum(counts.values()), "counts": counts}

"""/v1/shortlists/{id}/entries: the entries of an answer, page by page."""

import uuid
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.requests import pagination, representation
from api.requests.authentication import firm_of
from api.v1.render_entries import render_entries
from api.v1.serializers.entries import EntryOut
from api.v1.views.shortlists import stored_shortlist
from api.view import ApiView
from core.transactions import repeatable_read
from matcher.shortlists.stored_answers import load_entries


class ShortlistEntries(ApiView):
    query_parameters: ClassVar = {"GET": (*pagination.PARAMETERS, *representation.PARAMETERS)}

    @describe_operation(
        **shortlist_operations.LIST_ENTRIES,
        parameters=(*query_parameters["GET"], LANGUAGE),
        answers={200: page_schema(EntryOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        wish = representation.Representation.of(request)
        pages = pagination.ComputedKeysetPagination(request, (int, int))
        with repeatable_read():
            found = stored_shortlist(firm_of(request), id)
            # A revision never changes: pages of one revision hold each entry exactly once.
            number, rank = pages.after or (None, 0)
            if number is None:
                revision = found.revision
            else:
                revision = found.shortlist.revisions.filter(number=number).first()
            # One more than the page, which shows that another follows.
            rows = load_entries(revision.pk, after=rank, limit=pages.limit + 1) if revision else ()
            page: dict[str, Any] = pages.page(
                rows, lambda row: (revision.number if revision else 0, row.rank)
            )
            page["results"] = render_entries(page["results"], wish).entries
        return Response(page)

"""/v1/shortlists/{id}/entries: the entries of an answer, page by page."""

import uuid
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.requests import pagination
from api.requests.authentication import firm_of
from api.v1 import render_answer
from api.v1.serializers.entries import EntryOut
from api.v1.views.shortlists import current_answer, firm_shortlist
from api.view import ApiView, language_of
from core.transactions import repeatable_read
from matcher.models import Entry, Revision


class ShortlistEntries(ApiView):
    query_parameters: ClassVar = {"GET": pagination.PARAMETERS}

    @describe_operation(
        **shortlist_operations.LIST_ENTRIES,
        parameters=(*query_parameters["GET"], LANGUAGE),
        answers={200: page_schema(EntryOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        pages = pagination.ComputedKeysetPagination(request, (int, int))
        with repeatable_read():
            shortlist = firm_shortlist(firm_of(request), id)
            # A revision never changes: pages of one revision hold each entry exactly once.
            number, rank = pages.after or (None, 0)
            if number is None:
                revision = current_answer(shortlist)
            else:
                revision = shortlist.revisions.filter(number=number).first()
            rows = _after(revision, rank, pages.limit) if revision else []
            page: dict[str, Any] = pages.page(
                rows, lambda row: (revision.number if revision else 0, row.rank)
            )
            page["results"] = render_answer.render_entries(page["results"], language_of(request))
        return Response(page)


def _after(revision: Revision, rank: int, limit: int) -> list[Entry]:
    """Return the entries after the rank: a page, and one more that shows that another follows."""
    return list(revision.entries.filter(rank__gt=rank).order_by("rank")[: limit + 1])

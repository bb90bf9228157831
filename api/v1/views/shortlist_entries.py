"""/v1/shortlists/{id}/entries: the entries of an answer, page by page."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.requests import pagination, representation
from api.requests.authentication import firm_of
from api.requests.parameter_parsing import parse_choice
from api.requests.representation import DECISION
from api.v1.render_entries import render_entries
from api.v1.serializers.entries import EntryOut
from api.v1.views.shortlists import stored_shortlist
from api.view import ApiView
from core.transactions import repeatable_read
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.decisions import SAYABLE, ShownDecision, shown_decisions
from matcher.shortlists.stored_answers import load_entries

_UNDECIDED = "none"
_DECISIONS = (*SAYABLE, _UNDECIDED)
_DECISION = OpenApiParameter(
    "decision",
    str,
    enum=_DECISIONS,
    description="Only entries with this decision; `none`: those without any.",
)


class ShortlistEntries(ApiView):
    query_parameters: ClassVar = {
        "GET": (_DECISION, *pagination.PARAMETERS, *representation.PARAMETERS)
    }

    @describe_operation(
        **shortlist_operations.LIST_ENTRIES,
        parameters=(*query_parameters["GET"], LANGUAGE),
        answers={200: page_schema(EntryOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        wish = representation.Representation.of(request)
        decided = parse_choice(request, "decision", _DECISIONS)
        pages = pagination.ComputedKeysetPagination(request, (int, int))
        with repeatable_read():
            found = stored_shortlist(firm_of(request), id)
            # A revision never changes: pages of one revision hold each entry exactly once.
            number, rank = pages.after or (None, 0)
            if number is None:
                revision = found.revision
            else:
                revision = found.shortlist.revisions.filter(number=number).first()
            # One more than the page, which shows that another follows; all of them, a few hundred
            # at most, where only some are wanted.
            limit = None if decided else pages.limit + 1
            rows = load_entries(revision.pk, after=rank, limit=limit) if revision else ()
            said = bool(found.statements) and (decided is not None or wish.shows(DECISION))
            partners = [row.partner for row in rows]
            decisions = shown_decisions(found.shortlist, partners) if said else {}
            if decided:
                rows = tuple(row for row in rows if _decided(decisions, row) == decided)
            page: dict[str, Any] = pages.page(
                rows, lambda row: (revision.number if revision else 0, row.rank)
            )
            page["results"] = render_entries(page["results"], wish, (), decisions).entries
        return Response(page)


def _decided(decisions: Mapping[int, ShownDecision], row: AnsweredEntry) -> str:
    said = decisions.get(row.partner)
    return _UNDECIDED if said is None else said.decision

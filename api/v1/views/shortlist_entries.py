"""/v1/shortlists/{id}/entries, and of a revision: the entries, page by page or as a table."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.requests import pagination, representation
from api.requests.authentication import firm_of
from api.requests.parameter_parsing import parse_choice
from api.requests.representation import DECISION
from api.table_view import TableView
from api.v1.render_entries import render_entries
from api.v1.serializers.entries import EntryOut
from api.v1.tables.entry_table import entry_table
from api.v1.views.shortlists import stored_shortlist
from core.transactions import repeatable_read
from matcher.models import Revision
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.decisions import SAYABLE, ShownDecision, shown_decisions
from matcher.shortlists.stored_answers import StoredShortlist, load_entries

_UNDECIDED = "none"
_DECISIONS = (*SAYABLE, _UNDECIDED)
_DECISION = OpenApiParameter(
    "decision",
    str,
    enum=_DECISIONS,
    description="Only entries with this decision; `none`: those without any.",
)


_PAGE = page_schema(EntryOut)
_PARAMETERS = (_DECISION, *pagination.PARAMETERS, *representation.PARAMETERS)


class ShortlistEntries(TableView):
    of_a_firm = True
    only_json: ClassVar = ("include", "fields", "decision")

    @describe_operation(
        **shortlist_operations.LIST_ENTRIES,
        parameters=(*_PARAMETERS, LANGUAGE, *TABLE_PARAMETERS),
        answers={200: _PAGE, **TABLE_ANSWERS},
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponseBase:
        return self.entries(request, id)

    def entries(
        self, request: Request, pk: uuid.UUID, number: int | None = None
    ) -> HttpResponseBase:
        """Return the entries of the newest answer, or of the revision of this number."""
        wish = representation.Representation.of(request)
        decided = parse_choice(request, "decision", _DECISIONS)
        pages = pagination.ComputedKeysetPagination(request, (int, int))
        with repeatable_read():
            found = stored_shortlist(firm_of(request), pk)
            # A revision never changes: pages of one revision hold each entry exactly once.
            first, rank = pages.after or (number, 0)
            revision = _revision(found, first, named=number is not None)
            shown = revision.number if revision else 0
            if self.table_format and not pages.asked:
                return self.table_response(request, entry_table(found, revision))
            # One more than the page, which shows that another follows; all of them, a few hundred
            # at most, where only some are wanted.
            limit = None if decided else pages.limit + 1
            rows = load_entries(revision.pk, after=rank, limit=limit) if revision else ()
            said = bool(found.statements) and (decided is not None or wish.shows(DECISION))
            partners = [row.partner for row in rows]
            decisions = shown_decisions(found.shortlist, partners) if said else {}
            if decided:
                rows = tuple(row for row in rows if _decided(decisions, row) == decided)
            page: dict[str, Any] = pages.page(rows, lambda row: (shown, row.rank))
            if self.table_format:
                table = entry_table(
                    found, revision, after=rank, limit=pages.limit, following=page["next"]
                )
                return self.table_response(request, table)
            page["results"] = render_entries(page["results"], wish, (), decisions).entries
        return Response(page)


class ShortlistEntriesTable(ShortlistEntries):
    @describe_table(shortlist_operations.EXPORT_ENTRIES)
    def get(  # type: ignore[override]
        self, request: Request, id: uuid.UUID, suffix: str
    ) -> HttpResponseBase:
        return self.entries(request, id)


class RevisionEntries(ShortlistEntries):
    @describe_operation(
        **shortlist_operations.LIST_REVISION_ENTRIES,
        parameters=(*_PARAMETERS, LANGUAGE, *TABLE_PARAMETERS),
        answers={200: _PAGE, **TABLE_ANSWERS},
    )
    def get(  # type: ignore[override]
        self, request: Request, id: uuid.UUID, number: int
    ) -> HttpResponseBase:
        return self.entries(request, id, number)


class RevisionEntriesTable(ShortlistEntries):
    @describe_table(shortlist_operations.EXPORT_REVISION_ENTRIES)
    def get(  # type: ignore[override]
        self, request: Request, id: uuid.UUID, number: int, suffix: str
    ) -> HttpResponseBase:
        return self.entries(request, id, number)


def _revision(found: StoredShortlist, number: int | None, *, named: bool) -> Revision | None:
    """The revision of this number, or that of the newest answer. Raises Http404 where the address
    names one that there is not.
    """
    if number is None:
        return found.revision
    if found.revision and found.revision.number == number:
        return found.revision
    revision: Revision | None = found.shortlist.revisions.filter(number=number).first()
    if revision is None and named:
        raise Http404
    return revision


def _decided(decisions: Mapping[int, ShownDecision], row: AnsweredEntry) -> str:
    said = decisions.get(row.partner)
    return _UNDECIDED if said is None else said.decision

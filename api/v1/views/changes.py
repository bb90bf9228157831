"""GET /v1/shortlists/{id}/changes: what changed between two revisions, and why."""

import uuid
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import comparison_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests.authentication import firm_of
from api.requests.parameter_parsing import parse_integer
from api.requests.representation import ARGS, Representation, parse_list
from api.v1.render_changes import render_changes
from api.v1.serializers.changes import ChangesOut
from api.v1.views.compare import no_revision
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView, language_of
from core.transactions import repeatable_read
from matcher.models import Revision, Shortlist
from matcher.shortlists.revision_changes import revision_changes

_FROM = OpenApiParameter(
    "from", int, description="Number of the earlier revision; by default the one before `to`."
)
_TO = OpenApiParameter(
    "to", int, description="Number of the later revision; by default the newest."
)
_INCLUDE = OpenApiParameter(
    "include", str, enum=(ARGS,), description="`args`: of each reason its code and facts as well."
)


class Changes(ApiView):
    @describe_operation(
        **comparison_operations.CHANGES,
        parameters=[_FROM, _TO, _INCLUDE, LANGUAGE],
        answers={200: ChangesOut},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        include = frozenset(parse_list(request, "include", (ARGS,)) or ())
        first, last = parse_integer(request, "from"), parse_integer(request, "to")
        with repeatable_read():
            shortlist = firm_shortlist(firm_of(request), id)
            old, new = _two(shortlist, first, last)
            found = revision_changes(shortlist.brief, old, new)
            body: dict[str, Any] = render_changes(
                found, Representation(language_of(request), include)
            )
        return Response(body)


def _two(shortlist: Shortlist, first: int | None, last: int | None) -> tuple[Revision, Revision]:
    """The two revisions. Raises `QueryRefused` for one that never was, and where the first is not
    the earlier one; Http404 where nothing was named and there is none, or none before.
    """
    if first is not None and last is not None and first >= last:
        raise QueryRefused([ErrorDetail("from must be before to", parameter="from")])
    upto = shortlist.revisions.all() if last is None else shortlist.revisions.filter(number=last)
    new = upto.first()
    if new is None:
        if last is None:
            raise Http404
        raise QueryRefused([no_revision(last, "to")])
    old = shortlist.revisions.filter(number=new.number - 1 if first is None else first).first()
    if old is None:
        if first is None and last is None:
            raise Http404
        raise QueryRefused([no_revision(first or new.number - 1, "from")])
    if old.number >= new.number:
        raise QueryRefused([ErrorDetail("from must be before to", parameter="from")])
    return old, new

"""GET /v1/shortlists/{id}/compare: partners of an answer side by side."""

import uuid

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import comparison_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests.authentication import firm_of
from api.requests.parameter_parsing import parse_integer, parse_integers
from api.requests.representation import DECISION, PARAMETERS, Representation
from api.v1.render_comparison import render_comparison
from api.v1.serializers.compare import ComparisonOut
from api.v1.views.shortlists import stored_shortlist
from api.view import ApiView
from core.languages.messages import Message
from core.transactions import repeatable_read
from matcher.shortlists.comparison import LEAST, MOST, Comparison, compare_partners
from matcher.shortlists.decisions import shown_decisions
from matcher.shortlists.stored_answers import find_revision

_PARTNER = OpenApiParameter(
    "partner",
    {"type": "array", "items": {"type": "integer"}, "minItems": LEAST, "maxItems": MOST},
    required=True,
    explode=True,
    description=f"Ids of {LEAST} to {MOST} partners among the entries, one a parameter.",
)
REVISION = OpenApiParameter(
    "revision", int, description="Number of the revision; by default the current answer."
)


class Compare(ApiView):
    repeatable = ("partner",)

    @describe_operation(
        **comparison_operations.COMPARE,
        parameters=[_PARTNER, REVISION, *PARAMETERS, LANGUAGE],
        answers={200: ComparisonOut},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        wish = Representation.of(request)
        partners = parse_integers(request, "partner", least=LEAST, most=MOST)
        number = parse_integer(request, "revision")
        with repeatable_read():
            stored = stored_shortlist(firm_of(request), id)
            revision = find_revision(stored, number)
            if revision is None:
                raise QueryRefused([no_revision(number, "revision")])
            found = compare_partners(revision, partners)
            _refuse_missing(found, revision.number)
            said = bool(stored.statements) and wish.shows(DECISION)
            decisions = shown_decisions(stored.shortlist, partners) if said else {}
            return Response(render_comparison(revision, found, wish, decisions))


def no_revision(number: int | None, parameter: str) -> ErrorDetail:
    """The error of a parameter that names a revision which never was."""
    return ErrorDetail(
        Message("the shortlist has no revision {number}", number=number), parameter=parameter
    )


def _refuse_missing(found: Comparison, number: int) -> None:
    if found.missing:
        raise QueryRefused(
            ErrorDetail(
                Message(
                    "{one} is not among the entries of revision {number}", one=one, number=number
                ),
                parameter="partner",
            )
            for one in found.missing
        )

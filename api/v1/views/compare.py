"""GET /v1/shortlists/{id}/compare: partners of an answer side by side."""

import uuid
from typing import ClassVar

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
from matcher.shortlists.comparison import Comparison, compare_partners
from matcher.shortlists.decisions import shown_decisions
from matcher.shortlists.stored_answers import find_revision

_LEAST, _MOST = 2, 10
_PARTNER = OpenApiParameter(
    "partner",
    {"type": "array", "items": {"type": "integer"}, "minItems": _LEAST, "maxItems": _MOST},
    required=True,
    explode=True,
    description=f"Ids of {_LEAST} to {_MOST} partners among the entries, one a parameter.",
)
REVISION = OpenApiParameter(
    "revision", int, description="Number of the revision; by default the current answer."
)


class Compare(ApiView):
    query_parameters: ClassVar = {"GET": (_PARTNER, REVISION, *PARAMETERS)}
    repeatable = ("partner",)

    @describe_operation(
        **comparison_operations.COMPARE,
        parameters=[*query_parameters["GET"], LANGUAGE],
        answers={200: ComparisonOut},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        wish = Representation.of(request)
        partners = parse_integers(request, "partner", least=_LEAST, most=_MOST)
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

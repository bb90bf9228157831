"""POST /v1/rank: rank partners for a brief without storing anything."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.requests import representation
from api.requests.authentication import MayRead, firm_of
from api.v1 import render_answer
from api.v1.serializers import briefs
from api.v1.serializers.answers import AnswerOut
from api.view import ApiView
from core.transactions import repeatable_read
from matcher.shortlists import compute_answer


class Rank(ApiView):
    permission_classes = (MayRead,)

    @describe_operation(
        **shortlist_operations.RANK,
        parameters=[*representation.PARAMETERS, LANGUAGE],
        request=briefs.Brief,
        answers={200: AnswerOut},
    )
    def post(self, request: Request) -> Response:
        wish = representation.Representation.of(request)
        brief = briefs.parse_brief(request)
        # What is shown is read from the state that the answer was computed from.
        with repeatable_read():
            found = compute_answer.answer_at_once(brief, firm_of(request).pk)
            return Response(render_answer.render_computed(brief.get("title", ""), found, wish))

"""POST /v1/rank: rank partners for a brief without storing anything."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.requests.authentication import MayRead
from api.v1 import render_answer
from api.v1.serializers import briefs
from api.v1.serializers.answers import AnswerOut
from api.view import ApiView, language_of
from matcher.shortlists import compute_answer


class Rank(ApiView):
    permission_classes = (MayRead,)

    @describe_operation(
        **shortlist_operations.RANK,
        parameters=[LANGUAGE],
        request=briefs.Brief,
        answers={200: AnswerOut},
    )
    def post(self, request: Request) -> Response:
        brief = briefs.parse_brief(request)
        found = compute_answer.answer_at_once(brief)
        return Response(
            render_answer.render_computed(brief.get("title", ""), found, language_of(request))
        )

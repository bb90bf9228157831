"""POST /v1/rank: the answer to a brief at once; nothing is stored."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import LANGUAGE, describe_operation, request_example, response_example
from api.v1 import render_answer
from api.v1.serializers import briefs
from api.v1.serializers.answers import AnswerOut
from api.view import ApiView, language_of
from matcher.shortlists import compute_answer


class Rank(ApiView):
    @describe_operation(
        operation_id="rank",
        tag="shortlists",
        summary="Answer a brief at once",
        description="Ranks the partners for a brief and stores nothing. `points` of an entry are "
        "exactly the sum of its components' points; `score` is points / 652.8. Since nothing is "
        "made an `Idempotency-Key` is not looked at: call it again whenever in doubt.",
        parameters=[LANGUAGE],
        request=briefs.Brief,
        answers={200: AnswerOut},
        refusals=["brief-not-understood"],
        examples=[
            request_example("knitted garments", example("brief_maker")),
            request_example("a platform", example("brief_service")),
            response_example("ranked", example("ranked")),
        ],
    )
    def post(self, request: Request) -> Response:
        brief = briefs.parse_brief(request)
        found = compute_answer.rank(brief)
        return Response(
            render_answer.render_computed(brief.get("title", ""), found, language_of(request))
        )

"""GET /v1/generations: the runs over everybody's matches, and how far they are."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import describe_operation, page_schema, response_example
from api.requests import pagination
from api.v1.serializers.generations import GenerationOut
from api.view import ApiView
from matcher import basis
from matcher.matches import generations
from matcher.models import MatchGeneration


class Generations(ApiView):
    query_parameters: ClassVar = {"GET": pagination.PARAMETERS}
    page_by: ClassVar = ("-number",)

    @describe_operation(
        operation_id="list_generations",
        tag="partners",
        summary="See how far everybody's stored matches are",
        description="`manage.py match` computes the matches of everybody, makers and providers "
        "each in a generation; the newest first. Once made they are begun again by themselves "
        "when partners, lists or the day have moved and been still for a minute. The matches of "
        "one partner (/v1/partners/{id}/matches) are computed when asked for and never stale.",
        parameters=query_parameters["GET"],
        answers={200: page_schema(GenerationOut)},
        examples=[response_example("one", {"results": [example("generation")], "next": None})],
    )
    def get(self, request: Request) -> Response:
        rows = generations.with_progress(MatchGeneration.objects.all(), basis.read())
        return self.page(rows, GenerationOut)

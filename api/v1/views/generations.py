"""GET /v1/generations: the runs that compute stored matches, with their progress."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_operations
from api.openapi.operations import describe_operation, page_schema
from api.requests import pagination
from api.v1.serializers.generations import GenerationOut
from api.view import ApiView
from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration


class Generations(ApiView):
    page_by: ClassVar = ("-number",)

    @describe_operation(
        **partner_operations.LIST_GENERATIONS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(GenerationOut)},
    )
    def get(self, request: Request) -> Response:
        rows = generations.with_progress(MatchGeneration.objects.all(), current_basis())
        return self.page(rows, GenerationOut)

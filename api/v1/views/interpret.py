"""POST /v1/briefs/interpret: a brief from a sentence in a buyer's words."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.requests.authentication import MayRead
from api.v1.serializers.sentences import (
    Sentence,
    SentenceReadingOut,
    parse_sentence,
    render_reading,
)
from api.view import ApiView, in_language_of, language_of
from matcher.briefs.interpret_text import interpret_text


class Interpret(ApiView):
    permission_classes = (MayRead,)

    @describe_operation(
        **shortlist_operations.INTERPRET,
        parameters=[LANGUAGE],
        request=Sentence,
        answers={200: SentenceReadingOut},
    )
    def post(self, request: Request) -> Response:
        reading = interpret_text(parse_sentence(request))
        with in_language_of(request):
            return Response(render_reading(reading, language_of(request)))

"""The shape of a refusal: RFC 9457."""

from typing import Any

from rest_framework import serializers

from api.problems.responses import MAX_ERRORS


class ProblemError(serializers.Serializer[Any]):
    """One fault: a pointer into the body, or the parameter's name, and the nearest right values."""

    pointer = serializers.CharField(required=False, allow_blank=True, help_text="RFC 6901")
    parameter = serializers.CharField(
        required=False, allow_blank=True, help_text="A query parameter, header or part of the path."
    )
    detail = serializers.CharField()
    nearest = serializers.ListField(child=serializers.CharField())


class Problem(serializers.Serializer[Any]):
    """Why a request was refused. Nothing was stored or changed."""

    type = serializers.CharField(help_text="/problems/… : stable; says what kind of refusal it is.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    request_id = serializers.CharField(help_text="As in X-Request-ID and in our logs.")
    errors = ProblemError(  # type: ignore[assignment]
        many=True, help_text=f"The first faults, at most {MAX_ERRORS}."
    )
    more_errors = serializers.IntegerField(
        min_value=0, help_text="How many faults there are beside those in `errors`."
    )

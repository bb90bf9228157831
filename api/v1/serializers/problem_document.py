"""Schema of a problem document (RFC 9457)."""

from typing import Any

from rest_framework import serializers

from api.problems.problem_body import MAX_ERRORS


class ProblemError(serializers.Serializer[Any]):
    """An error: its location (a pointer into the body, or the name of a parameter) and the nearest
    valid values.
    """

    pointer = serializers.CharField(
        required=False, allow_blank=True, help_text="JSON Pointer (RFC 6901) into the request body."
    )
    parameter = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="Name of a query parameter, a header or a part of the path.",
    )
    detail = serializers.CharField()
    nearest = serializers.ListField(child=serializers.CharField())


class Problem(serializers.Serializer[Any]):
    """The reason for a refusal. Nothing was stored or changed."""

    type = serializers.CharField(
        help_text="/problems/…: a stable identifier of the kind of problem."
    )
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    suggestion = serializers.CharField(
        help_text="What to do next: with the nearest right values, where there are any."
    )
    request_id = serializers.CharField(
        help_text="The value of X-Request-ID, also used in the service's logs."
    )
    errors = ProblemError(  # type: ignore[assignment]
        many=True, help_text=f"The first errors, at most {MAX_ERRORS}."
    )
    more_errors = serializers.IntegerField(
        min_value=0, help_text="Number of errors beyond those in `errors`."
    )

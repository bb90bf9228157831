"""The validation of request bodies, each by its shape."""

from collections.abc import Callable
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.strict_fields import StrictSerializer


class InvalidBody(ValidationError):
    """The body has the wrong structure; `slug` names the kind of problem."""

    def __init__(self, errors: Any, slug: str) -> None:
        self.slug = slug
        super().__init__(errors)


def validate_body(data: Any, shape: type[StrictSerializer], slug: str) -> dict[str, Any]:
    """Return the validated body. Raises `InvalidBody`."""
    found = shape(data=data)
    if not found.is_valid():
        raise InvalidBody(found.errors, slug)
    return dict(found.validated_data)


def body_parser(slug: str) -> Callable[[Request, type[StrictSerializer]], dict[str, Any]]:
    """Return what validates the body of a request, and refuses it as this kind of problem."""
    return lambda request, shape: validate_body(request.data, shape, slug)

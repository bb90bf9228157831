"""Tags of a shortlist."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.v1.serializers.request_bodies import validate_body
from api.v1.serializers.strict_fields import StrictCharField, StrictListField, StrictSerializer
from matcher.shortlists.tags import LONGEST_TAG, MOST_TAGS


class TagsIn(StrictSerializer):
    """All tags of a shortlist; an empty list takes them away."""

    tags = StrictListField(
        child=StrictCharField(),
        max_length=MOST_TAGS,
        help_text=(
            f"At most {MOST_TAGS}, each of at most {LONGEST_TAG} characters, kept in small letters."
        ),
    )


class TagsOut(serializers.Serializer[Any]):
    """The tags of a shortlist, in alphabetical order."""

    tags = serializers.ListField(child=serializers.CharField())


def parse_tags(request: Request) -> list[str]:
    """Return the tags in the request body. Raises `InvalidBody`."""
    tags: list[str] = validate_body(request.data, TagsIn, "tags-not-understood")["tags"]
    return tags

"""Places and clusters."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.chosen_fields import WithChosenFields
from api.v1.serializers.names import Name


# `api.v1.render_reference` builds the documents, and a test compares the two.
class PlaceOut(serializers.Serializer[Any]):
    """A province, a prefecture or a cluster. Each of its spellings leads to the same object."""

    code = serializers.CharField(help_text="Code in GB/T 2260, or the code of the cluster.")
    kind = serializers.CharField(
        help_text="province, municipality, prefecture-level city … or cluster"
    )
    iso = serializers.CharField(allow_null=True, help_text="Code in ISO 3166-2; provinces only.")
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    short_zh = serializers.CharField(allow_null=True)
    pinyin = serializers.CharField(allow_null=True)
    province = Name(
        allow_null=True, help_text="Province of the place; null for a province or a cluster."
    )
    clusters = Name(many=True, help_text="Clusters that have the place as a member.")
    adjacent = Name(many=True, help_text="Neighbouring provinces.")
    members = Name(
        many=True, allow_null=True, help_text="Member places of a cluster; null for a place."
    )
    acts_as_one = serializers.BooleanField(
        allow_null=True, help_text="For a cluster: true if its members count as near each other."
    )
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = serializers.CharField()


class ListedPlaceOut(WithChosenFields, PlaceOut):
    """A place in a list: with all fields, or those that `fields` names."""

    always = ("code",)

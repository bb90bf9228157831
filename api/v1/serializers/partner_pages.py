"""A page of partners, and the counts over all that a search finds."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.chosen_fields import WithChosenFields
from api.v1.serializers.partners import PartnerOut


class ListedPartnerOut(WithChosenFields, PartnerOut):
    """A partner in a list: with all fields, or those that `fields` names."""

    always = ("id",)


class FacetOut(serializers.Serializer[Any]):
    """A value that finds have, and how many have it."""

    value = serializers.CharField(help_text="A code or a key, as the filter of the same name takes")
    partners = serializers.IntegerField()


class FacetsOut(serializers.Serializer[Any]):
    """Finds counted by what they have, the most frequent values first."""

    counted = serializers.IntegerField(help_text="Finds that were counted.")
    complete = serializers.BooleanField(help_text="False: there are more finds than were counted.")
    place = FacetOut(many=True, help_text="By province.")
    sector = FacetOut(many=True)
    dataset = FacetOut(many=True)
    certificate = FacetOut(many=True)
    evidence = FacetOut(many=True, help_text="By the kind of evidence.")


class PartnerPage(serializers.Serializer[Any]):
    """A page of partners, and with `facets=true` the counts over all finds."""

    results = ListedPartnerOut(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page.")
    facets = FacetsOut(required=False)

"""Pairs of records to decide, and suggestions that wait for a curator."""

from typing import Any

from rest_framework import serializers

from partners.intake.reason_words import told_reason
from partners.models import PossibleDuplicate, Record, Suggestion


class RecordSideOut(serializers.Serializer[Record]):
    """A record of a pair, with its partner."""

    record = serializers.IntegerField(source="id")
    dataset = serializers.CharField(source="dataset_id")
    key = serializers.CharField()
    partner = serializers.IntegerField(source="partner_id")
    name_en = serializers.CharField(source="partner.name_en", allow_blank=True)
    name_zh = serializers.CharField(source="partner.name_zh", allow_blank=True)


class DuplicateOut(serializers.Serializer[Any]):
    """Two records that may be of one organisation."""

    id = serializers.IntegerField()
    left = RecordSideOut()
    right = RecordSideOut()
    score = serializers.FloatField(help_text="Of the names: 0 to 1.")
    reasons = serializers.SerializerMethodField(
        help_text="What speaks for one organisation and what against it, in the requested language."
    )
    state = serializers.CharField(help_text="open, same or different")
    decided_because = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    def get_reasons(self, pair: PossibleDuplicate) -> list[str]:
        return [told_reason(one) for one in pair.reasons]


class SuggestionOut(serializers.Serializer[Any]):
    """A correction that somebody asks for, and the answer."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="correction or removal")
    by = serializers.SerializerMethodField(
        help_text="firm: a key with the scope suggest; organisation: without a key."
    )
    partner = serializers.IntegerField(source="partner_id", allow_null=True)
    organisation = serializers.CharField(
        allow_blank=True, help_text="The name that an organisation without a key gives."
    )
    changes = serializers.DictField(help_text="Members of the partner, as they were suggested.")
    source = serializers.CharField()  # type: ignore[assignment]  # a word of DRF too
    note = serializers.CharField(allow_blank=True)
    state = serializers.CharField(help_text="open, accepted or refused")
    answer = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)

    def get_by(self, suggestion: Suggestion) -> str:
        return "organisation" if suggestion.organisation else "firm"


class TakedownOut(serializers.Serializer[Any]):
    """What was asked for, and the answer. What was written is not shown: the address is public."""

    id = serializers.UUIDField()
    wants = serializers.CharField(source="kind", help_text="correction or removal")
    partner = serializers.IntegerField(source="partner_id", allow_null=True)
    state = serializers.CharField(help_text="open, accepted or refused")
    answer = serializers.CharField(allow_blank=True, help_text="Empty while it waits.")
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    location = serializers.SerializerMethodField()

    def get_location(self, takedown: Suggestion) -> str:
        return f"/v1/takedowns/{takedown.pk}"

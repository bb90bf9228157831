"""What a screening provider says of a partner."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from partners.models import Partner, Screening
from partners.screening.due_partners import current_outcome


class ScreeningHitOut(serializers.Serializer[Any]):
    """An entry of the provider's list that is like the partner."""

    id = serializers.CharField()
    caption = serializers.CharField()
    score = serializers.FloatField(min_value=0, max_value=1)
    match = serializers.BooleanField(help_text="True: the provider takes it for the partner.")
    datasets = serializers.ListField(child=serializers.CharField())


class ScreeningOut(serializers.Serializer[Any]):
    """The last answer of the provider. It has no effect on the score."""

    outcome = serializers.ChoiceField(
        list(Screening.Outcome.values),
        help_text="`unscreened`: the provider was not asked yet or did not answer, the facts "
        "changed since, or the answer is too old. It is never `clear` without an answer.",
    )
    provider = serializers.CharField(allow_blank=True)
    list_version = serializers.CharField(allow_blank=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    hits = ScreeningHitOut(many=True, help_text="Of the last answer; a match comes first.")


def render_screening(partner: Partner) -> dict[str, Any] | None:
    """Render the partner's screening as `ScreeningOut`; None where screening is off."""
    if not settings.SCREENING_URL:
        return None
    held: Screening | None = getattr(partner, "screening", None)
    return {
        "outcome": current_outcome(partner),
        "provider": held.provider if held else "",
        "list_version": held.list_version if held else "",
        "checked_at": held.checked_at.isoformat() if held else None,
        "hits": held.hits if held else [],
    }

"""A partner with what its records disagree on."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.v1.serializers.partners import Amount, PartnerOut
from partners.registry.consolidation import Statement


class StatedValueOut(serializers.Serializer[Any]):
    """A value, and the records that state it."""

    value = serializers.JSONField(help_text="As the partner has it; an amount has a unit.")
    records = serializers.ListField(child=serializers.CharField(), help_text="dataset/key")

    def to_representation(self, instance: Statement) -> dict[str, Any]:
        return {"value": _plain(instance.value), "records": list(instance.records)}


class DisagreementOut(serializers.Serializer[Any]):
    """A fact on which records disagree: what is taken, and what the others say."""

    field = serializers.CharField()
    taken = StatedValueOut()
    others = StatedValueOut(many=True)


class PartnerDetailOut(PartnerOut):
    """A partner, and what its records disagree on."""

    merged_into = serializers.IntegerField(
        allow_null=True, help_text="Id of the partner that has its records now; null: not merged."
    )
    disagreements = DisagreementOut(
        many=True, help_text="Facts on which records differ. Curators come first, then verified."
    )


def _plain(value: Any) -> Any:
    """A value of a disagreement as JSON: of facts that mean something together the first, and an
    amount with its unit.
    """
    if not isinstance(value, tuple):
        return value
    first = value[0]
    if isinstance(first, Decimal):
        return Amount({"amount": first, "unit": value[1]}).data
    return list(first) if isinstance(first, tuple) else first

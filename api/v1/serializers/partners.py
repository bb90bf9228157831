"""Partners and the datasets that their records come from."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.names import Name
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictIntegerField,
    StrictNumberField,
    StrictSerializer,
)
from partners.models import Partner, Profile


class DatasetName(serializers.Serializer[Any]):
    """Where a record comes from; the notice belongs wherever the record is shown."""

    key = serializers.CharField()
    name = serializers.CharField()
    simulated = serializers.BooleanField(help_text="Made up for demonstration: no real partner.")
    notice = serializers.CharField()


class DatasetOut(DatasetName):
    """A dataset and how many active partners it holds."""

    partners = serializers.IntegerField(source="count")


class PlaceName(serializers.Serializer[Any]):
    """A place and its province."""

    code = serializers.CharField()
    en = serializers.CharField(source="name_en")
    zh = serializers.CharField(source="name_zh")
    province = Name(allow_null=True, help_text="Null where the place is a province itself.")


class Amount(serializers.Serializer[Any]):
    """A quantity in its unit."""

    amount = StrictNumberField()
    unit = serializers.CharField()


class OfferingOut(serializers.Serializer[Any]):
    """What a partner makes or serves."""

    verb = serializers.CharField(help_text="makes or serves")
    sector = Name()
    for_sectors = Name(many=True, help_text="Whom it is for; empty: not said.")
    products = serializers.ListField(child=serializers.CharField())
    hs = serializers.ListField(child=serializers.CharField())


class ProfileOut(serializers.Serializer[Any]):
    """How a partner works. Null is unknown."""

    minimum_order = Amount(allow_null=True)
    lead_time_days = serializers.IntegerField(allow_null=True)
    monthly_capacity = Amount(allow_null=True)
    export_years = serializers.IntegerField(allow_null=True)
    markets = serializers.ListField(child=serializers.CharField(), allow_null=True)
    markets_complete = serializers.BooleanField(
        help_text="True: a market that is not listed is known to be missing; false: unknown."
    )
    languages = serializers.ListField(child=serializers.CharField(), allow_null=True)
    languages_complete = serializers.BooleanField(
        help_text="True: a language that is not listed is known to be missing; false: unknown."
    )
    certificates_complete = serializers.BooleanField(
        help_text="A certificate that is not listed is known to be missing."
    )

    def to_representation(self, instance: Profile) -> dict[str, Any]:
        return super().to_representation(
            {
                "minimum_order": _amount(instance.minimum_order, instance.minimum_order_unit),
                "lead_time_days": instance.lead_time_days,
                "monthly_capacity": _amount(
                    instance.monthly_capacity, instance.monthly_capacity_unit
                ),
                "export_years": instance.export_years,
                "markets": instance.markets,
                "markets_complete": instance.markets_complete,
                "languages": instance.languages,
                "languages_complete": instance.languages_complete,
                "certificates_complete": instance.certificates_complete,
            }
        )


def _amount(amount: Decimal | None, unit: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": amount, "unit": unit}


class CertificateOut(serializers.Serializer[Any]):
    standard = serializers.CharField()
    issuer = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class EvidenceOut(serializers.Serializer[Any]):
    """Who said a fact, where, and when it was last checked."""

    fact = serializers.CharField(
        help_text="A profile field, makes:C182, serves:PS033, organisation"
    )
    kind = serializers.CharField(help_text="declared, reported or verified")
    speaker = serializers.CharField()
    quote = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    checked_on = serializers.DateField(allow_null=True)
    confidence = serializers.CharField()


class RetiredOut(serializers.Serializer[Partner]):
    """Since when a partner is ranked no more, and why."""

    at = serializers.DateTimeField(source="retired_at")
    reason = serializers.CharField(source="retired_because")
    merged_into = serializers.IntegerField(
        source="merged_into_id",
        allow_null=True,
        help_text="The id of the record that the same organisation is read as now.",
    )


class RetireIn(StrictSerializer):
    """Why a partner is ranked no more."""

    reason = StrictCharField(max_length=200, help_text="Everybody is told.")


class MergeIn(StrictSerializer):
    """Which record stays, and why the two are one organisation."""

    into = StrictIntegerField(
        min_value=1, max_value=2**63 - 1, help_text="The id of the record that stays."
    )
    reason = StrictCharField(max_length=200)


_PLAIN = ("id", "name_en", "name_zh", "form", "place", "dataset", "note")


class PartnerOut(serializers.Serializer[Any]):
    """An organisation, with who said what about it."""

    id = serializers.IntegerField()
    name_en = serializers.CharField(allow_blank=True)
    name_zh = serializers.CharField(allow_blank=True)
    aliases = serializers.ListField(child=serializers.CharField())
    form = serializers.CharField(help_text="company, research_institute, public_body or unknown")
    place = PlaceName(allow_null=True, help_text="Null: unknown.")
    dataset = DatasetName()
    note = serializers.CharField(allow_blank=True)
    retired = RetiredOut(allow_null=True, help_text="Null: it is ranked.")
    offerings = OfferingOut(many=True)
    profile = ProfileOut(allow_null=True, help_text="Null: nothing is known of how it works.")
    certificates = CertificateOut(many=True)
    evidence = EvidenceOut(many=True)

    def to_representation(self, instance: Partner) -> dict[str, Any]:
        return super().to_representation(
            {
                **{name: getattr(instance, name) for name in _PLAIN},
                "aliases": [alias.name for alias in instance.aliases.all()],
                "retired": instance if instance.retired_at else None,
                "offerings": instance.offerings.all(),
                "profile": getattr(instance, "profile", None),
                "certificates": instance.certificates.all(),
                "evidence": instance.evidence.all(),
            }
        )


class InvalidPartnerBody(ValidationError):
    """The body of a request to retire or merge a partner."""

    slug = "partner-not-understood"


def parse_partner_body(request: Request, shape: type[StrictSerializer]) -> dict[str, Any]:
    """The body in this shape. Raises `InvalidPartnerBody`."""
    found = shape(data=request.data if request.data is not None else {})
    if not found.is_valid():
        raise InvalidPartnerBody(found.errors)
    return dict(found.validated_data)

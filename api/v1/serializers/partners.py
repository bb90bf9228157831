"""Partners and the datasets of their records."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.request_bodies import body_parser
from api.v1.serializers.screening import ScreeningOut
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictIntegerField,
    StrictNumberField,
    StrictSerializer,
)
from partners.models import Partner


class DatasetName(serializers.Serializer[Any]):
    """The dataset of a record. Show the notice wherever you show the record."""

    key = serializers.CharField()
    name = serializers.CharField()
    simulated = serializers.BooleanField(
        help_text="True for records generated for demonstration, not real organisations."
    )
    notice = serializers.CharField()
    name_zh = serializers.CharField(help_text="Empty where the dataset has no Chinese name.")
    notice_zh = serializers.CharField(help_text="Empty where the dataset has no Chinese notice.")


class DatasetOut(DatasetName):
    """A dataset with the number of its active partners."""

    partners = serializers.IntegerField(source="count")


class PlaceName(serializers.Serializer[Any]):
    """A place and its province."""

    code = serializers.CharField()
    en = serializers.CharField(source="name_en")
    zh = serializers.CharField(source="name_zh")
    province = Name(allow_null=True, help_text="Null if the place is itself a province.")


class Amount(serializers.Serializer[Any]):
    """A quantity with its unit."""

    amount = StrictNumberField()
    unit = serializers.CharField()


class OfferingOut(serializers.Serializer[Any]):
    """A product or service that a partner offers."""

    verb = serializers.CharField(help_text="makes or serves")
    sector = Name()
    for_sectors = Name(many=True, help_text="Sectors that the service is for; empty if unknown.")
    products = serializers.ListField(child=serializers.CharField())
    hs = serializers.ListField(child=serializers.CharField())
    processes = serializers.ListField(child=serializers.CharField())
    main = serializers.BooleanField(help_text="True: a source calls it the main business.")


class ProfileOut(serializers.Serializer[Any]):
    """Working conditions of a partner. Null means unknown."""

    minimum_order = Amount(allow_null=True)
    lead_time_days = serializers.IntegerField(allow_null=True)
    monthly_capacity = Amount(allow_null=True)
    export_years = serializers.IntegerField(allow_null=True)
    markets = serializers.ListField(child=serializers.CharField(), allow_null=True)
    markets_complete = serializers.BooleanField(
        help_text="True: a market that is not listed is known not to be served; false: unknown."
    )
    languages = serializers.ListField(child=serializers.CharField(), allow_null=True)
    languages_complete = serializers.BooleanField(
        help_text=("True: a language that is not listed is known not to be spoken; false: unknown.")
    )
    certificates_complete = serializers.BooleanField(
        help_text=(
            "True: a certificate that is not listed is known to be missing; false: it is unknown."
        )
    )
    employees = serializers.IntegerField(allow_null=True)
    size_class = serializers.CharField(
        allow_blank=True, help_text="micro, small, medium or large; empty if unknown."
    )
    founded = serializers.IntegerField(allow_null=True, help_text="Founding year.")
    overseas_share = serializers.IntegerField(
        allow_null=True, help_text="Share of sales abroad in per cent."
    )


class CertificateOut(serializers.Serializer[Any]):
    standard = serializers.CharField()
    issuer = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class EvidenceOut(serializers.Serializer[Any]):
    """The evidence of a fact: speaker, source, and date of the last check."""

    dataset = serializers.CharField(
        source="dataset_id", help_text="Key of the dataset whose record states the fact."
    )
    fact = serializers.CharField(
        help_text="Name of a profile field, or makes:C182, serves:PS033, organisation"
    )
    kind = serializers.CharField(help_text="declared, reported, verified or inferred")
    speaker = serializers.CharField()
    quote = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    checked_on = serializers.DateField(allow_null=True)
    stale_after = serializers.DateField(
        allow_null=True,
        help_text="The last day on which the fact counts as fresh, by its kind and the kind of its "
        "evidence (docs/data.md); null: the day of the check is unknown. No score depends on it.",
    )
    confidence = serializers.CharField()


class RecordOut(serializers.Serializer[Any]):
    """What one dataset says of the organisation was read here."""

    id = serializers.IntegerField()
    dataset = DatasetName()
    key = serializers.CharField(help_text="Identifies the record within its dataset.")
    file = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField(allow_null=True)
    gone_on = serializers.DateField(
        allow_null=True, help_text="The day since which the record counts no more; null: it counts."
    )
    gone_because = serializers.CharField(allow_blank=True)


class RetiredOut(serializers.Serializer[Partner]):
    """Time and reason of a partner's retirement."""

    at = serializers.DateTimeField(source="retired_at")
    reason = serializers.CharField(source="retirement_reason")
    merged_into = serializers.IntegerField(
        source="merged_into_id",
        allow_null=True,
        help_text="Id of the partner that replaces it.",
    )


class RetireIn(StrictSerializer):
    """The reason for the retirement of a partner."""

    reason = StrictCharField(max_length=200, help_text="Public: every firm can read it.")


class MergeIn(StrictSerializer):
    """The partner that stays, and the reason why the two are one organisation."""

    # The upper bound is that of the id column: a larger number would be a database error, not a
    # 400.
    into = StrictIntegerField(
        min_value=1, max_value=2**63 - 1, help_text="Id of the partner that stays."
    )
    reason = StrictCharField(max_length=200)


# These classes only describe the schema. `api.v1.render_partners` builds the documents, and a test
# compares the two.
class PartnerOut(serializers.Serializer[Any]):
    """An organisation with the evidence of its facts."""

    id = serializers.IntegerField()
    name_en = serializers.CharField(allow_blank=True)
    name_en_is_transliteration = serializers.BooleanField(
        help_text="True: no source gives a Latin name, and `name_en` is our transliteration."
    )
    name_zh = serializers.CharField(allow_blank=True)
    aliases = serializers.ListField(child=serializers.CharField())
    form = serializers.CharField(help_text="company, research_institute, public_body or unknown")
    place = PlaceName(allow_null=True, help_text="Null if unknown.")
    address = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(
        allow_blank=True, help_text="Of the organisation, never a person."
    )
    identifiers = serializers.ListField(
        child=serializers.CharField(), help_text="kind:value, such as stock:600000.SH"
    )
    datasets = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of the datasets that have a record of it."
    )
    simulated = serializers.BooleanField(
        help_text="True for records generated for demonstration, not real organisations."
    )
    note = serializers.CharField(allow_blank=True)
    records = RecordOut(many=True)
    retired = RetiredOut(allow_null=True, help_text="Null while the partner is ranked.")
    offerings = OfferingOut(many=True)
    profile = ProfileOut(allow_null=True, help_text="Null if no working conditions are known.")
    certificates = CertificateOut(many=True)
    evidence = EvidenceOut(many=True)
    screening = ScreeningOut(allow_null=True, help_text="Null: no provider is set up.")


parse_partner_body = body_parser("partner-not-understood")

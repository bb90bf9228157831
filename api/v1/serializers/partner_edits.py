"""Facts of a partner as curators and firms write them: words or codes, null to remove."""

from api.v1.serializers.strict_fields import (
    StrictBooleanField,
    StrictCharField,
    StrictChoiceField,
    StrictDateField,
    StrictIntegerField,
    StrictListField,
    StrictNumberField,
    StrictSerializer,
)
from partners.models.offering import Profile
from partners.registry.record_validation import CONFIDENCES, FORMS

_LARGEST = 99_999_999_999


def _words(help_text: str = "") -> StrictListField:
    """A list of short words."""
    return StrictListField(
        child=StrictCharField(max_length=80), required=False, help_text=help_text or None
    )


EVIDENCE_KINDS = ["declared", "reported", "verified"]


class OfferingIn(StrictSerializer):
    """A product or service that a partner offers."""

    verb = StrictChoiceField(choices=["makes", "serves"])
    sector = StrictCharField(
        max_length=200, help_text="Code, name or any word for the sector or the service."
    )
    for_sectors = StrictListField(
        child=StrictCharField(max_length=200),
        required=False,
        help_text="Sectors that a service is for, in any words.",
    )
    products = _words()
    hs = _words("HS codes; of more than 6 digits the first 6 count.")
    processes = _words()
    main = StrictBooleanField(required=False, help_text="True: it is the main business.")


class AmountIn(StrictSerializer):
    amount = StrictNumberField(min_value=0, max_value=_LARGEST)
    unit = StrictCharField(help_text="piece, dozen, pair, kilogram, …, in any spelling.")


class ProfileIn(StrictSerializer):
    """Working conditions. A member that is left out stays as it is; null removes it."""

    minimum_order = AmountIn(required=False, allow_null=True)
    lead_time_days = StrictIntegerField(
        required=False, allow_null=True, min_value=0, max_value=3650
    )
    monthly_capacity = AmountIn(required=False, allow_null=True)
    export_years = StrictIntegerField(required=False, allow_null=True, min_value=0, max_value=300)
    markets = StrictListField(child=StrictCharField(), required=False, allow_null=True)
    markets_complete = StrictBooleanField(required=False)
    languages = StrictListField(child=StrictCharField(), required=False, allow_null=True)
    languages_complete = StrictBooleanField(required=False)
    certificates_complete = StrictBooleanField(required=False)
    employees = StrictIntegerField(
        required=False, allow_null=True, min_value=0, max_value=10_000_000
    )
    size_class = StrictChoiceField(
        choices=Profile.SizeClass.values, required=False, allow_null=True
    )
    founded = StrictIntegerField(required=False, allow_null=True, min_value=1500, max_value=2100)
    overseas_share = StrictIntegerField(
        required=False, allow_null=True, min_value=0, max_value=100, help_text="In per cent."
    )


class CertificateIn(StrictSerializer):
    standard = StrictCharField(max_length=80, help_text="In any spelling, such as ISO 9001:2015.")
    issuer = StrictCharField(max_length=160, required=False, allow_blank=True)
    valid_from = StrictDateField(required=False, allow_null=True)
    valid_until = StrictDateField(required=False, allow_null=True)


class GroundsIn(StrictSerializer):
    """What an entry rests on: no fact is without a speaker and a source."""

    speaker = StrictCharField(max_length=200, help_text="Who says it: an organisation.")
    source = StrictCharField(max_length=2_000, help_text="Where: the address of a page.")  # type: ignore[assignment]
    kind = StrictChoiceField(choices=EVIDENCE_KINDS, required=False)
    confidence = StrictChoiceField(choices=list(CONFIDENCES), required=False)
    quote = StrictCharField(max_length=1_000, required=False)


class FactsIn(StrictSerializer):
    """Members of a partner. One that is left out stays as it is; null removes it, and a list
    replaces the whole list that curators entered; what other records say stays.
    """

    name_en = StrictCharField(max_length=200, required=False, allow_null=True)
    name_zh = StrictCharField(max_length=200, required=False, allow_null=True)
    form = StrictChoiceField(choices=list(FORMS), required=False, allow_null=True)
    place = StrictCharField(
        required=False, allow_null=True, help_text="Province or prefecture, in any spelling."
    )
    address = StrictCharField(max_length=300, required=False, allow_null=True)
    phone = StrictCharField(
        max_length=60,
        required=False,
        allow_null=True,
        help_text="Of the organisation, never a person.",
    )
    note = StrictCharField(max_length=2_000, required=False, allow_null=True)
    identifiers = StrictListField(
        child=StrictCharField(max_length=200),
        required=False,
        allow_null=True,
        help_text="kind:value; kinds are uscc, lei, stock, customs and website.",
    )
    aliases = StrictListField(
        child=StrictCharField(max_length=200), required=False, allow_null=True
    )
    offerings = StrictListField(child=OfferingIn(), required=False, allow_null=True)
    profile = ProfileIn(required=False, allow_null=True)
    certificates = StrictListField(child=CertificateIn(), required=False, allow_null=True)
    deny = StrictListField(
        child=StrictCharField(max_length=220),
        required=False,
        allow_null=True,
        help_text=(
            "Facts of other records that are wrong: makes:C182, serves:PS033, certificate:ISO "
            "9001, alias:…, identifier:…"
        ),
    )


class PartnerIn(FactsIn):
    """What a curator enters of an organisation, on what grounds and for what reason."""

    grounds = GroundsIn()
    reason = StrictCharField(max_length=200, help_text="Kept in the history.")


class ReasonIn(StrictSerializer):
    """The reason of an action."""

    reason = StrictCharField(max_length=200)


class AttachIn(StrictSerializer):
    """The partner that a record is of, and the reason."""

    to = StrictIntegerField(min_value=1, max_value=2**63 - 1, help_text="Id of the partner.")
    reason = StrictCharField(max_length=200)


class DecideIn(StrictSerializer):
    """Whether two records are of one organisation, and the reason."""

    same = StrictBooleanField(help_text="True: merge their partners. False: never ask again.")
    reason = StrictCharField(max_length=200)


class SuggestionIn(StrictSerializer):
    """A correction of a partner by a firm."""

    changes = FactsIn(help_text="Members of the partner, as PATCH /v1/partners/{id} takes them.")
    source = StrictCharField(max_length=500, help_text="Where it stands: the address of a page.")  # type: ignore[assignment]
    note = StrictCharField(max_length=2_000, required=False, help_text="For the curator.")


class AcceptIn(StrictSerializer):
    """The answer to a suggestion, and what the curator changes of it."""

    reason = StrictCharField(max_length=200, help_text="The answer: whoever asked reads it.")
    partner = StrictIntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        help_text="The partner that is meant, if the suggestion names none or a merged one.",
    )
    changes = FactsIn(required=False, help_text="Other changes than those suggested.")
    grounds = GroundsIn(
        required=False, help_text="By default the source of the suggestion, with low confidence."
    )


class RefuseIn(StrictSerializer):
    """The answer to a suggestion."""

    reason = StrictCharField(max_length=200, help_text="The answer: whoever asked reads it.")


class TakedownIn(StrictSerializer):
    """An organisation asks to be corrected or taken out. Send no data of persons."""

    organisation = StrictCharField(max_length=200, help_text="Its name.")
    partner = StrictIntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Id of its entry, if known."
    )
    wants = StrictChoiceField(choices=["correction", "removal"])
    wrong = StrictCharField(max_length=2_000, help_text="What is wrong, or why it is taken out.")
    page = StrictCharField(
        max_length=500, help_text="Address of a page of the organisation that proves it."
    )

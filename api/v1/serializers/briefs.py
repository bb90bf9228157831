"""The shape of a brief. What its words mean, `matcher.briefs.interpret.understand` decides."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictChoiceField,
    StrictDictField,
    StrictIntegerField,
    StrictListField,
    StrictNumberField,
    StrictSerializer,
)

_LARGEST_ID = 2**53 - 1  # the largest whole number that every JSON reader keeps exactly


class Client(StrictSerializer):
    """Whom a service is for."""

    sector = StrictCharField(
        required=False, help_text="What the client makes: a sector's code or name."
    )
    place = StrictCharField(
        required=False, help_text="Where the client is: any spelling of a place."
    )


class Brief(StrictSerializer):
    """What a firm needs. Every name is taken in any spelling; an unknown one is an error."""

    title = StrictCharField(required=False, help_text="For your own use.")
    seeking = StrictChoiceField(choices=["manufacturer", "service_provider"])
    sectors = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="What should be made: sector codes or names. For a manufacturer.",
    )
    services = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="What should be done, each a need of its own. For a service provider.",
    )
    products = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Product words in English or Chinese, and HS codes of 4 to 10 digits.",
    )
    client = Client(required=False)
    provinces = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Where to look: provinces, prefectures and clusters. Always a hard wish.",
    )
    order_quantity = StrictNumberField(required=False, min_value=0.001, max_value=1_000_000_000_000)
    order_unit = StrictCharField(
        required=False, help_text="piece (if not said), dozen, pair, kilogram, …"
    )
    lead_time_days = StrictIntegerField(required=False, min_value=1, max_value=3650)
    certifications = StrictListField(
        child=StrictCharField(), required=False, help_text="Such as ISO 9001."
    )
    languages = StrictListField(
        child=StrictCharField(), required=False, help_text="ISO 639-1 codes or names."
    )
    markets = StrictListField(
        child=StrictCharField(), required=False, help_text="ISO 3166-1 codes or names, or EU."
    )
    require = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Names of fields that are hard wishes: who fails or is unknown is left out.",
    )
    weights = StrictDictField(
        child=StrictNumberField(min_value=0, max_value=1_000_000),
        required=False,
        help_text="Component name to a number; what is not named keeps its default.",
    )
    datasets = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Dataset keys; all that are not simulated if not said.",
    )
    limit = StrictIntegerField(
        required=False, min_value=1, max_value=200, help_text="Entries; 20 if not said."
    )
    exclude = StrictListField(
        child=StrictIntegerField(min_value=1, max_value=_LARGEST_ID),
        required=False,
        help_text="Ids of partners to leave out.",
    )


def parse_brief(request: Request) -> dict[str, Any]:
    """The brief in the request's body, as plain JSON. Raises DRF's ValidationError."""
    brief = Brief(data=request.data)
    if not brief.is_valid():
        raise ValidationError(brief.errors)
    return dict(brief.validated_data)

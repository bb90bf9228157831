"""Schema of a brief. `matcher.briefs.interpret.interpret_brief` interprets the values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.strict_fields import (
    StrictBooleanField,
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
    """The client that a service is for."""

    sector = StrictCharField(
        required=False, help_text="Code or name of the sector that the client makes."
    )
    place = StrictCharField(required=False, help_text="The client's place, in any spelling.")


class TargetPrice(StrictSerializer):
    """The price that a firm has in mind for one unit."""

    amount = StrictNumberField(min_value=0.001, max_value=1_000_000_000_000)
    currency = StrictCharField(max_length=3, help_text="ISO 4217 code, such as USD.")


class Brief(StrictSerializer):
    """The need of a firm. Every name is accepted in any spelling; an unknown name is an error."""

    title = StrictCharField(required=False, help_text="A label for your own use.")
    seeking = StrictChoiceField(
        choices=["manufacturer", "service_provider"],
        required=False,
        help_text="By default service_provider where `services` are named, else manufacturer.",
    )
    sectors = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Sectors to be made: codes, names or any words. For `seeking` manufacturer.",
    )
    services = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text=(
            "Services to be provided, in any words; each is a need of its own. For `seeking` "
            "service_provider."
        ),
    )
    products = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Product words in English or Chinese, and HS codes of 4 to 10 digits; without "
        "`sectors` they say what should be made.",
    )
    processes = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Such as injection moulding. A wish: met by product words on record.",
    )
    materials = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Such as stainless steel. A wish: met by product words on record.",
    )
    incoterm = StrictCharField(
        required=False, help_text="Delivery term, such as FOB. Kept with the brief, not scored."
    )
    target_price = TargetPrice(required=False, help_text="Kept with the brief, not scored.")
    client = Client(required=False)
    provinces = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Provinces, prefectures and clusters to search in. Always a hard requirement.",
    )
    # The upper bounds here and below exclude typing errors; each is far above any real order.
    order_quantity = StrictNumberField(required=False, min_value=0.001, max_value=1_000_000_000_000)
    order_unit = StrictCharField(
        required=False, help_text="piece (default), dozen, pair, kilogram, …"
    )
    lead_time_days = StrictIntegerField(required=False, min_value=1, max_value=3650)
    certifications = StrictListField(
        child=StrictCharField(), required=False, help_text="Names of standards, such as ISO 9001."
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
        help_text=(
            "Names of fields that are hard requirements: a partner that fails one, or whose "
            "fact is unknown, is left out. `screening`, which is no field, lets only those "
            "stay whom the screening provider calls clear."
        ),
    )
    weights = StrictDictField(
        child=StrictNumberField(min_value=0, max_value=1_000_000),
        required=False,
        help_text="Maps component names to numbers; an omitted component keeps its default.",
    )
    datasets = StrictListField(
        child=StrictCharField(),
        required=False,
        help_text="Dataset keys; by default all datasets that are not simulated.",
    )
    limit = StrictIntegerField(
        required=False,
        min_value=1,
        max_value=200,
        help_text="Maximum number of entries; 20 by default.",
    )
    exclude = StrictListField(
        child=StrictIntegerField(min_value=1, max_value=_LARGEST_ID),
        required=False,
        help_text="Ids of partners to exclude.",
    )
    include_rejected = StrictBooleanField(
        required=False,
        help_text=(
            "True: partners that you rejected in one of your shortlists are ranked as all others. "
            "By default they are left out, and `excluded.rejected` counts them."
        ),
    )


class BriefChange(Brief):
    """Fields to take the place of those of a brief; null takes a field away."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields of a brief, each of which may be null."""
        fields = super().get_fields()
        for field in fields.values():
            field.allow_null = True
        return fields


def parse_brief(request: Request) -> dict[str, Any]:
    """Return the brief in the request body as plain JSON. Raises DRF's ValidationError."""
    return _validated(request.data)


def parse_brief_change(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the brief `asked` with the fields of the request body in place of its own; a field
    that is null is taken away (RFC 7396, for whole fields). Raises DRF's ValidationError.
    """
    change = request.data
    if not isinstance(change, dict):
        return _validated(change)
    merged = {**_as_parsed(asked), **change}
    return _validated({name: value for name, value in merged.items() if value is not None})


def _as_parsed(value: Any) -> Any:
    """Stored JSON as the strict parser gives it: fractions as Decimal."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {name: _as_parsed(inner) for name, inner in value.items()}
    return [_as_parsed(inner) for inner in value] if isinstance(value, list) else value


def _validated(data: Any) -> dict[str, Any]:
    brief = Brief(data=data)
    if not brief.is_valid():
        raise ValidationError(brief.errors)
    return dict(brief.validated_data)

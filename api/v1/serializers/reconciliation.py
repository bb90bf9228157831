"""Bodies of the Reconciliation API: queries of its versions 0.2 and 1.0-draft, and the answers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from api.problems.refusals import ValueRefused
from api.v1.serializers.request_bodies import validate_body
from api.v1.serializers.strict_fields import (
    ErrorMessagesMixin,
    StrictBooleanField,
    StrictCharField,
    StrictChoiceField,
    StrictDictField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from core.languages.messages import Message

BATCH_SIZE = 50
MOST_CANDIDATES = 25
# Identifier and name of each type, and what an organisation of the type does.
TYPES: Mapping[str, tuple[str, str]] = {
    "partner": ("Partner", ""),
    "manufacturer": ("Manufacturer", "makes"),
    "service-provider": ("Service provider", "serves"),
}
# Identifier and name of each property.
PROPERTIES: Mapping[str, str] = {
    "place": "Place",
    "uscc": "Unified social credit code",
    "stock": "Stock code",
    "lei": "Legal entity identifier",
    "website": "Website",
}
PROPERTY_IDS = list(PROPERTIES)
_LONGEST = 200


_ENTITY = {"type": "object", "additionalProperties": True}
_VALUE = {"oneOf": [{"type": "string"}, {"type": "integer"}, _ENTITY]}
_TYPE = {"type": "string", "enum": list(TYPES)}


@extend_schema_field(
    {
        "oneOf": [
            *_VALUE["oneOf"],
            {"type": "array", "items": _VALUE, "minItems": 1, "maxItems": 1},
        ]
    }
)
class CellField(ErrorMessagesMixin, serializers.Field[str, Any, Any, Any]):
    """A value of a cell as text: a string, a whole number, or an entity, of which its name, else
    its id, counts. A list holds one value, because several would need to be told apart.
    """

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, list) and len(data) == 1:
            (data,) = data
        if isinstance(data, Mapping):
            data = data.get("name") or data.get("id")
        if isinstance(data, int) and not isinstance(data, bool):
            data = str(data)
        if not isinstance(data, str):
            raise ValueRefused("one text, whole number or entity is needed", "wrong_type")
        if len(data) > _LONGEST:
            raise ValueRefused(
                Message("at most {longest} characters", longest=_LONGEST), "max_length"
            )
        return data.strip()

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"oneOf": [_TYPE, {"type": "array", "items": _TYPE}]})
class TypeField(ErrorMessagesMixin, serializers.Field[list[str], Any, Any, Any]):
    """One type or a list of types."""

    def to_internal_value(self, data: Any) -> list[str]:
        one = StrictChoiceField(choices=list(TYPES))
        if not isinstance(data, list):
            return [one.run_validation(data)]
        return list(StrictListField(child=one, max_length=len(TYPES)).run_validation(data))

    def to_representation(self, value: Any) -> Any:
        return value


class PropertyIn(StrictSerializer):
    """A property of the organisation."""

    pid = StrictChoiceField(choices=PROPERTY_IDS)
    v = CellField(help_text="A text, a whole number, an entity, or a list of one of these.")


class QueryIn(StrictSerializer):
    """What a row says of an organisation, in version 0.2: a name, properties or both."""

    query = StrictCharField(
        max_length=_LONGEST, required=False, allow_blank=True, help_text="The name."
    )
    type = TypeField(required=False, help_text="A type, or a list of types.")
    type_strict = StrictChoiceField(
        choices=["any", "all", "should"],
        required=False,
        help_text="Of several types: at least one, all, or also others.",
    )
    limit = StrictIntegerField(min_value=1, max_value=MOST_CANDIDATES, required=False)
    properties = StrictListField(child=PropertyIn(), required=False)

    def validate(self, attrs: Any) -> Any:
        if not attrs.get("query") and not attrs.get("properties"):
            raise ValidationError({"query": ["is missing, and there are no properties"]})
        return attrs


class QueryBatch(StrictDictField):
    most, longest_name = BATCH_SIZE, 120


class QueriesIn(StrictSerializer):
    """A batch in version 0.2, which a form holds as JSON text."""

    queries = QueryBatch(
        child=QueryIn(), help_text=f"Maps a name of your choice to each of at most {BATCH_SIZE}."
    )


class ConditionIn(StrictSerializer):
    """A condition of version 1.0-draft."""

    matchType = StrictChoiceField(choices=["name", "id", "property"])  # noqa: N815
    propertyId = StrictChoiceField(choices=PROPERTY_IDS, required=False)  # noqa: N815
    propertyValue = CellField(  # noqa: N815
        help_text="A text, a whole number, an entity, or a list of one of these."
    )
    # DRF's fields have an attribute of this name, which only the class of the fields sees.
    required = StrictBooleanField(  # type: ignore[assignment]
        required=False, help_text="True: leave out a partner that is not known to agree."
    )
    matchQuantifier = StrictChoiceField(choices=["any", "all"], required=False)  # noqa: N815

    def validate(self, attrs: Any) -> Any:
        if (attrs["matchType"] == "property") != ("propertyId" in attrs):
            raise ValidationError({"propertyId": ["goes with matchType property, and only there"]})
        return attrs


class ConditionsIn(StrictSerializer):
    """What a row says of an organisation, in version 1.0-draft."""

    type = StrictChoiceField(choices=list(TYPES), required=False)
    limit = StrictIntegerField(min_value=1, max_value=MOST_CANDIDATES, required=False)
    lang = StrictCharField(required=False, help_text="Names are taken in any language.")
    dir = StrictChoiceField(choices=["ltr", "rtl", "auto"], required=False)
    conditions = StrictListField(child=ConditionIn(), min_length=1)


class ReconcileIn(StrictSerializer):
    """A batch in version 1.0-draft."""

    queries = StrictListField(child=ConditionsIn(), max_length=BATCH_SIZE)


class TypeOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()


class FeatureOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()
    value = serializers.JSONField(help_text="A number, or true or false.")


class CandidateOut(serializers.Serializer[Any]):
    """A partner that may be the organisation."""

    id = serializers.CharField(help_text="Id of the partner.")
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    type = TypeOut(many=True)
    score = serializers.FloatField(help_text="0 to 100.")
    match = serializers.BooleanField(
        help_text="True: it is the same organisation, and no other partner is."
    )
    features = FeatureOut(many=True, help_text="What agrees; what is unknown is left out.")


class CandidatesOut(serializers.Serializer[Any]):
    """The candidates of a query of version 1.0-draft."""

    candidates = CandidateOut(many=True)


class ReconciledOut(serializers.Serializer[Any]):
    """The answers in the order of the queries."""

    results = CandidatesOut(many=True)


def parse_batch(data: Any, shape: type[StrictSerializer]) -> Any:
    """Return the validated queries of a batch. Raises `InvalidBody`."""
    return validate_body(data, shape, "reconciliation-not-understood")["queries"]


def conditions_of_query(query: Mapping[str, Any]) -> dict[str, Any]:
    """Return a query of version 0.2 as the conditions of version 1.0-draft with several types."""
    types, strict = query.get("type", []), query.get("type_strict", "any")
    several = len(types) > 1
    return {
        "types": [] if several and strict == "should" else types,
        "every": several and strict == "all",
        "limit": query.get("limit"),
        "conditions": list(_conditions(query.get("query", ""), query.get("properties", ()))),
    }


def _conditions(name: str, properties: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    if name:
        yield {"matchType": "name", "propertyValue": name}
    for one in properties:
        yield {"matchType": "property", "propertyId": one["pid"], "propertyValue": one["v"]}

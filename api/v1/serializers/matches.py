"""The shape of a partner's matches. `api.v1.render_matches` makes it."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut, ComponentOut, NeedOut, RankedPartner
from api.v1.serializers.names import Name


class MatchOut(serializers.Serializer[Any]):
    """A counterpart."""

    rank = serializers.IntegerField(min_value=1)
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="Exactly the sum of the components' points."
    )
    known = serializers.IntegerField(help_text="Percent of the weights that rest on known facts.")
    partner = RankedPartner()
    need = NeedOut()
    components = ComponentOut(many=True)


class AroundOut(serializers.Serializer[Any]):
    """One of the strongest needs of what the partner makes, and who serves it best."""

    need = NeedOut()
    value = serializers.IntegerField(min_value=1, max_value=255, help_text="How strong it is.")
    best = MatchOut(allow_null=True, help_text="Null: nobody on record documents the service.")


class MatchesOut(serializers.Serializer[Any]):
    """Who goes with a partner: providers for what it makes, makers for what it serves."""

    partner = RankedPartner()
    service = Name(allow_null=True, help_text="The only service that counts; null: all do.")
    basis = BasisOut()
    providers = MatchOut(many=True)
    makers = MatchOut(many=True)
    around = AroundOut(many=True, help_text="Its three strongest needs, whatever was asked for.")

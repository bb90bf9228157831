"""The shape of matches. `api.v1.render_matches` makes it."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from api.v1.serializers.entries import ComponentOut, NeedOut, PointsOut, RankedPartner
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
    """The counterparts of a partner: providers for what it makes, makers for what it serves."""

    partner = RankedPartner()
    service = Name(allow_null=True, help_text="The only service that counts; null: all do.")
    basis = BasisOut()
    providers = MatchOut(many=True)
    makers = MatchOut(many=True)
    around = AroundOut(many=True, help_text="Its three strongest needs, whatever was asked for.")


class BehindOut(serializers.Serializer[Any]):
    """The priority that adds to a need."""

    key = serializers.CharField(help_text="Stable across editions.")
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
    signal = serializers.CharField()
    stage = serializers.CharField()
    document = serializers.CharField(help_text="The title of the document.")
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="Where it is read: with an address."
    )


class PairMatchOut(serializers.Serializer[Any]):
    """A maker and a provider."""

    rank = serializers.IntegerField(min_value=1)
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="Exactly the sum of the components' points."
    )
    maker = RankedPartner()
    provider = RankedPartner()
    need = NeedOut()
    priority = BehindOut(allow_null=True, help_text="Null: no priority adds to the need.")
    components = PointsOut(many=True)


class PairMatchesOut(serializers.Serializer[Any]):
    """The strongest pairs of maker and provider, best first."""

    generation = serializers.IntegerField(
        allow_null=True, help_text="Number of the stored generation; null: computed when asked."
    )
    stale = serializers.BooleanField(help_text="Is the basis no longer the current one?")
    basis = BasisOut()
    results = PairMatchOut(many=True)


class MatchUnderListOut(serializers.Serializer[Any]):
    """A match under one of two lists."""

    points = serializers.IntegerField(
        allow_null=True, help_text="Null: no need is evidenced, so that there is no match."
    )
    priority = BehindOut(allow_null=True, help_text="The priority that adds to the need.")


class MatchMoveOut(serializers.Serializer[Any]):
    """A match that moves, for a service that the provider documents."""

    maker = RankedPartner()
    provider = RankedPartner()
    service = Name(help_text="What the provider documents.")
    need = NeedOut()
    before = MatchUnderListOut()
    after = MatchUnderListOut()


class ImpactOut(serializers.Serializer[Any]):
    """What the publication of an edition moves, or moved."""

    against = serializers.IntegerField(
        allow_null=True, help_text="Id of the list that it follows; null: none was in force."
    )
    basis = BasisOut()
    shortlists = serializers.IntegerField(help_text="Stored shortlists that it touches.")
    makers = serializers.IntegerField(help_text="Makers of the province whose needs it changes.")
    moves = MatchMoveOut(
        many=True, help_text="The matches that move most, the greatest move first."
    )

"""Schema of a replay: a stored answer computed again."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from api.v1.serializers.beside import BothLanguages


class ReplayedEntryOut(serializers.Serializer[Any]):
    """An entry on one of the two sides."""

    partner = serializers.IntegerField()
    points = serializers.IntegerField()


class ReplayDifferenceOut(serializers.Serializer[Any]):
    """A rank at which the stored and the computed entry differ."""

    rank = serializers.IntegerField()
    stored = ReplayedEntryOut(allow_null=True)
    computed = ReplayedEntryOut(allow_null=True)
    fields = serializers.ListField(  # type: ignore[assignment]
        child=serializers.CharField(), help_text="Fields of the entry that differ."
    )


class ReplayOut(serializers.Serializer[Any]):
    """A stored answer computed again from its stored inputs."""

    shortlist = serializers.UUIDField()
    revision = serializers.IntegerField()
    basis = BasisOut()
    replayable = serializers.BooleanField(
        help_text="False: the inputs are no longer kept; `text` says which, and nothing is claimed."
    )
    reason = serializers.ChoiceField(
        ["brief_not_kept", "other_model", "places_changed", "partners_changed", "brief_refused"],
        allow_null=True,
        help_text="What is missing of the inputs; null if it was replayed.",
    )
    extent = serializers.ChoiceField(
        ["whole", "points"],
        allow_null=True,
        help_text=(
            "`whole`: entries with all reasons, and what stands beside them; `points`: partners, "
            "ranks, relations and points alone, because records have changed and only their "
            "columns are kept."
        ),
    )
    identical = serializers.BooleanField(allow_null=True, help_text="Null: not replayed.")
    entries = serializers.IntegerField(help_text="Stored entries that were compared.")
    differences = ReplayDifferenceOut(many=True)
    parts = serializers.ListField(
        child=serializers.CharField(), help_text="Other parts of the answer that differ."
    )
    text = BothLanguages()

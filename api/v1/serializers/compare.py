"""Schema of partners side by side. `api.v1.render_comparison` builds it as plain dicts."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from api.v1.serializers.beside import BothLanguages
from api.v1.serializers.entries import EntryOut, EntryReasonOut


class DifferenceOut(serializers.Serializer[Any]):
    """A component in which the two entries differ."""

    component = serializers.CharField()
    points = serializers.IntegerField(
        help_text="Points that `above` has more; below 0 where it has fewer."
    )
    above = EntryReasonOut(many=True, help_text="Reasons that only `above` has.")
    below = EntryReasonOut(many=True, help_text="Reasons that only `below` has.")


class TurnOut(serializers.Serializer[Any]):
    """The smallest change of one weight that turns the order of the two entries."""

    component = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256, help_text="Its weight now.")
    to = serializers.IntegerField(
        min_value=0, max_value=256, help_text="Its weight from which on the order is turned."
    )
    weights = serializers.DictField(
        child=serializers.IntegerField(),
        help_text=(
            "All weights after the change, the others in their proportions; they sum to 256. A "
            "brief with these `weights` is ranked by exactly these."
        ),
    )


class ComparedPairOut(serializers.Serializer[Any]):
    """Two entries of which one stands next above the other."""

    above = serializers.IntegerField(help_text="Id of the partner that stands first.")
    below = serializers.IntegerField()
    points = serializers.IntegerField(
        help_text="Points that `above` has more; below 0 where only its relation is nearer."
    )
    decided_by = serializers.ChoiceField(
        ["relation", "points", "tie_break"], help_text="What puts `above` first."
    )
    differences = DifferenceOut(many=True, help_text="The greatest first.")
    turn = TurnOut(allow_null=True, help_text="Null: no change of a single weight turns the order.")
    text = BothLanguages(help_text="What would turn the order, in a sentence.")


class ComparisonOut(serializers.Serializer[Any]):
    """Partners of one revision side by side."""

    shortlist = serializers.UUIDField()
    revision = serializers.IntegerField()
    basis = BasisOut()
    weights = serializers.DictField(child=serializers.IntegerField())
    entries = EntryOut(many=True, help_text="By rank.")
    pairs = ComparedPairOut(many=True, help_text="Each entry with the next one.")

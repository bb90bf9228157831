"""Schema of the changes between two revisions. `api.v1.render_changes` builds it."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from api.v1.serializers.beside import BothLanguages
from api.v1.serializers.entries import EntryReasonOut, RankedPartner

CAUSES = (
    "brief",
    "model",
    "priorities",
    "partner",
    "retired",
    "decision",
    "answer",
    "surroundings",
    "day",
    "others",
)


class ComparedRevisionOut(serializers.Serializer[Any]):
    """One of the two revisions."""

    number = serializers.IntegerField()
    brief_version = serializers.IntegerField()
    answered_at = serializers.DateTimeField()
    basis = BasisOut()
    location = serializers.CharField()


class BriefChangeOut(serializers.Serializer[Any]):
    """A field of the brief that is another one."""

    pointer = serializers.CharField(help_text="JSON Pointer to the field, such as /weights/trust.")
    old = serializers.JSONField(help_text="Null: the brief did not have it.")
    new = serializers.JSONField(help_text="Null: the brief no longer has it.")


class WeightChangeOut(serializers.Serializer[Any]):
    """A weight that is another one."""

    component = serializers.CharField()
    old = serializers.IntegerField(min_value=0, max_value=256)
    new = serializers.IntegerField(min_value=0, max_value=256)


class CitedPriorityOut(BothLanguages):
    """A priority that changed the answer, with its titles."""

    key = serializers.CharField()


class ComponentChangeOut(serializers.Serializer[Any]):
    """A component with other points or other reasons."""

    name = serializers.CharField()
    old = serializers.IntegerField(
        allow_null=True, help_text="Points; null: the entry did not have the component."
    )
    new = serializers.IntegerField(allow_null=True)
    gone = EntryReasonOut(many=True, help_text="Reasons that are no longer given.")
    come = EntryReasonOut(many=True, help_text="Reasons that are new.")


class EntryChangeOut(serializers.Serializer[Any]):
    """A partner whose rank or points are others."""

    partner = RankedPartner()
    old_rank = serializers.IntegerField(allow_null=True)
    new_rank = serializers.IntegerField(allow_null=True)
    old_points = serializers.IntegerField(allow_null=True)
    new_points = serializers.IntegerField(allow_null=True)
    components = ComponentChangeOut(many=True)
    causes = serializers.ListField(
        child=serializers.ChoiceField(CAUSES),
        help_text=(
            "`brief`: it was edited; `model`: scores are computed otherwise; `priorities`: lists "
            "changed, or a priority began or ended; `partner`: what is on record of it changed; "
            "`retired`: it is ranked no more; `decision`: you rejected it or took that back; "
            "`answer`: what it told you was recorded; `surroundings`: the partners around it "
            "changed; `day`: a certificate or a priority ended with the day; `others`: nothing of "
            "its own changed, others passed it or made room."
        ),
    )
    because = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of the priorities that caused the change."
    )
    text = BothLanguages(help_text="The change and its causes, in sentences.")


class ChangesOut(serializers.Serializer[Any]):
    """What changed between two revisions of a shortlist."""

    shortlist = serializers.UUIDField()
    old = ComparedRevisionOut()
    new = ComparedRevisionOut()
    brief = BriefChangeOut(
        many=True,
        allow_null=True,
        help_text=(
            "Null where the brief of one of the two was not kept, which is so in the oldest "
            "answers."
        ),
    )
    weights = WeightChangeOut(many=True)
    priorities = CitedPriorityOut(many=True)
    entered = EntryChangeOut(many=True, help_text="By new rank.")
    left = EntryChangeOut(many=True, help_text="By old rank.")
    moved = EntryChangeOut(many=True, help_text="By new rank; also with other points at one rank.")
    unchanged = serializers.IntegerField(help_text="Entries with the same rank and points.")

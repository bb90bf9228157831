"""Schema of what stands beside the entries of an answer. `api.v1.render_beside` builds it."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.entries import RELATION, QuestionOut, RankedPartner
from api.v1.serializers.names import Name

_SCORE = "0 to 100: points / 652.8."


class BothLanguages(serializers.Serializer[Any]):
    en = serializers.CharField()
    zh = serializers.CharField()


class VerdictPartOut(serializers.Serializer[Any]):
    """A sentence of the verdict as code and facts."""

    code = serializers.CharField()
    args = serializers.DictField()


class VerdictOut(serializers.Serializer[Any]):
    """What the list is worth, in a few sentences."""

    code = serializers.ChoiceField(
        ["nobody-on-record", "none-qualifies", "field-only", "few", "tied", "documented"],
        help_text=(
            "`nobody-on-record`: nobody on record in the places asked makes or does the very "
            "thing, and no entry is exact; `none-qualifies`: some do, but none is known to meet "
            "every required wish; `field-only`: makers of the division that was asked for, none of "
            "whose records names the product; `few`: three at most; `tied`: more than half of "
            "the first twenty are tied; `documented`: otherwise."
        ),
    )
    text = BothLanguages()
    parts = VerdictPartOut(many=True, required=False, help_text="Only with `include=args`.")


class NearMissOut(serializers.Serializer[Any]):
    """A partner of the very thing that a hard wish keeps out of the list."""

    partner = RankedPartner()
    score = serializers.FloatField(help_text=_SCORE)
    points = serializers.IntegerField(min_value=0, max_value=65280)
    failed = serializers.ListField(
        child=serializers.CharField(), help_text="Hard wishes that it is known to fail."
    )
    unknown = serializers.ListField(
        child=serializers.CharField(), help_text="Hard wishes of which the fact is unknown."
    )
    ask = QuestionOut(many=True, help_text="The questions that would decide the unknown ones.")


class ServiceEntryOut(serializers.Serializer[Any]):
    """An entry of the list for one service."""

    rank = serializers.IntegerField(min_value=1)
    partner = RankedPartner()
    relation = serializers.ChoiceField(["exact", "broader", "related"], help_text=RELATION)
    score = serializers.FloatField(help_text=_SCORE)
    points = serializers.IntegerField(min_value=0, max_value=65280)
    tied_with = serializers.ListField(child=serializers.IntegerField())
    known = serializers.IntegerField(
        help_text="Percentage of the weights that rests on known facts."
    )


class ServiceListOut(serializers.Serializer[Any]):
    """The answer to one service of a brief that asks for several; ten entries at most."""

    service = Name()
    verdict = VerdictOut()
    entries = ServiceEntryOut(many=True)


class TeamMemberOut(serializers.Serializer[Any]):
    """A provider of the team, and the services that it brings."""

    partner = RankedPartner()
    services = Name(many=True)

"""A province's list with what stands beside it: its record, its figures and the doubts."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.doubts import DoubtOut
from api.v1.serializers.figures import FigureOut
from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut, EditionOut, PriorityOut


class HistoryStepOut(serializers.Serializer[Any]):
    """One step, with the day that the source gives for it and the source's words."""

    became = serializers.CharField(
        help_text="A stage; or removed (by the next edition), withdrawn (with the whole list), "
        "ended (its own time was up)."
    )
    on = serializers.DateField(source="dated.on", help_text="Of a month or year: its first day.")
    precision = serializers.CharField(source="dated.precision", help_text="day, month or year")
    edition = serializers.IntegerField(
        help_text="Number of the edition that says so; of an end, the last that held it."
    )
    document = DocumentOut(allow_null=True, help_text="Null for an end.")
    quote = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]


class PriorityHistoryOut(serializers.Serializer[Any]):
    """One priority's way through the published editions, oldest step first."""

    key = serializers.CharField()
    title = serializers.CharField()
    listed = serializers.BooleanField(help_text="Does the list shown hold it?")
    steps = HistoryStepOut(many=True)


class PrioritiesOut(serializers.Serializer[Any]):
    """The list that a province had in force at `as_of`. `held` false: no list is held, which
    says nothing about what the province puts first.
    """

    province = Name()
    as_of = serializers.DateTimeField()
    held = serializers.BooleanField()
    edition = EditionOut(allow_null=True)
    priorities = PriorityOut(many=True, help_text="Those asked for, in the list's own order.")
    record = PriorityHistoryOut(
        many=True, help_text="What became of every priority of this and earlier editions, by key."
    )
    context = FigureOut(  # type: ignore[assignment]
        many=True, help_text="The province's figures, then the country's: they score nothing."
    )
    doubts = DoubtOut(
        many=True,
        help_text="Doubts about money and capacity: about the province, then about no "
        "particular one; they score nothing.",
    )

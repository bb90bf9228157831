"""The list of a province with its history, its context figures and the doubts."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.doubts import DoubtOut
from api.v1.serializers.figures import FigureOut
from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut, EditionOut, PriorityOut


class HistoryStepOut(serializers.Serializer[Any]):
    """A change of a priority, with the date and the words of the source."""

    became = serializers.CharField(
        help_text=(
            "A stage; or removed (by the next edition), withdrawn (with the whole list), or "
            "ended (its period was over)."
        )
    )
    on = serializers.DateField(source="dated.on", help_text="For a month or a year: its first day.")
    precision = serializers.CharField(source="dated.precision", help_text="day, month or year")
    edition = serializers.IntegerField(
        help_text=(
            "Number of the edition that reports the change; for an end, the last edition with "
            "the priority."
        )
    )
    document = DocumentOut(allow_null=True, help_text="Null for an end.")
    summary_en = serializers.CharField(allow_blank=True)
    summary_zh = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]


class PriorityHistoryOut(serializers.Serializer[Any]):
    """The history of a priority in the published editions, oldest change first."""

    key = serializers.CharField()
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
    listed = serializers.BooleanField(help_text="True if the list shown contains the priority.")
    steps = HistoryStepOut(many=True)


class PrioritiesOut(serializers.Serializer[Any]):
    """The list that was in force in a province at `as_of`. `held` false means that the service
    holds no list, which says nothing about the province's priorities.
    """

    province = Name()
    as_of = serializers.DateTimeField()
    held = serializers.BooleanField()
    edition = EditionOut(allow_null=True)
    priorities = PriorityOut(
        many=True, help_text="The priorities that match the filters, in the order of the list."
    )
    record = PriorityHistoryOut(
        many=True,
        help_text="History of all priorities of this and earlier editions, sorted by key.",
    )
    context = FigureOut(  # type: ignore[assignment]
        many=True,
        help_text="Figures of the province, then of the country; they have no effect on scores.",
    )
    doubts = DoubtOut(
        many=True,
        help_text=(
            "Doubts about money and capacity: those about the province, then those about no "
            "particular province; they have no effect on scores."
        ),
    )

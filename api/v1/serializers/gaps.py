"""Where services are short, beside what the province says."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import PriorityRow, source_links
from priorities.queries.service_gaps import Gap


class StatementOut(serializers.Serializer[Any]):
    """What the province's government says of the service, in effect today."""

    key = serializers.CharField()
    title = serializers.CharField()
    signal = serializers.CharField(help_text="shortage: it says itself that the service is short.")
    stage = serializers.CharField()
    document = serializers.CharField()
    quote = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="The addresses in the source.")

    def get_links(self, row: PriorityRow) -> list[str]:
        return source_links(row.source)


class GapOut(serializers.Serializer[Any]):
    """A province and a service group: the figures, and beside them what the province says."""

    # The context holds the rows of `provinces` and `services` by code.

    province = Name()
    service = Name()
    demand = serializers.IntegerField(
        help_text="Sum over the makers there and their divisions, each pair once, of the "
        "division's relative demand in hundredths (100: as everybody)."
    )
    supply = serializers.IntegerField(
        help_text="Partners there that document this very service group."
    )
    shortage = serializers.IntegerField(
        help_text="demand / supply, rounded down; the demand alone where nobody provides."
    )
    rank = serializers.IntegerField(help_text="Among all rows of the datasets; 1: most short.")
    rank_in_province = serializers.IntegerField()
    simulated = serializers.BooleanField(help_text="Are the figures of simulated partners?")
    said = StatementOut(many=True, help_text="It has no part in the figures.")

    def to_representation(self, instance: Gap) -> dict[str, Any]:
        names = ("demand", "supply", "shortage", "rank", "rank_in_province", "said")
        return super().to_representation(
            {
                **{name: getattr(instance, name) for name in names},
                "province": self.context["provinces"][instance.province],
                "service": self.context["services"][instance.service],
                "simulated": self.context["simulated"],
            }
        )


class GapDataset(serializers.Serializer[Any]):
    """A dataset that the figures were computed from."""

    key = serializers.CharField()
    simulated = serializers.BooleanField()
    notice = serializers.CharField()


class GapsOut(serializers.Serializer[Any]):
    """A page of gaps, the greatest shortage first."""

    datasets = GapDataset(many=True, help_text="The notice belongs wherever a figure is shown.")
    simulated = serializers.BooleanField()
    results = GapOut(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Address of the next page; null on the last."
    )

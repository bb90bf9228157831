"""Gaps between the demand and supply of services, with the statements of the province."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import PriorityRow, source_links
from priorities.queries.service_gaps import Gap


class StatementOut(serializers.Serializer[Any]):
    """A statement of the province's government about the service, in effect today."""

    key = serializers.CharField()
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
    signal = serializers.CharField(
        help_text="`shortage` means that the government itself calls the service short."
    )
    stage = serializers.CharField()
    document = serializers.CharField()
    summary_en = serializers.CharField()
    summary_zh = serializers.CharField(allow_blank=True)
    source = serializers.CharField()  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")

    def get_links(self, row: PriorityRow) -> list[str]:
        return source_links(row.source)


class GapOut(serializers.Serializer[Any]):
    """The figures of a province and a service group, with the statements of the province."""

    # The context holds the rows of `provinces` and `services` by code: two queries for a page
    # instead of two for each row.

    province = Name()
    service = Name()
    demand = serializers.IntegerField(
        help_text=(
            "Sum, over the manufacturers there and their divisions (each pair once), of the "
            "relative demand of the division in hundredths (100 = average)."
        )
    )
    supply = serializers.IntegerField(
        help_text="Number of partners there that document exactly this service group."
    )
    shortage = serializers.IntegerField(
        help_text="demand / supply, rounded down; the demand alone if supply is 0."
    )
    rank = serializers.IntegerField(
        help_text="Rank among all rows of the datasets; 1 is the greatest shortage."
    )
    rank_in_province = serializers.IntegerField()
    simulated = serializers.BooleanField(
        help_text="True if the figures are those of simulated partners."
    )
    said = StatementOut(many=True, help_text="Statements; the figures do not depend on them.")

    def to_representation(self, instance: Gap) -> dict[str, Any]:
        names = ("demand", "supply", "shortage", "rank", "rank_in_province")
        return super().to_representation(
            {
                **{name: getattr(instance, name) for name in names},
                "said": instance.priorities,
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

    datasets = GapDataset(many=True, help_text="Show each notice wherever you show a figure.")
    simulated = serializers.BooleanField()
    results = GapOut(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Address of the next page; null on the last page."
    )

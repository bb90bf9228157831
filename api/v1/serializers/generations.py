"""Schema of a run that computes stored matches."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from matcher.matches import generations


class GenerationOut(serializers.Serializer[Any]):
    """One generation: the strongest pairs of makers and providers, by province."""

    number = serializers.IntegerField()
    simulated = serializers.BooleanField(
        help_text=(
            "True for partners of simulated datasets, false for the others; the two are never "
            "mixed."
        )
    )
    state = serializers.CharField(
        help_text=(
            "building; current: complete, and used for reads; past: replaced by a newer one; "
            "abandoned: abandoned, because partners or lists changed during the run."
        )
    )
    stale = serializers.BooleanField(
        help_text="True if partners, priority lists or the day have changed since the basis."
    )
    basis = BasisOut(source="*")
    done = serializers.IntegerField(help_text="Number of manufacturers, of `total`, that are done.")
    total = serializers.IntegerField()
    shards_done = serializers.IntegerField(
        help_text="Number of shards (provinces), of `shards`, that are done."
    )
    shards = serializers.IntegerField(source="shards_all")
    rate = serializers.SerializerMethodField(
        help_text="Manufacturers per second; null until the first shard is done."
    )
    seconds_left = serializers.SerializerMethodField(
        help_text="0 if done; null until the first shard is done, and for an abandoned run."
    )
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    def get_rate(self, row: Any) -> float | None:
        rate = generations.generation_pace(row).rate
        return None if rate is None else round(rate, 1)

    def get_seconds_left(self, row: Any) -> float | None:
        # An abandoned run never ends, so its estimate would be misleading.
        left = generations.generation_pace(row).left
        return None if left is None or row.state == "abandoned" else round(left, 1)

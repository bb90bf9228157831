"""The shape of a run over everybody's matches."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import BasisOut
from matcher.matches import generations


class GenerationOut(serializers.Serializer[Any]):
    """The lists of all of one side, computed and stored in a run."""

    number = serializers.IntegerField()
    role = serializers.CharField(help_text="Who is listed for: those who make, or who serve.")
    simulated = serializers.BooleanField(
        help_text="Among the demonstration's partners, or among the others: never both."
    )
    state = serializers.CharField(
        help_text="building; current: complete, and what is read; past: followed by another; "
        "abandoned: partners or lists changed meanwhile."
    )
    stale = serializers.BooleanField(
        help_text="Partners, lists or the day are not those any more that it is computed from."
    )
    basis = BasisOut(source="*")
    done = serializers.IntegerField(help_text="Partners whose list is done, of `total`.")
    total = serializers.IntegerField()
    shards_done = serializers.IntegerField(help_text="Shares that are done, of `shards`.")
    shards = serializers.IntegerField(source="shards_all")
    rate = serializers.SerializerMethodField(
        help_text="Partners a second; null until the first share is done."
    )
    seconds_left = serializers.SerializerMethodField(
        help_text="0 when it is done; null until the first share is, and where it was given up."
    )
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    def get_rate(self, row: Any) -> float | None:
        rate = generations.generation_progress(row).rate
        return None if rate is None else round(rate, 1)

    def get_seconds_left(self, row: Any) -> float | None:
        left = generations.generation_progress(row).left
        return None if left is None or row.state == "abandoned" else round(left, 1)

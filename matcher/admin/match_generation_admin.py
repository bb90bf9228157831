"""Runs over everybody's matches to look at: how far they are, whether they are out of date."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from matcher import basis
from matcher.matches import generations
from matcher.models import MatchGeneration
from partners.admin import LookAdmin


@admin.register(MatchGeneration)
class MatchGenerationAdmin(LookAdmin):
    list_display = (
        *("number", "role", "simulated", "state", "stale", "progress", "rate", "seconds_left"),
        *("started_at", "finished_at"),
    )
    list_filter = ("role", "state", "simulated")
    fields = (
        *("number", "role", "simulated", "state", "stale", "progress", "rate", "seconds_left"),
        *("model", "policy", "partners", "as_of", "started_at", "finished_at"),
    )
    readonly_fields = ("stale", "progress", "rate", "seconds_left")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return generations.with_progress(super().get_queryset(request), basis.read())

    @admin.display(description="out of date", boolean=True)
    def stale(self, row: Any) -> bool:
        return bool(row.stale)

    @admin.display(description="done of all")
    def progress(self, row: Any) -> str:
        return f"{row.done:,} of {row.total:,} in {row.shards_done} of {row.shards_all} shares"

    @admin.display(description="a second")
    def rate(self, row: Any) -> str:
        rate = generations.generation_progress(row).rate
        return "–" if rate is None else f"{rate:,.0f}"

    @admin.display(description="seconds left")
    def seconds_left(self, row: Any) -> str:
        left = generations.generation_progress(row).left
        building = row.state == MatchGeneration.State.BUILDING
        return f"{left:,.0f}" if building and left is not None else "–"

"""Runs over everybody: which generation of matches is whose, and how far it is.

The lists themselves are rows of `matcher_match`, one partition a generation: see
`matcher.matches.match_store`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone


class MatchGeneration(models.Model):
    """The lists of all of one side, on one basis. The pointer is `state`: one a side and kind is
    current, and it is moved when all of its shards are done.

    `role`: who is listed for, those who make or those who serve. `simulated`: among the
    demonstration's partners or among the others, never both. `total`: how many it lists for.
    """

    class State(models.TextChoices):
        BUILDING = "building", "being computed"
        CURRENT = "current", "complete and read"
        PAST = "past", "complete, and followed by another"
        ABANDONED = "abandoned", "abandoned: lists or partners changed meanwhile"

    class Role(models.TextChoices):
        MAKES = "makes", "makers, with their best providers"
        SERVES = "serves", "providers, with their best makers"

    number = models.AutoField(primary_key=True)
    role = models.CharField(max_length=6, choices=Role.choices)
    simulated = models.BooleanField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    model = models.CharField(max_length=20)
    policy = models.BigIntegerField()
    partners = models.BigIntegerField()
    as_of = models.DateField()
    total = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["role", "simulated"],
                condition=Q(state="current"),
                name="one_current_generation",
            ),
            models.UniqueConstraint(
                fields=["role", "simulated"],
                condition=Q(state="building"),
                name="one_generation_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"generation {self.number}, {self.get_role_display()}"


class MatchShard(models.Model):
    """An even share of a generation: groups `first` up to `last` of the side, so many parties.
    Its rows and `done_at` are committed together: a killed worker's share is simply not done.
    """

    generation = models.ForeignKey(MatchGeneration, on_delete=models.CASCADE, related_name="shards")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    parties = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["generation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "number"], name="one_shard_per_number"),
        ]

    def __str__(self) -> str:
        return f"shard {self.number} of generation {self.generation_id}"

"""Generations of stored matches: their basis, their progress, and their strongest pairs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class MatchGeneration(models.Model):
    """The strongest pairs of all makers and providers on one basis. At most one generation of a
    kind is current: the one that is read. It becomes current when all of its shards are done.

    `simulated`: partners of the demonstration, or all others, never both. `total`: how many makers
    there are. `divisions` and `services`: the sectors by the numbers that stored pairs use.
    """

    class State(models.TextChoices):
        BUILDING = "building", "being computed"
        CURRENT = "current", "complete and read"
        PAST = "past", "complete, and followed by another"
        ABANDONED = "abandoned", "abandoned: lists or partners changed meanwhile"

    number = models.AutoField(primary_key=True)
    simulated = models.BooleanField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    model = models.CharField(max_length=20)
    policy = models.BigIntegerField()
    partners = models.BigIntegerField()
    as_of = models.DateField()
    total = models.PositiveIntegerField()
    divisions = ArrayField(models.CharField(max_length=16), default=list)
    services = ArrayField(models.CharField(max_length=16), default=list)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["simulated"], condition=Q(state="current"), name="one_current_generation"
            ),
            models.UniqueConstraint(
                fields=["simulated"], condition=Q(state="building"), name="one_generation_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"generation {self.number}"


class MatchShard(models.Model):
    """The share of a generation that one worker computes: the strongest pairs of the makers of one
    province ('': their place is unknown). `makers`: how many they are.
    """

    generation = models.ForeignKey(MatchGeneration, on_delete=models.CASCADE, related_name="shards")
    province = models.CharField(max_length=6, blank=True)
    makers = models.PositiveIntegerField()
    # Committed together with the pairs: the shard of a killed worker is not done.
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["generation", "province"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["generation", "province"], name="one_shard_per_province"
            ),
        ]

    def __str__(self) -> str:
        return f"shard {self.province} of generation {self.generation_id}"


class StrongestPairs(models.Model):
    """The strongest pairs of one province, division and service; '' is all divisions, all services,
    or makers whose place is unknown. `packed`: at most a hundred entries of
    `matcher.matches.pair_entries.PAIR`, best first.
    """

    generation = models.ForeignKey(MatchGeneration, on_delete=models.CASCADE, related_name="pairs")
    division = models.CharField(max_length=16, blank=True)
    service = models.CharField(max_length=16, blank=True)
    province = models.CharField(max_length=6, blank=True)
    packed = models.BinaryField()

    class Meta:
        verbose_name_plural = "strongest pairs"
        constraints: ClassVar = [
            # The province last: a question without a province reads a range of this index.
            models.UniqueConstraint(
                fields=["generation", "division", "service", "province"],
                name="one_part_of_strongest_pairs",
            ),
        ]

    def __str__(self) -> str:
        return f"pairs of generation {self.generation_id}: {self.province} {self.division}"

"""Generations of stored matches: their basis, their progress, and their strongest pairs.

The lists of partners are rows of `matcher_match`, one partition a generation: see
`matcher.matches.match_store`.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class MatchGeneration(models.Model):
    """The lists of all partners of one role, on one basis. At most one generation of a role and
    kind is current: the one that is read. It becomes current when all of its shards are done.

    `role`: the partners that have a list. `simulated`: partners of the demonstration, or all
    others, never both. `total`: how many have a list. `divisions` and `services`: the sectors by
    the numbers that stored matches use.
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
    divisions = ArrayField(models.CharField(max_length=16), default=list)
    services = ArrayField(models.CharField(max_length=16), default=list)
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
    """An even share of a generation: groups `first` up to, without, `last`, of so many parties. Its
    rows and `done_at` are committed together: the share of a killed worker is not done.

    `province`: the shard also holds the strongest pairs of this province's makers; null: of none.
    """

    generation = models.ForeignKey(MatchGeneration, on_delete=models.CASCADE, related_name="shards")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    parties = models.PositiveIntegerField()
    province = models.CharField(max_length=6, null=True)  # noqa: DJ001 - '' is the unknown place
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["generation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generation", "number"], name="one_shard_per_number"),
        ]

    def __str__(self) -> str:
        return f"shard {self.number} of generation {self.generation_id}"


class StrongestPairs(models.Model):
    """The strongest pairs of a generation of makers, for one province, division and service; '' is
    all divisions, all services, or makers whose place is unknown. `packed`: at most a hundred
    entries of `matcher.matches.pair_entries.PAIR`, best first.
    """

    generation = models.ForeignKey(MatchGeneration, on_delete=models.CASCADE, related_name="pairs")
    division = models.CharField(max_length=16, blank=True)
    service = models.CharField(max_length=16, blank=True)
    province = models.CharField(max_length=6, blank=True)
    packed = models.BinaryField()

    class Meta:
        verbose_name_plural = "strongest pairs"
        constraints: ClassVar = [
            # The province last: a question without one reads a range of this index.
            models.UniqueConstraint(
                fields=["generation", "division", "service", "province"],
                name="one_part_of_strongest_pairs",
            ),
        ]

    def __str__(self) -> str:
        return f"pairs of generation {self.generation_id}: {self.province} {self.division}"

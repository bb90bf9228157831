"""The rows that all apps share."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Counter(models.Model):
    """A counter row; see `core.counters`."""

    name = models.CharField(max_length=20, primary_key=True)
    # Created by the migration at 0: the first number taken is 1.
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(number__gte=0), name="counter_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

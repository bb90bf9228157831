"""The files of the partner index, and the state of the partners that each holds."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone


class IndexFile(models.Model):
    """A file of columns, named by its `digest`. A file that no row names belongs to another
    database, or to a state of this database that was rolled back.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    partners_number = models.BigIntegerField(
        db_index=True, help_text="The partners number of the state that the file holds."
    )
    partner_count = models.PositiveIntegerField()
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-partners_number"]

    def __str__(self) -> str:
        return f"{self.partner_count} partners at {self.partners_number}"

    @classmethod
    def newest(cls, number: int) -> Self | None:
        """The newest file that holds no later state than this partners number."""
        return cls.objects.filter(partners_number__lte=number).first()

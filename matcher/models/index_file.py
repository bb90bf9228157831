"""Which file of columns holds the partners of which partners number."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class IndexFile(models.Model):
    """`digest` names the file. A file that no row names is of another database, or of another
    course of this one.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    number = models.BigIntegerField(
        db_index=True, help_text="The partners number of what it holds."
    )
    partners = models.PositiveIntegerField()
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.partners} partners at {self.number}"

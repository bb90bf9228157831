"""The newest revision of a shortlist that a member has seen."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firms.models import Member
from matcher.models.shortlist import Shortlist


class SeenRevision(models.Model):
    """`number`: of the newest revision that was shown to the member."""

    # No index of its own: the unique constraint begins with the member.
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="seen", db_index=False
    )
    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="seen")
    number = models.PositiveIntegerField()
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "shortlist"], name="one_seen_revision_per_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.shortlist_id}"

"""What of a shortlist is kept or shown apart from it: frozen copies, and links for readers."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from firms.models import Firm
from matcher.models.shortlist import Shortlist


class FrozenShortlist(models.Model):
    """A copy of a revision as it was shown when it was made. No row is ever updated.

    `content`: the copy in each language, as JSON that was compressed; `digest`: the SHA-256 of it
    before that. `model`, `policy`, `partners` and `as_of` are the basis of the revision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="frozen_shortlists")
    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="frozen")
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=20)
    policy = models.BigIntegerField()
    partners = models.BigIntegerField()
    as_of = models.DateField()
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-frozen_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["firm", "-frozen_at", "id"], name="frozen_shortlist_newest"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="stays_as_it_is", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.title or self.shortlist_id} as of revision {self.revision}"


class SharedLinkQuerySet(models.QuerySet["SharedLink"]):
    def live(self) -> SharedLinkQuerySet:
        """Links that are neither revoked nor expired, and whose shortlist is not archived."""
        return self.filter(
            revoked_at=None, expires_at__gt=timezone.now(), shortlist__archived_at=None
        )


class SharedLink(models.Model):
    """A link by which whoever has it reads the entries of a shortlist, or of a frozen copy of it.

    The token of the link is shown once: `prefix` finds the row, `digest` is the SHA-256 of the
    rest, which holds 32 random bytes. `uses` and `last_used_at` are written some time after the
    answer.
    """

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="shared_links")
    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="shared_links")
    frozen = models.ForeignKey(
        FrozenShortlist,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="shared_links",
    )
    name = models.CharField(max_length=100, blank=True)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    uses = models.BigIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… for {self.shortlist_id}"

    @property
    def is_live(self) -> bool:
        """Tell whether it is neither revoked nor expired now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

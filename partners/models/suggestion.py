"""Corrections that wait for a curator: of a firm, or of an organisation that has no key."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from firms.models import Firm
from partners.models.partner import Partner


class Suggestion(models.Model):
    """A correction of a partner that somebody asks for.

    With a `firm` it is the suggestion of that firm: `changes` are members of a partner as
    `PATCH /v1/partners/{id}` takes them. Without one an organisation asks to be corrected or taken
    out (a takedown): `organisation` is the name that it gives, and `partner` may be unknown.
    `source` is the address of the page that proves it. `answer` is the public reason of the
    decision. No address and no name of the sender is kept.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correct the entry"
        REMOVAL = "removal", "Take the entry out"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CORRECTION)
    firm = models.ForeignKey(Firm, null=True, on_delete=models.SET_NULL, related_name="+")
    partner = models.ForeignKey(
        Partner, null=True, on_delete=models.PROTECT, related_name="suggestions"
    )
    organisation = models.CharField(max_length=200, blank=True, default="")
    # Dates as text: the reader of changes takes both.
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    source = models.CharField(max_length=500)
    note = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=200, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at", "id"], name="suggestion_by_state"),
            # A firm may have a limited number of open suggestions.
            models.Index(fields=["firm", "state"], name="suggestion_by_firm"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | ~Q(organisation=""),
                name="suggestion_names_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="suggestion_decision_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation or self.partner_id}: {self.state}"

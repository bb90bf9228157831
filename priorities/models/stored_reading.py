"""Documents that curators read, and the proposals that were found in them: working material."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from core.languages.translation import stored_text
from priorities.models.edition import Edition
from priorities.models.priority import Priority
from priorities.models.published_document import Document


@tracking.tracked(derived=("paragraphs", "sections"))
class ReadDocument(models.Model):
    """The text of a document that curators read. Working material, never published.

    `document`: what it is a text of, with its title, kind, day and digest. `source`: the address
    where it was read. `paragraphs`: texts in their order, the first is paragraph 1; `sections`:
    the part of each. `edition`: the draft that its proposals went into last; null before.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="reading")
    source = models.URLField(max_length=400)
    paragraphs = ArrayField(models.TextField())
    sections = ArrayField(models.CharField(max_length=6))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(default=timezone.now)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "read document"
        ordering: ClassVar = ["-read_at", "-id"]
        default_permissions: ClassVar = ("view",)

    def __str__(self) -> str:
        return f"{self.document.title} ({self.document.published_on})"


# The key follows from the draft, whose own history tells who made it.
@tracking.tracked(silent=("key",), derived=("because_message",))
class ReadProposal(models.Model):
    """A priority that a reading proposes, at characters `start` to `end` of a paragraph.

    `targets` are codes of sectors, `places` of prefectures (none: the whole province).
    `mended`: the fields that a curator changed, with their new values; what was found stays.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        MENDED = "mended", _("mended")
        REJECTED = "rejected", _("rejected")

    KEPT = (Decision.ACCEPTED, Decision.MENDED)

    document = models.ForeignKey(ReadDocument, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    section = models.CharField(max_length=6, choices=Priority.Section.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    anchor = models.CharField(max_length=40)
    targets = ArrayField(models.CharField(max_length=16))
    signal = models.CharField(max_length=10, choices=Priority.Signal.choices)
    stage = models.CharField(max_length=10, choices=Priority.Stage.choices)
    places = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    emphasis = models.CharField(max_length=8, choices=Priority.Emphasis.choices)
    because = models.TextField()
    # The template and the values of `because`; null where only its text was stored.
    because_message = models.JSONField(null=True, editable=False)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    mended = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # The priority of the draft that it became, so that a second run adds it no second time.
    key = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "proposal"
        ordering: ClassVar = ["document", "number"]
        default_permissions: ClassVar = ("view",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_proposal_per_number"),
            models.CheckConstraint(
                condition=Q(decision="open", decided_by=None, decided_at=None)
                | ~Q(decision="open") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decision_has_a_curator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph}: {self.anchor}"

    @property
    def told_because(self) -> str:
        """The reason in the active language."""
        return stored_text(self.because, self.because_message)

    def value(self, field: str) -> Any:
        """The value of a field after mending."""
        return self.mended.get(field, getattr(self, field, ""))

"""Digests by mail: who hears of a shortlist and when, and the mails that are to be sent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firms.models import Member
from matcher.models.shortlist import Shortlist


class DigestSubscription(models.Model):
    """A member of a firm who hears by mail what changed in a shortlist of the firm, and why.

    `hour` (0 to 23, in Beijing) is that of daily and weekly digests, `weekday` (1: Monday) that of
    weekly ones. `last_revision`: the revision that the next digest compares with; 0 where there was
    none yet. `next_due_at`: when a digest is due at the earliest.
    """

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("daily")
        WEEKLY = "weekly", _("weekly")

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        CHINESE = "zh-Hans", "简体中文"

    # Not a sequence: a link that ended one subscription must not end a later one.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of its own: the unique constraint begins with the shortlist.
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.CASCADE, related_name="digests", db_index=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="digests", verbose_name=_("member")
    )
    rhythm = models.CharField(_("rhythm"), max_length=7, choices=Rhythm.choices)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    hour = models.PositiveSmallIntegerField(_("hour in Beijing"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    last_revision = models.PositiveIntegerField(_("revision told last"))
    next_due_at = models.DateTimeField(_("due at the earliest"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = "mail digest"
        ordering: ClassVar = ["shortlist", "member"]
        indexes: ClassVar = [models.Index(fields=["next_due_at"], name="digest_by_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shortlist", "member"], name="one_digest_per_shortlist_and_member"
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23) & Q(weekday__gte=1) & Q(weekday__lte=7),
                name="digest_has_an_hour_and_a_weekday",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} digest of {self.shortlist_id}"


class DigestMessage(models.Model):
    """A digest as it was composed, which waits to be sent or was sent: a row of the outbox. It
    compares two revisions by number. The address is that of the member when it is sent.

    `attempts` counts the sends that were begun, `failures` those that the mail server refused.
    While a sender has the row, no other one takes it until `lease_until`. `error`: what the mail
    server said last; '' when all is well.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("to be sent")
        SENDING = "sending", _("being sent, or the sender died")
        SENT = "sent", _("taken by the mail server")
        GIVEN_UP = "given_up", _("refused too often")

    # Names the mail: a second copy of it has the same `Message-ID`.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of its own: the unique constraint begins with the subscription.
    subscription = models.ForeignKey(
        DigestSubscription, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    from_revision = models.PositiveIntegerField()
    to_revision = models.PositiveIntegerField()
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    failures = models.PositiveSmallIntegerField(_("refusals"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = "mail"
        ordering: ClassVar = ["subscription", "-to_revision"]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["pending", "sending"]),
                name="digest_message_unsent",
            ),
            models.Index(fields=["finished_at"], name="digest_message_finished"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subscription", "to_revision"], name="one_digest_message_per_revision"
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None)),
                name="digest_message_leased_while_sending",
            ),
        ]

    def __str__(self) -> str:
        return f"revisions {self.from_revision} to {self.to_revision}: {self.state}"

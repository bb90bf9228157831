"""The rows that all apps share."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# How long the security log is kept: a whole year can be audited, as that of the counts of usage.
SECURITY_LOG_DAYS = 400


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


class BackupRun(models.Model):
    """A backup that was written whole: `made_at`, the moment of its snapshot; `size` in bytes and
    `sha256` are those of the dump. No row is ever updated.
    """

    made_at = models.DateTimeField(db_index=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"backup of {self.made_at}"


class Tally(models.Model):
    """A part of a total; see `core.monitoring.tallies`."""

    name = models.CharField(max_length=40)
    shard = models.PositiveSmallIntegerField()
    total = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "shard"], name="one_tally_per_shard"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.total}"


class SecurityEvent(models.Model):
    """An entry of the security log; see `core.audit.security_log`. The database refuses to change
    it, and to delete it before its time.

    `account` and `firm` are ids and no foreign keys: an entry outlives both.
    """

    class Kind(models.TextChoices):
        LOGGED_IN = "logged-in", _("logged in")
        LOG_IN_FAILED = "log-in-failed", _("log-in failed")
        FACTOR_FAILED = "factor-failed", _("second factor or code failed")
        LOGGED_OUT = "logged-out", _("logged out")
        PASSWORD_CHANGED = "password-changed", _("password changed")
        FACTOR_CHANGED = "factor-changed", _("second factor changed")
        ACCOUNT_CHANGED = "account-changed", _("account changed")
        ACCOUNT_DELETED = "account-deleted", _("account deleted")
        MEMBER_SET = "member-set", _("member entered or given a role")
        MEMBER_REMOVED = "member-removed", _("member removed")
        KEY_CREATED = "key-created", _("key created")
        KEY_ROTATED = "key-rotated", _("key rotated")
        KEY_REVOKED = "key-revoked", _("key revoked")
        EDITION_PUBLISHED = "edition-published", _("edition published")
        PARTNER_MERGED = "partner-merged", _("partner merged")
        PARTNER_RETIRED = "partner-retired", _("partner retired")
        EXPORTED = "exported", _("data of a firm exported")
        RESTORED = "restored", _("backup restored")
        ENCRYPTION_ROTATED = "encryption-rotated", _("encryption keys rotated")

    at = models.DateTimeField(_("time"), db_default=Now(), editable=False)
    kind = models.CharField(_("what"), max_length=30, choices=Kind.choices)
    account = models.BigIntegerField(_("account"), null=True)
    key_prefix = models.CharField(_("key"), max_length=12, default="")
    firm = models.BigIntegerField(_("firm"), null=True)
    subject = models.CharField(_("concerns"), max_length=200, default="")
    address = models.CharField(_("address"), max_length=60, default="")
    request_id = models.CharField(_("request"), max_length=64, default="")

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security log")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["at"], name="security_log_by_time")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="unchanged", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(
                    f"OLD.at > now() - interval '{SECURITY_LOG_DAYS} days'"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()

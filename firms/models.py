"""Firms (the tenants), their members, API keys, usage and idempotency records."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """The permissions of a key. `curate` needs a curator; `suggest` puts corrections of partners
    into the queue of the curators.
    """

    READ = "read", _("Read what is public and what is the firm's, and rank")
    WRITE = "write", _("Store briefs and decisions; an owner's key also keeps keys")
    WEBHOOKS = "webhooks", _("Keep endpoints and see their deliveries")
    SUGGEST = "suggest", _("Suggest corrections of partners")
    CURATE = "curate", _("Keep partners and priority lists")


# What a firm needs for its own work. The others act on the data of all firms.
DEFAULT_SCOPES = (Scope.READ.value, Scope.WRITE.value, Scope.WEBHOOKS.value)


class Role(models.TextChoices):
    """What a member may do; no key of the member may do more."""

    OWNER = "owner", _("Owner")
    ANALYST = "analyst", _("Analyst")
    VIEWER = "viewer", _("Viewer")

    def allows(self, scope: str) -> bool:
        """Tell whether a key of a member with this role may have the scope."""
        match self:
            case Role.OWNER:
                return True
            case Role.ANALYST:
                return scope != Scope.CURATE
            case Role.VIEWER:
                return scope == Scope.READ


class Firm(models.Model):
    """A tenant. No firm sees the rows of another."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="firm_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person of a firm. The address and the role are all that is kept of the person, and the
    account by which the person logs in, which several firms may share.
    """

    # No index of its own: the unique constraint begins with the firm.
    firm = models.ForeignKey(
        Firm,
        on_delete=models.CASCADE,
        related_name="members",
        db_index=False,
        verbose_name=_("firm"),
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.VIEWER)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="memberships",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering: ClassVar = ["email"]
        constraints: ClassVar = [
            models.UniqueConstraint("firm", Lower("email"), name="one_member_per_address"),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="member_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self, now: datetime | None = None) -> ApiKeyQuerySet:
        """Keys that are neither revoked nor expired, and whose curator, if any, is active."""
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now or timezone.now()),
            Q(curator=None) | Q(curator__is_active=True),
            revoked_at=None,
        )

    def with_last_use(self) -> ApiKeyQuerySet:
        """The keys with `last_used_at`: the time of the newest answer to each, None before any."""
        used = KeyUsage.objects.filter(key=OuterRef("pk")).order_by("-last_at").values("last_at")
        return self.annotate(last_used_at=Subquery(used[:1]))


class ApiKey(models.Model):
    """An API key; its secret is shown once.

    `digest` is the SHA-256 of the secret. The secret holds 32 random bytes, so neither a salt nor a
    slow hash is needed. A key with the scope `curate` acts as its `curator`. A key without a
    `member` is the firm's own and counts as an owner's. `networks`: the networks (CIDR) that the
    key may be used from; an empty list admits every address. `replaces`: the key from whose
    rotation this one came; both live for a while.
    """

    firm = models.ForeignKey(
        Firm, on_delete=models.CASCADE, related_name="keys", verbose_name=_("firm")
    )
    name = models.CharField(_("name"), max_length=100, blank=True, default="")
    prefix = models.CharField(_("key"), max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("scopes")
    )
    member = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        # `remove_member` revokes the keys first: a live key without a member is as an owner's.
        on_delete=models.RESTRICT,
        related_name="keys",
        verbose_name=_("member"),
    )
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        # A user with keys is deactivated, not deleted: the history names the curator.
        on_delete=models.PROTECT,
        related_name="api_keys",
        verbose_name=_("curator"),
    )
    networks = ArrayField(
        models.CharField(max_length=43), default=list, blank=True, verbose_name=_("addresses")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    made_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="made",
        editable=False,
    )
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successor",
        editable=False,
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]),
                name="key_has_known_scopes",
            ),
            models.CheckConstraint(
                condition=~Q(scopes__contains=[Scope.CURATE.value]) | Q(curator__isnull=False),
                name="key_that_curates_has_a_curator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm}: {self.prefix}…"

    @property
    def is_live(self) -> bool:
        """Tell whether the key is neither revoked nor expired now."""
        return self.revoked_at is None and (
            self.expires_at is None or self.expires_at > timezone.now()
        )

    @property
    def is_an_owners(self) -> bool:
        """Tell whether the key may keep the firm's keys."""
        return self.member is None or self.member.role == Role.OWNER

    @property
    def granted_scopes(self) -> list[str]:
        """The scopes of the key that the role of its member allows today."""
        role = Role.OWNER if self.member is None else Role(self.member.role)
        return [scope for scope in self.scopes if role.allows(scope)]


class KeyUsage(models.Model):
    """The number of answers to a key on a day in China, by the group of the address (the word
    after /v1/). `refused` counts those with a status of 400 or more.
    """

    # No index of its own: the unique constraint begins with the key.
    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="usage", db_index=False)
    day = models.DateField()
    group = models.CharField(max_length=40)
    requests = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "day", "group"], name="one_count_per_key_and_day"
            ),
        ]
        # For `pruning`, which looks for the oldest days of all keys.
        indexes: ClassVar = [models.Index(fields=["day"], name="usage_by_day")]

    def __str__(self) -> str:
        return f"{self.requests} to {self.key_id} on {self.day}: {self.group}"


class IdempotencyRecord(models.Model):
    """The response to a request with an `Idempotency-Key`; it commits with the request's changes.

    `request`: the SHA-256 of the request, so that another request under the same key is refused.
    `answer`: the encrypted response, because it may contain a secret.
    """

    # No index of its own: the unique constraint begins with the firm.
    firm = models.ForeignKey(
        Firm, on_delete=models.CASCADE, related_name="idempotency_records", db_index=False
    )
    key = models.CharField(max_length=255)
    request = models.BinaryField(max_length=32)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "key"], name="one_record_per_idempotency_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="idempotency_record_by_age")]

    def __str__(self) -> str:
        return f"{self.key} of {self.firm_id}"

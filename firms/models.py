"""Firms (the tenants), their API keys, and their idempotency records."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Scope(models.TextChoices):
    """The permissions of a key. `ask` is the default; `curate` needs a curator; `suggest` puts
    corrections of partners into the queue of the curators.
    """

    ASK = "ask", "Ask for shortlists and read what is public"
    CURATE = "curate", "Keep partners and priority lists"
    SUGGEST = "suggest", "Suggest corrections of partners"


class Firm(models.Model):
    """A tenant. No firm sees the rows of another."""

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="firm_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self) -> ApiKeyQuerySet:
        """Keys that are neither revoked nor expired, and whose curator, if any, is active."""
        now = timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(curator=None) | Q(curator__is_active=True),
            revoked_at=None,
        )


class ApiKey(models.Model):
    """An API key; its secret is shown once.

    `digest` is the SHA-256 of the secret. The secret holds 32 random bytes, so neither a salt nor a
    slow hash is needed. A key with the scope `curate` acts as its `curator`.
    """

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="keys")
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        # A user with keys is deactivated, not deleted: the history names the curator.
        on_delete=models.PROTECT,
        related_name="api_keys",
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
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
        return f"{self.prefix}… of {self.firm}"


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

"""Who asks: the tenant, the keys it calls with, and what it was answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Scope(models.TextChoices):
    """What a key may do. `ask` is the default; `curate` is bound to a curator."""

    ASK = "ask", "Ask for shortlists and read what is public"
    CURATE = "curate", "Draft and publish priority lists"


class Firm(models.Model):
    """A tenant: what it stores is seen by no other."""

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
        """Keys neither revoked nor expired, whose curator, if any, has not left."""
        now = timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(curator=None) | Q(curator__is_active=True),
            revoked_at=None,
        )


class ApiKey(models.Model):
    """A secret shown once. `digest` is the SHA-256 of 32 random bytes, so it needs no salt.

    `curator`: the user in whose name a key with the scope `curate` acts.
    """

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="keys")
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
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
    """What a firm was answered under an idempotency key of its own; commits with what was made.

    `request`: a digest of what was asked. `answer`: encrypted, for it may hold a secret.
    """

    # The constraint's index begins with the firm.
    firm = models.ForeignKey(
        Firm, on_delete=models.CASCADE, related_name="kept_answers", db_index=False
    )
    key = models.CharField(max_length=255)
    request = models.BinaryField(max_length=32)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "key"], name="one_answer_of_a_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.key} of {self.firm_id}"

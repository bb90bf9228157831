"""Organisations, where their records came from, and who said what about them."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.audit import tracking
from partners.models.pinyin_field import PinyinField
from partners.models.place import Confidence, Place


class Dataset(models.Model):
    """Where records came from. A `simulated` one is never ranked beside any other."""

    key = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    simulated = models.BooleanField()
    notice = models.TextField(help_text="Shown wherever a record of this dataset is shown.")

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(notice=""), name="dataset_has_a_notice"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerQuerySet(models.QuerySet["Partner"]):
    def active(self) -> PartnerQuerySet:
        return self.filter(retired_at=None)

    def of_dataset(self, keys: Collection[str]) -> PartnerQuerySet:
        return self.filter(dataset__in=keys)

    def making(self, sectors: Collection[str]) -> PartnerQuerySet:
        """Who makes one of the sectors or what lies below it."""
        return self._offering("makes", sectors)

    def serving(self, services: Collection[str]) -> PartnerQuerySet:
        """Who does one of the services or what lies below it."""
        return self._offering("serves", services)

    def near(self, places: Collection[str]) -> PartnerQuerySet:
        """Who is in one of the places or clusters. A partner of which only the province is
        known is not in a cluster of cities: that cannot be told.
        """
        return self.filter(place__in=Place.objects.within(places))

    def _offering(self, verb: str, sectors: Collection[str]) -> PartnerQuerySet:
        # A subquery: a join would give a partner once for each offering that fits.
        offering = self.model.objects.filter(
            Q(offerings__sector__in=sectors) | Q(offerings__sector__parent__in=sectors),
            offerings__verb=verb,
        )
        return self.filter(pk__in=offering.values("pk"))


@tracking.tracked(silent=("changed",), derived=("sounds",))
class Partner(models.Model):
    """A company, research institute or public body. What it is good for its offerings say.

    `key` is the record's name within its dataset: importing it again updates, never doubles.
    `place` is a prefecture, or a province where no more is known, or unknown.
    `changed` is the partners number of the last change. `sounds`: the pinyin of the Chinese
    names, former ones too, by which the partner is looked for. A retired one is ranked no more;
    `merged_into` names the record, itself not retired, that the same organisation is read as.
    """

    class Form(models.TextChoices):
        COMPANY = "company", "Company"
        RESEARCH_INSTITUTE = "research_institute", "Research institute"
        PUBLIC_BODY = "public_body", "Public body"
        UNKNOWN = "unknown", "Unknown"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="partners")
    key = models.CharField(max_length=120)
    form = models.CharField(max_length=20, choices=Form.choices, default=Form.UNKNOWN)
    name_en = models.CharField("name in English", max_length=200, blank=True)
    name_zh = models.CharField("name in Chinese", max_length=200, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="partners"
    )
    note = models.TextField(blank=True)
    sounds = PinyinField(blank=True, editable=False, default="", db_default="")
    changed = models.BigIntegerField("partners number")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.CharField(max_length=200, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        permissions: ClassVar = [("curate_partner", "Can retire and merge partners")]
        indexes: ClassVar = [
            models.Index(fields=["dataset", "place", "id"], name="partner_by_place"),
            models.Index(fields=["changed"], name="partner_by_change"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "key"], name="one_record_per_key"),
            models.CheckConstraint(condition=~Q(name_en="", name_zh=""), name="partner_has_a_name"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=False) | Q(merged_into=None, retired_because=""),
                name="only_the_retired_say_why",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="partner_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(name for name in (self.name_en, self.name_zh) if name)


class Change(models.Model):
    """What a partners number stands for: records of a dataset, or (none) of places, sectors and
    demand, which touch every partner. Append-only.
    """

    number = models.BigIntegerField(db_index=True)
    dataset = models.ForeignKey(
        Dataset, null=True, on_delete=models.PROTECT, related_name="changes"
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.number} {self.dataset_id or 'reference data'}"


@tracking.tracked()
class Alias(models.Model):
    """Another name of the partner: a former name, a brand, a spelling."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "aliases"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "name"], name="one_alias_once"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracking.tracked()
class Evidence(models.Model):
    """Who said a fact, where, and when it was last checked.

    `fact` names what is said: a field of the profile, `makes:C182`, `serves:PS033`, or
    `organisation` for the record as a whole.
    """

    class Kind(models.TextChoices):
        DECLARED = "declared", "declared by the partner or on its behalf"
        REPORTED = "reported", "reported by somebody else"
        VERIFIED = "verified", "verified by somebody independent"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="evidence")
    fact = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    speaker = models.CharField(max_length=200)
    quote = models.TextField(blank=True)
    source = models.TextField()
    checked_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(speaker=""), name="evidence_says_who_and_where"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.kind} by {self.speaker}"

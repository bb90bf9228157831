"""Provinces, their prefectures, and clusters of places."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.audit import tracking


class Confidence(models.TextChoices):
    """The confidence in the source of a row."""

    HIGH = "high", "from a cited page or standard"
    MEDIUM = "medium", "common knowledge or a secondary source"
    LOW = "low", "our judgement or a mirrored page"


class PlaceQuerySet(models.QuerySet["Place"]):
    def provinces(self) -> PlaceQuerySet:
        """The places of province level."""
        return self.filter(province=None)

    def within(self, codes: Collection[str]) -> PlaceQuerySet:
        """The places and clusters with these codes, and all places in them."""
        # Codes of places and clusters never collide: a cluster's has letters, a place's digits.
        member = self.model.objects.filter(Q(code__in=codes) | Q(clusters__in=codes))
        wide = member.values("code")
        return self.filter(Q(code__in=wide) | Q(province__in=wide))


@tracking.tracked()
class Place(models.Model):
    """A province (`province` is null) or a prefecture-level division of a province.

    `code` is GB/T 2260; `iso` is ISO 3166-2, for provinces only. `qualifier` distinguishes places
    of the same English name (Suzhou in Jiangsu, Suzhou in Anhui). `latitude` and `longitude` are
    degrees; `tile_row` and `tile_column` are the province's cell in the tile map.
    """

    code = models.CharField(max_length=6, primary_key=True)
    iso = models.CharField("ISO 3166-2", max_length=6, unique=True, null=True, blank=True)
    province = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="prefectures"
    )
    kind = models.CharField(max_length=60)
    name_en = models.CharField("name in English", max_length=80)
    name_zh = models.CharField("name in Chinese", max_length=40)
    short_zh = models.CharField("short name in Chinese", max_length=40)
    pinyin = models.CharField(max_length=80)
    qualifier = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    tile_row = models.SmallIntegerField(null=True, blank=True)
    tile_column = models.SmallIntegerField(null=True, blank=True)
    adjacent = models.ManyToManyField(
        "self", symmetrical=True, blank=True, verbose_name="adjacent provinces"
    )
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.TextField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{6}$"), name="place_code_gbt2260"),
            models.CheckConstraint(
                condition=Q(province=None, iso__isnull=False) | Q(province__isnull=False, iso=None),
                name="place_iso_for_provinces_only",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="place_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name_en} {self.short_zh}"


class Cluster(models.Model):
    """Places that a national strategy groups; `affinity` ones count as one place in scoring."""

    code = models.CharField(max_length=12, primary_key=True)
    name_en = models.CharField("name in English", max_length=160)
    name_zh = models.CharField("name in Chinese", max_length=80)
    affinity = models.BooleanField("counts as one place")
    members = models.ManyToManyField(Place, related_name="clusters")
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.TextField()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="cluster_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name_en} {self.name_zh}"

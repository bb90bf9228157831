"""The taxonomy: manufacturing sectors, producer services, emerging industries; and demand."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from partners.models.place import Confidence


class SectorQuerySet(models.QuerySet["Sector"]):
    def manufacturing(self) -> SectorQuerySet:
        """The divisions and groups of GB/T 4754."""
        return self.filter(kind=Sector.Kind.MANUFACTURING)

    def services(self) -> SectorQuerySet:
        """The classes and groups of producer services."""
        return self.filter(kind=Sector.Kind.SERVICE)


class Sector(models.Model):
    """A node of the taxonomy.

    `code` is C18 (division), C182 (group), PS01 (class), PS011 (group) or EI-LAE (emerging).
    `hs` are the HS chapters (2 digits) or headings (4 digits) of the goods that the sector makes.
    `related` are the divisions and services that an emerging industry draws on.
    """

    class Kind(models.TextChoices):
        MANUFACTURING = "manufacturing", "Manufacturing (GB/T 4754-2017)"
        SERVICE = "service", "Producer service (NBS 2019)"
        EMERGING = "emerging", "Emerging industry"

    code = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name_en = models.CharField("name in English", max_length=200)
    name_zh = models.CharField("name in Chinese", max_length=120)
    isic = models.CharField("ISIC", max_length=20, blank=True)
    hs = ArrayField(
        models.CharField(max_length=4), verbose_name="HS codes", default=list, blank=True
    )
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="+",
        blank=True,
        verbose_name="draws on",
    )
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.TextField()

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="manufacturing", code__regex=r"^C\d{2,3}$")
                | Q(kind="service", code__regex=r"^PS\d{2,3}$")
                | Q(kind="emerging", code__regex=r"^EI-[A-Z0-9]+$"),
                name="sector_code_form",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="sector_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class Demand(models.Model):
    """The use of a service group by a manufacturing division.

    `intensity` is 0..1. `relative` is the intensity divided by the service's mean over all
    divisions (1 = average). Rank by `relative`: by intensity, services that all use, such as
    testing, come first for a third of the divisions. `basis` names what the figure rests on, for
    most rows our judgement.
    """

    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="demands")
    service = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="demanded_by")
    intensity = models.DecimalField(max_digits=4, decimal_places=2)
    relative = models.DecimalField(max_digits=5, decimal_places=2)
    band = models.CharField(max_length=10)
    basis = models.CharField(max_length=40)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.TextField()

    class Meta:
        ordering: ClassVar = ["sector", F("relative").desc(), "service"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sector", "service"], name="one_demand_per_pair"),
            models.CheckConstraint(
                condition=Q(intensity__gte=0, intensity__lte=1, relative__gte=0),
                name="demand_in_range",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="demand_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.sector_id} uses {self.service_id} x{self.relative}"

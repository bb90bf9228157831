"""A partner's offerings, profile and certificates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from partners.models.partner import Partner
from partners.models.sector import Sector
from partners.names.units import UNITS

_UNIT_CHOICES = [(unit.name, unit.name) for unit in UNITS]


class Offering(models.Model):
    """A sector that a partner *makes* goods of, or a service by which it *serves*.

    `for_sectors` are the sectors that a service is for; none means unknown, not all.
    `products` are words in English or Chinese, `hs` HS codes of 4 or 6 digits, `processes` words
    for what the partner does to materials. `main`: a source calls it the main business.
    `inferred`: we conclude it, from the name of the partner; no source states it.
    """

    class Verb(models.TextChoices):
        MAKES = "makes", "makes"
        SERVES = "serves", "serves"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="offerings")
    verb = models.CharField(max_length=6, choices=Verb.choices)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="offerings")
    for_sectors = models.ManyToManyField(
        Sector, related_name="+", blank=True, verbose_name="for sectors"
    )
    products = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    hs = ArrayField(
        models.CharField(max_length=6), verbose_name="HS codes", default=list, blank=True
    )
    processes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    main = models.BooleanField("main business", default=False)
    inferred = models.BooleanField("concluded by us", default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "verb", "sector"], name="one_offering_per_sector"
            ),
            models.CheckConstraint(
                # A check constraint cannot join the sector's kind; but service codes begin with
                # PS and sort after all others (C, EI, PS).
                condition=Q(verb="makes", sector__lt="PS") | Q(verb="serves", sector__gte="PS"),
                name="offering_makes_goods_or_serves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.sector_id}"


class Profile(models.Model):
    """The operational facts of a partner; null is unknown.

    `minimum_order` and `monthly_capacity` are quantities of their unit (`partners.names.units`);
    `lead_time_days` counts from order to shipment. `markets` are ISO 3166-1 codes or EU,
    `languages` ISO 639-1 codes. Where a `..._complete` flag is set, the list is exhaustive and an
    entry that is not in it is known to be missing; otherwise it is unknown. `size_class` is the
    class that a source names (by the Chinese standard of 2011 for small and medium enterprises);
    `overseas_share` is in per cent of sales.
    """

    class SizeClass(models.TextChoices):
        MICRO = "micro", "Micro"
        SMALL = "small", "Small"
        MEDIUM = "medium", "Medium"
        LARGE = "large", "Large"

    partner = models.OneToOneField(Partner, on_delete=models.CASCADE, related_name="profile")
    minimum_order = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    minimum_order_unit = models.CharField(max_length=12, choices=_UNIT_CHOICES, blank=True)
    lead_time_days = models.PositiveIntegerField("lead time in days", null=True, blank=True)
    monthly_capacity = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    monthly_capacity_unit = models.CharField(max_length=12, choices=_UNIT_CHOICES, blank=True)
    export_years = models.PositiveSmallIntegerField("years of export", null=True, blank=True)
    markets = ArrayField(models.CharField(max_length=8), null=True, blank=True)
    markets_complete = models.BooleanField("list of markets is complete", default=False)
    languages = ArrayField(models.CharField(max_length=8), null=True, blank=True)
    languages_complete = models.BooleanField("list of languages is complete", default=False)
    certificates_complete = models.BooleanField("list of certificates is complete", default=False)
    employees = models.PositiveIntegerField(null=True, blank=True)
    size_class = models.CharField(max_length=8, choices=SizeClass.choices, blank=True, default="")
    founded = models.PositiveSmallIntegerField("founding year", null=True, blank=True)
    overseas_share = models.PositiveSmallIntegerField(
        "share of sales abroad in per cent", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minimum_order=None, minimum_order_unit="")
                | Q(minimum_order__gte=0) & ~Q(minimum_order_unit=""),
                name="minimum_order_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(monthly_capacity=None, monthly_capacity_unit="")
                | Q(monthly_capacity__gte=0) & ~Q(monthly_capacity_unit=""),
                name="capacity_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.partner}"


class Certificate(models.Model):
    """A certificate that the partner holds, with its dates of validity (null: unknown)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="certificates")
    standard = models.CharField(max_length=40)
    issuer = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "standard"], name="one_certificate_per_standard"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=models.F("valid_from")),
                name="certificate_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.standard

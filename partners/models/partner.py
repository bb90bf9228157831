"""Partners, the datasets that their records come from, and the evidence for their facts."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from core.languages.translation import reads_chinese
from partners.models.partner_ids import next_partner_id
from partners.models.pinyin_field import PinyinField
from partners.models.place import Confidence, Place

# What is derived from the records of a partner, whose history is kept.
_FROM_RECORDS = (
    "datasets",
    "simulated",
    "form",
    "name_en",
    "name_zh",
    "place",
    "address",
    "phone",
    "note",
    "identifiers",
)


class Dataset(models.Model):
    """The origin of records. Partners of a `simulated` dataset are never ranked beside others.

    `notice` is text that every presentation of the dataset's records must show. `name_zh` and
    `notice_zh` are both in Chinese, empty where nobody gave them.
    """

    key = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    simulated = models.BooleanField()
    notice = models.TextField(help_text="Shown wherever a record of this dataset is shown.")
    name_zh = models.CharField(
        "name in Chinese", max_length=120, blank=True, default="", db_default=""
    )
    notice_zh = models.TextField("notice in Chinese", blank=True, default="", db_default="")

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(notice=""), name="dataset_has_a_notice"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in the active language, as far as the dataset has one."""
        return (reads_chinese() and self.name_zh) or self.name

    @property
    def shown_notice(self) -> str:
        """The notice in the active language, as far as the dataset has one."""
        return (reads_chinese() and self.notice_zh) or self.notice


class PartnerQuerySet(models.QuerySet["Partner"]):
    def active(self) -> PartnerQuerySet:
        """The partners that are neither retired nor merged into another."""
        return self.filter(retired_at=None)

    def of_dataset(self, keys: Collection[str]) -> PartnerQuerySet:
        """The partners of which a dataset with one of these keys has a record."""
        return self.filter(datasets__overlap=list(keys))

    def making(self, sectors: Collection[str]) -> PartnerQuerySet:
        """The partners that make goods of one of the sectors, or of a sector below it."""
        return self._offering("makes", sectors)

    def serving(self, services: Collection[str]) -> PartnerQuerySet:
        """The partners that offer one of the services, or a service below it."""
        return self._offering("serves", services)

    def near(self, places: Collection[str]) -> PartnerQuerySet:
        """The partners in one of the places or clusters.

        Excludes a partner of which only the province is known when only cities of the province
        are given, because its city is unknown.
        """
        return self.filter(place__in=Place.objects.within(places))

    def _offering(self, verb: str, sectors: Collection[str]) -> PartnerQuerySet:
        # A subquery, because a join would repeat a partner for each offering that fits.
        offering = self.model.objects.filter(
            Q(offerings__sector__in=sectors) | Q(offerings__sector__parent__in=sectors),
            offerings__verb=verb,
        )
        return self.filter(pk__in=offering.values("pk"))


# The partners number moves with every change, and all facts follow from the records, whose history
# is kept.
@tracking.tracked(
    silent=("changed_number", *_FROM_RECORDS), derived=("pinyin", "name_en_is_transliteration")
)
class Partner(models.Model):
    """A company, research institute or public body; its `offerings` say what it makes or does.

    All facts, here and in the tables that refer to a partner, are what its records say together
    (`partners.registry.consolidation`); only `partners.registry.partner_facts` writes them.
    `datasets` are the keys of the datasets that have a record of it, sorted; `simulated`: they are
    generated, not of real organisations.
    `place` is a prefecture, a province where no more is known, or null (unknown).
    `identifiers` are texts `kind:value` of the organisation, such as `stock:600000.SH`
    (`partners.identity.identifiers`). `address` and `phone` are the organisation's, never a
    person's. `pinyin` is the search text of the Chinese names and aliases
    (`partners.names.pinyin`); `name_en_is_transliteration`: no source gives a Latin name.
    `changed_number` is the partners number of the last change. A retired partner is not ranked;
    `merged_into` is the active partner that a request for a merged one is answered with.
    """

    class Form(models.TextChoices):
        COMPANY = "company", "Company"
        RESEARCH_INSTITUTE = "research_institute", "Research institute"
        PUBLIC_BODY = "public_body", "Public body"
        UNKNOWN = "unknown", "Unknown"

    id = models.BigIntegerField(primary_key=True, default=next_partner_id, editable=False)
    datasets = ArrayField(models.CharField(max_length=40))
    simulated = models.BooleanField()
    form = models.CharField(max_length=20, choices=Form.choices, default=Form.UNKNOWN)
    name_en = models.CharField("name in English", max_length=200, blank=True)
    name_en_is_transliteration = models.BooleanField(
        "name in English is our transliteration", default=False
    )
    name_zh = models.CharField("name in Chinese", max_length=200, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="partners"
    )
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    note = models.TextField(blank=True)
    identifiers = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    pinyin = PinyinField(blank=True, editable=False, default="", db_default="")
    changed_number = models.BigIntegerField("partners number")
    retired_at = models.DateTimeField(null=True, blank=True)
    retirement_reason = models.CharField(max_length=200, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering: ClassVar = ["id"]
        permissions: ClassVar = [("curate_partner", "Can change partners")]
        indexes: ClassVar = [
            # For GET /v1/partners, which filters by dataset and place and pages by id.
            models.Index(fields=["place", "id"], name="partner_by_place"),
            GinIndex(fields=["datasets"], name="partner_by_dataset"),
            # For the partner index, which loads the partners that changed since its file was built.
            models.Index(fields=["changed_number"], name="partner_by_changed_number"),
            GinIndex(fields=["identifiers"], name="partner_by_identifier"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_en="", name_zh=""), name="partner_has_a_name"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=False) | Q(merged_into=None, retirement_reason=""),
                name="retirement_fields_need_retired_at",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="partner_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(name for name in (self.name_en, self.name_zh) if name)


class PartnersChange(models.Model):
    """A change that took a partners number, and the dataset whose partners it touched.

    Without a dataset, places, sectors or demand changed, which touches every partner. A number
    has one row per dataset. Append-only.
    """

    number = models.BigIntegerField(db_index=True)
    dataset = models.ForeignKey(
        Dataset, null=True, on_delete=models.PROTECT, related_name="partners_changes"
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.number} {self.dataset_id or 'reference data'}"


class Alias(models.Model):
    """A further name of the partner: a former name, a brand or another spelling."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "aliases"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "name"], name="unique_alias_per_partner"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Evidence(models.Model):
    """The speaker and the source of a fact, and the day on which the source was last checked.

    `fact` is the name of a profile field, `makes:C182`, `serves:PS033`, or `organisation` for
    the organisation as a whole. `dataset` is that of the record which states it.
    """

    class Kind(models.TextChoices):
        DECLARED = "declared", "declared by the partner or on its behalf"
        REPORTED = "reported", "reported by a third party"
        VERIFIED = "verified", "verified by an independent party"
        INFERRED = "inferred", "concluded by us from another fact"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="evidence")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
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
                condition=~Q(source="") & ~Q(speaker=""), name="evidence_has_speaker_and_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.kind} by {self.speaker}"

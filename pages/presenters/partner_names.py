"""The partners that a page names: their names in the visitor's language, and where they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pages.frame.language import in_language, joined, language
from partners.models import Partner


@dataclass(frozen=True)
class NamedPartner:
    """`name` in the visitor's language as far as there is one; `other`: the name in the other."""

    pk: int
    name: str
    other: str
    place: str
    province: str
    datasets: tuple[str, ...]
    simulated: bool
    retired: bool

    @property
    def key(self) -> str:
        """The id as it stands in addresses."""
        return str(self.pk)

    @property
    def where(self) -> str:
        """The place and its province; '' where it is not known."""
        if self.province and self.province != self.place:
            return joined((self.place, self.province))
        return self.place


@dataclass(frozen=True)
class PartnerNames:
    """The partners by id, and their Chinese names by the English ones, for sentences."""

    by_id: Mapping[int, NamedPartner]
    chinese: Mapping[str, str]


def load_partner_names(ids: Collection[int]) -> PartnerNames:
    """Read the partners with these ids. One query."""
    rows = (
        Partner.objects.filter(pk__in=set(ids))
        .select_related("place__province")
        .only(
            *("name_en", "name_zh", "datasets", "simulated", "retired_at", "place__code"),
            *("place__name_en", "place__name_zh", "place__kind", "place__province__name_en"),
            "place__province__name_zh",
        )
    )
    found = list(rows)
    return PartnerNames(
        {row.pk: _named(row) for row in found},
        {row.name_en: row.name_zh for row in found if row.name_en and row.name_zh},
    )


def _named(row: Partner) -> NamedPartner:
    names = (row.name_zh, row.name_en) if language() == "zh" else (row.name_en, row.name_zh)
    place = row.place
    province = place and place.province
    return NamedPartner(
        row.pk,
        names[0] or names[1],
        names[1] if names[0] else "",
        in_language(place),
        in_language(province),
        tuple(row.datasets),
        row.simulated,
        row.retired_at is not None,
    )

"""Partners narrowed by filters: as rows, and as the same conditions of a search by text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q

from partners.models import Offering
from partners.models.partner import PartnerQuerySet
from partners.reference.atlas import ClusterRow, PlaceRow
from partners.search.entry_queries import Narrowing
from partners.search.filter_keys import filter_key
from partners.search.typed_text import Condition


@dataclass(frozen=True)
class NarrowedPartners:
    """The partners that the filters let through, and the filters as conditions of the search."""

    rows: PartnerQuerySet
    conditions: tuple[Condition, ...] = ()
    simulated: bool = False

    @property
    def entries(self) -> Narrowing:
        """The same for the entries of a search."""
        return Narrowing(self.conditions, self.simulated)

    def of_dataset(self, key: str) -> NarrowedPartners:
        """Those of which this dataset has a record, simulated ones as well."""
        return replace(self._by(self.rows.of_dataset([key]), "dataset", key), simulated=True)

    def making(self, code: str) -> NarrowedPartners:
        """Those that make goods of the sector or of one below it."""
        return self._by(self.rows.making([code]), "makes", code)

    def serving(self, code: str) -> NarrowedPartners:
        """Those that offer the service or one below it."""
        return self._by(self.rows.serving([code]), "serves", code)

    def in_sector(self, code: str) -> NarrowedPartners:
        """Those that make or serve the sector, or serve manufacturers in it."""
        # The taxonomy has two levels below its kinds, so the sector and its parent cover all.
        fits = (
            Q(sector=code)
            | Q(sector__parent=code)
            | Q(for_sectors=code)
            | Q(for_sectors__parent=code)
        )
        rows = self.rows.filter(pk__in=Offering.objects.filter(fits).values("partner"))
        return self._by(rows, "sector", code)

    def near(self, place: PlaceRow | ClusterRow) -> NarrowedPartners:
        """Those in the province, the prefecture or a member of the cluster."""
        codes = place.members if isinstance(place, ClusterRow) else (place.code,)
        return self._by(self.rows.near([place.code]), "place", *codes)

    def _by(self, rows: PartnerQuerySet, kind: str, *values: str) -> NarrowedPartners:
        keys = tuple(filter_key(kind, value) for value in values)
        one = Condition(keys) if len(keys) == 1 else Condition(some=(keys,))
        return replace(self, rows=rows, conditions=(*self.conditions, one))

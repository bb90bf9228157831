"""Partners found by a text or by filters, with what the finds have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matcher import loaded
from pages.frame.language import in_language, joined, language
from pages.presenters.partner_names import NamedPartner, load_partner_names
from partners.errors import NameFault
from partners.models import Dataset, Offering, Partner
from partners.name_resolvers import NameResolvers
from partners.search.facets import count_facets
from partners.search.finding import LONGEST_QUERY, Found, find_partners
from partners.search.narrowed_partners import NarrowedPartners

# Without a text nothing says which come first, so that nobody reads on.
MOST_LISTED = 1_000
_A_PAGE, _FACETS, _SECTORS = 25, 8, 3
_FILTERS: Mapping[str, Promise] = {
    "place": _("Place"),
    "sector": _("Sector"),
    "dataset": _("Records of"),
}
_KINDS = ("manufacturing", "emerging", "service")


@dataclass(frozen=True)
class Facet:
    """A value to filter by."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Filter:
    """A filter with its most frequent values; `chosen`: the value that it has now, by its name."""

    name: str
    title: Promise
    chosen: str
    facets: Sequence[Facet]


@dataclass(frozen=True)
class FoundPartner:
    """A partner of the page, with the sectors that it offers."""

    name: NamedPartner
    offers: str


@dataclass(frozen=True)
class PartnerSearchPage:
    """`page` None: nothing was asked. `faults`: filters that name nothing. `more`: there are more
    than are listed.
    """

    text: str
    page: Page[Any] | None
    filters: Sequence[Filter]
    faults: Sequence[str]
    count: int
    more: bool


def partner_search_page(asked: Mapping[str, str]) -> PartnerSearchPage:
    """Find partners as the address says: `q`, `place`, `sector`, `dataset`, `page`."""
    text = asked.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    given = {name: asked.get(name, "").strip()[:120] for name in _FILTERS}
    if not text and not any(given.values()):
        return PartnerSearchPage("", None, (), (), 0, more=False)
    search = _Search(loaded.names(), list(Dataset.objects.all()))
    narrowed = search.narrow(given)
    if search.faults:
        return PartnerSearchPage(text, None, search.filters({}), search.faults, 0, more=False)
    found = find_partners(narrowed.rows, text, narrowed.entries) if text else _every(narrowed)
    facets = count_facets(found)
    ids = [pk for *_ignored, pk in found.keys]
    pages = Paginator(ids, _A_PAGE)
    page: Page[Any] = pages.get_page(asked.get("page"))
    page.object_list = _shown(list(page.object_list))
    filters = search.filters(facets)
    return PartnerSearchPage(text, page, filters, (), len(ids), more=not found.complete)


class _Search:
    """The filters of a search, and the names of their values."""

    def __init__(self, names: NameResolvers, datasets: Sequence[Dataset]) -> None:
        self._names, self._datasets = names, {one.key: one for one in datasets}
        self._chosen = dict.fromkeys(_FILTERS, "")
        self.faults: list[str] = []

    def narrow(self, given: Mapping[str, str]) -> NarrowedPartners:
        """The active partners that the filters let through; simulated ones only by name."""
        real = [key for key, one in self._datasets.items() if not one.simulated]
        active = Partner.objects.active()
        narrowed = NarrowedPartners(active.of_dataset(real))
        if key := given["dataset"]:
            if key in self._datasets:
                narrowed = NarrowedPartners(active).of_dataset(key)
            called = self._datasets[key].shown_name if key in self._datasets else None
            self._note("dataset", called, key)
        narrowed = self._by("place", given, narrowed, self._place)
        return self._by("sector", given, narrowed, self._sector)

    def filters(self, counted: Mapping[str, Sequence[Mapping[str, object]]]) -> list[Filter]:
        """The filters that are set or can be."""
        found = []
        for name, title in _FILTERS.items():
            facets = [
                Facet(
                    str(one["value"]),
                    self._label(name, str(one["value"])),
                    int(str(one["partners"])),
                )
                for one in counted.get(name, ())[:_FACETS]
            ]
            if facets or self._chosen[name]:
                found.append(Filter(name, title, self._chosen[name], facets))
        return found

    def _by(
        self,
        name: str,
        given: Mapping[str, str],
        narrowed: NarrowedPartners,
        narrow: Callable[[NarrowedPartners, str], tuple[NarrowedPartners, str]],
    ) -> NarrowedPartners:
        if not given[name]:
            return narrowed
        try:
            narrowed, self._chosen[name] = narrow(narrowed, given[name])
        except NameFault as fault:
            self._note(name, None, given[name], list(fault.nearest)[:3])
        return narrowed

    def _note(self, name: str, label: str | None, text: str, nearest: Sequence[str] = ()) -> None:
        if label:
            self._chosen[name] = label
            return
        told = _now("“%(text)s” is not known.") % {"text": text}
        near = _now("Nearest: %(near)s") % {"near": joined(nearest)} if nearest else ""
        self.faults.append(f"{_FILTERS[name]}: {told} {near}".strip())

    def _place(self, narrowed: NarrowedPartners, text: str) -> tuple[NarrowedPartners, str]:
        row = self._names.places.resolve(text)
        return narrowed.near(row), in_language(row)

    def _sector(self, narrowed: NarrowedPartners, text: str) -> tuple[NarrowedPartners, str]:
        row = self._names.sectors.resolve(text, _KINDS)
        return narrowed.in_sector(row.code), in_language(row)

    def _label(self, name: str, value: str) -> str:
        if name == "dataset":
            known = self._datasets.get(value)
            return known.shown_name if known else value
        rows = self._names.sectors.rows
        row = rows.get(value) if name == "sector" else self._names.places.row_of(value)
        return in_language(row) or value


def _every(narrowed: NarrowedPartners) -> Found:
    ids = list(narrowed.rows.order_by("pk").values_list("pk", flat=True)[: MOST_LISTED + 1])
    return Found([(0, 0, pk) for pk in ids[:MOST_LISTED]], complete=len(ids) <= MOST_LISTED)


def _shown(ids: Iterable[int]) -> list[FoundPartner]:
    """The partners of a page; one that was deleted meanwhile is left out. Two queries."""
    wanted = list(ids)
    names = load_partner_names(wanted).by_id
    offers: dict[int, list[str]] = {}
    rows = Offering.objects.filter(partner__in=wanted).order_by("-main", "pk")
    for partner, name in rows.values_list("partner", f"sector__name_{language()}"):
        offers.setdefault(partner, []).append(name)
    return [
        FoundPartner(names[pk], joined(offers.get(pk, [])[:_SECTORS]))
        for pk in wanted
        if pk in names
    ]

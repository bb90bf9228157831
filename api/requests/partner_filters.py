"""Query parameters that narrow partners, as rows and as conditions of the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.requests import name_parameters
from api.requests.parameter_parsing import parse_datasets
from partners.models import Offering, Partner
from partners.models.partner import PartnerQuerySet
from partners.reference.atlas import ClusterRow
from partners.search.entry_queries import Narrowing
from partners.search.facets import COUNTED_AT_MOST
from partners.search.filter_keys import filter_key
from partners.search.finding import LONGEST_QUERY, MOST_FOUND
from partners.search.typed_text import Condition

PARAMETERS = (
    OpenApiParameter(
        "q",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        description=(
            "Partners found by a name in Chinese or English, by pinyin or its initials, by an "
            "identifier, or by a word for what they make or do; also with a slip in it. Sorted by "
            f"how well they fit, at most {MOST_FOUND}."
        ),
    ),
    OpenApiParameter(
        "facets",
        {"type": "string", "enum": ["true", "false"], "default": "false"},
        description=(
            "With `q`: also count the finds by province, sector, dataset, certificate and kind "
            f"of evidence, {COUNTED_AT_MOST:,} of them at most."
        ),
    ),
    OpenApiParameter(
        "makes", str, description="Partners that make this sector or a sector below it."
    ),
    OpenApiParameter(
        "serves", str, description="Partners that provide this service or a service below it."
    ),
    OpenApiParameter(
        "sector",
        str,
        description="Partners that make or serve this sector, or serve manufacturers in it.",
    ),
    OpenApiParameter("place", str, description="Partners in this province, prefecture or cluster."),
    OpenApiParameter(
        "dataset",
        str,
        description=(
            "Only this dataset. Default: all datasets that are not simulated; the "
            "demonstration dataset must be requested by name."
        ),
    ),
)


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

    def by(self, rows: PartnerQuerySet, kind: str, *values: str) -> NarrowedPartners:
        keys = tuple(filter_key(kind, value) for value in values)
        one = Condition(keys) if len(keys) == 1 else Condition(some=(keys,))
        return replace(self, rows=rows, conditions=(*self.conditions, one))


def narrow_partners(request: Request) -> NarrowedPartners:
    """Return the active partners that the filters let through. Raises `QueryRefused`."""
    datasets = parse_datasets(request)
    narrowed = NarrowedPartners(Partner.objects.active().of_dataset(datasets))
    if "dataset" in request.query_params:
        narrowed = replace(narrowed.by(narrowed.rows, "dataset", *datasets), simulated=True)
    for name, narrow in _NARROW.items():
        if (text := request.query_params.get(name)) is not None:
            with name_parameters.query_name_errors(name):
                narrowed = narrow(narrowed, text)
    return narrowed


def _makes(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    code = name_parameters.resolve_sector(text, name_parameters.MANUFACTURING_KINDS).code
    return narrowed.by(narrowed.rows.making([code]), "makes", code)


def _serves(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    code = name_parameters.resolve_sector(text, name_parameters.SERVICE_KINDS).code
    return narrowed.by(narrowed.rows.serving([code]), "serves", code)


def _place(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    found = name_parameters.resolve_place(text)
    codes = found.members if isinstance(found, ClusterRow) else (found.code,)
    return narrowed.by(narrowed.rows.near([found.code]), "place", *codes)


def _sector(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    code = name_parameters.resolve_sector(text).code
    # The taxonomy has two levels below its kinds, so the sector and its parent cover all levels.
    fits = (
        Q(sector=code) | Q(sector__parent=code) | Q(for_sectors=code) | Q(for_sectors__parent=code)
    )
    rows = narrowed.rows.filter(pk__in=Offering.objects.filter(fits).values("partner"))
    return narrowed.by(rows, "sector", code)


_NARROW: dict[str, Callable[[NarrowedPartners, str], NarrowedPartners]] = {
    "makes": _makes,
    "serves": _serves,
    "sector": _sector,
    "place": _place,
}

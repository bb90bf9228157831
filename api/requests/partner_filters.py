"""Query parameters that narrow partners, as rows and as conditions of the search."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.requests import name_parameters
from api.requests.parameter_parsing import parse_datasets
from partners.models import Partner
from partners.search.facets import COUNTED_AT_MOST
from partners.search.finding import LONGEST_QUERY, MOST_FOUND
from partners.search.narrowed_partners import NarrowedPartners

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


def narrow_partners(request: Request) -> NarrowedPartners:
    """Return the active partners that the filters let through. Raises `QueryRefused`."""
    datasets = parse_datasets(request)
    if "dataset" in request.query_params:
        narrowed = NarrowedPartners(Partner.objects.active()).of_dataset(*datasets)
    else:
        narrowed = NarrowedPartners(Partner.objects.active().of_dataset(datasets))
    for name, narrow in _NARROW.items():
        narrowed = name_parameters.parse_name(request, name, partial(narrow, narrowed)) or narrowed
    return narrowed


def _makes(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    kinds = name_parameters.MANUFACTURING_KINDS
    return narrowed.making(name_parameters.resolve_sector(text, kinds).code)


def _serves(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    kinds = name_parameters.SERVICE_KINDS
    return narrowed.serving(name_parameters.resolve_sector(text, kinds).code)


def _place(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    return narrowed.near(name_parameters.resolve_place(text))


def _sector(narrowed: NarrowedPartners, text: str) -> NarrowedPartners:
    return narrowed.in_sector(name_parameters.resolve_sector(text).code)


_NARROW: dict[str, Callable[[NarrowedPartners, str], NarrowedPartners]] = {
    "makes": _makes,
    "serves": _serves,
    "sector": _sector,
    "place": _place,
}

"""Names in paths and query parameters: resolve any spelling, or refuse with the nearest names."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, NameNotFound, QueryRefused
from core.languages.messages import Message
from matcher import loaded
from matcher.loaded import current_basis
from partners.errors import NameFault
from partners.reference.atlas import ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow
from priorities.queries.sector_priorities import sector_relations

# Manufacturers are described by sectors of both kinds: an emerging industry maps to divisions.
MANUFACTURING_KINDS = ("manufacturing", "emerging")
SERVICE_KINDS = ("service",)
ALL_KINDS = (*MANUFACTURING_KINDS, *SERVICE_KINDS)

Found = TypeVar("Found")


class NotAProvince(NameFault):
    """The name belongs to a city or a cluster, but a province is needed."""

    def __init__(self, why: str, nearest: tuple[str, ...]) -> None:
        self.nearest = nearest
        super().__init__(Message("{why}: priority lists belong to provinces", why=why))


def parse_path_name(spelling: str, resolve: Callable[[str], Found]) -> Found:
    """Return what the name in the path resolves to. Raises `NameNotFound`, a 404."""
    try:
        return resolve(spelling)
    except NameFault as fault:
        raise NameNotFound([ErrorDetail.from_name_fault(fault, parameter="spelling")]) from fault


def parse_name(request: Request, parameter: str, resolve: Callable[[str], Found]) -> Found | None:
    """Return what the name in a query parameter resolves to; None without the parameter. Raises
    `QueryRefused`.
    """
    text = request.query_params.get(parameter)
    try:
        return None if text is None else resolve(text)
    except NameFault as fault:
        raise QueryRefused([ErrorDetail.from_name_fault(fault, parameter=parameter)]) from fault


def parse_province(request: Request) -> str | None:
    """Return the code of the parameter `province`; None without it. Raises `QueryRefused`."""
    found = parse_name(request, "province", resolve_province)
    return found.code if found else None


def resolve_place(text: str) -> PlaceRow | ClusterRow:
    """Return the place or cluster of this name. Raises `NameFault`."""
    return loaded.names().places.resolve(text)


def resolve_province(text: str) -> PlaceRow:
    """Return the province of this name. Raises `NameFault`, also for a city or a cluster."""
    found = resolve_place(text)
    if isinstance(found, ClusterRow):
        raise NotAProvince(
            Message("{name_en} is a cluster", name_en=found.name_en), describe_provinces(found)
        )
    if not found.is_province:
        home = describe_provinces(found)
        raise NotAProvince(
            Message("{name_en} is in {home}", name_en=found.name_en, home=home[0]), home
        )
    return found


def describe_provinces(found: PlaceRow | ClusterRow) -> tuple[str, ...]:
    """Return the provinces of a place or a cluster, each as "name (code)"."""
    places = loaded.reference_data(current_basis()).atlas.places
    members = found.members if isinstance(found, ClusterRow) else (found.code,)
    homes = dict.fromkeys(places[code].province for code in members)
    return tuple(f"{places[code].name_en} ({code})" for code in homes)


def related_sectors(text: str, kinds: Sequence[str] = ALL_KINDS) -> frozenset[str]:
    """Return the codes of the sector of this name, of the sectors that cover it, and of those that
    it covers. Raises `NameFault`.
    """
    code = resolve_sector(text, kinds).code
    taxonomy = loaded.reference_data(current_basis()).taxonomy
    return frozenset(
        other
        for other in taxonomy.sectors
        if taxonomy.covers(other, code) or taxonomy.covers(code, other)
    )


def sector_relations_of(text: str) -> tuple[SectorRow, dict[str, str]]:
    """Return the sector of this name, and how it, the sectors above it and those below it relate
    to it, by code. Raises `NameFault`.
    """
    sector = resolve_sector(text)
    taxonomy = loaded.reference_data(current_basis()).taxonomy
    return sector, sector_relations(taxonomy, sector.code)


def resolve_sector(text: str, kinds: Sequence[str] = ALL_KINDS) -> SectorRow:
    """Return the sector of this name among the given kinds. Raises `NameFault`."""
    return loaded.names().sectors.resolve(text, kinds)


def sector_lineage(text: str) -> tuple[str, ...]:
    """Return the codes of the sector of this name and of its ancestors. Raises `NameFault`."""
    taxonomy = loaded.reference_data(current_basis()).taxonomy
    return taxonomy.lineage(resolve_sector(text).code)

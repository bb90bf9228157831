"""Names in an address: any spelling -> the row, or a refusal that names the nearest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.problems.refusals import ErrorDetail, NameNotFound, QueryRefused
from matcher import loaded
from matcher.basis import current_basis
from partners.errors import NameFault
from partners.reference.atlas import ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow

MADE = ("manufacturing", "emerging")
DONE = ("service",)
ANY = (*MADE, *DONE)


class NoProvince(NameFault):
    """The name is a city's or a cluster's, and a province's is needed."""

    def __init__(self, why: str, nearest: tuple[str, ...]) -> None:
        self.nearest = nearest
        super().__init__(f"{why}: lists are held by province")


@contextmanager
def in_path() -> Iterator[None]:
    """What is not called so is not found."""
    try:
        yield
    except NameFault as fault:
        raise NameNotFound([ErrorDetail.named(fault, parameter="spelling")]) from fault


@contextmanager
def in_query(parameter: str) -> Iterator[None]:
    """What is not called so cannot be filtered by."""
    try:
        yield
    except NameFault as fault:
        raise QueryRefused([ErrorDetail.named(fault, parameter=parameter)]) from fault


def place(text: str) -> PlaceRow | ClusterRow:
    """The place or cluster of this name. Raises `NameFault`."""
    return loaded.names().places.resolve(text)


def province(text: str) -> PlaceRow:
    """The province of this name. Raises `NameFault`, also for a city or a cluster."""
    found = place(text)
    if isinstance(found, ClusterRow):
        raise NoProvince(f"{found.name_en} is a cluster", provinces_of(found))
    if not found.is_province:
        home = provinces_of(found)
        raise NoProvince(f"{found.name_en} is in {home[0]}", home)
    return found


def provinces_of(found: PlaceRow | ClusterRow) -> tuple[str, ...]:
    """The provinces that a place or a cluster lies in, by name and code."""
    places = loaded.reference_data(current_basis()).atlas.places
    members = found.members if isinstance(found, ClusterRow) else (found.code,)
    homes = dict.fromkeys(places[code].province for code in members)
    return tuple(f"{places[code].name_en} ({code})" for code in homes)


def line(text: str, kinds: Sequence[str] = ANY) -> frozenset[str]:
    """The codes of the sector of this name, of all that covers it and of all that it covers.
    Raises `NameFault`.
    """
    code = sector(text, kinds).code
    taxonomy = loaded.reference_data(current_basis()).taxonomy
    return frozenset(
        other
        for other in taxonomy.sectors
        if taxonomy.covers(other, code) or taxonomy.covers(code, other)
    )


def sector(text: str, kinds: Sequence[str] = ANY) -> SectorRow:
    """The sector of this name, of one of the kinds. Raises `NameFault`."""
    return loaded.names().sectors.resolve(text, kinds)

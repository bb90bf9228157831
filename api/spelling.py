"""Names in an address: any spelling -> the row, or a refusal that names the nearest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.faults import NameNotFound, QueryRefused, Wrong, near
from partners.atlas import ClusterRow, PlaceRow
from partners.errors import NameFault
from partners.naming import PlaceNames, SectorNames
from partners.reading import read_atlas, read_taxonomy
from partners.taxonomy import SectorRow

MADE = ("manufacturing", "emerging")
DONE = ("service",)
ANY = (*MADE, *DONE)


@contextmanager
def in_path() -> Iterator[None]:
    """What is not called so is not found."""
    try:
        yield
    except NameFault as fault:
        raise NameNotFound([Wrong(str(fault), near(fault), parameter="spelling")]) from fault


@contextmanager
def in_query(parameter: str) -> Iterator[None]:
    """What is not called so cannot be filtered by."""
    try:
        yield
    except NameFault as fault:
        raise QueryRefused([Wrong(str(fault), near(fault), parameter=parameter)]) from fault


def place(text: str) -> PlaceRow | ClusterRow:
    """The place or cluster of this name. Raises `NameFault`."""
    return PlaceNames(read_atlas()).resolve(text)


def sector(text: str, kinds: Sequence[str] = ANY) -> SectorRow:
    """The sector of this name, of one of the kinds. Raises `NameFault`."""
    return SectorNames(read_taxonomy()).resolve(text, kinds)

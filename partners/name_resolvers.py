"""The resolvers of the names in a brief."""

from dataclasses import dataclass

from partners.lexicon.sector_resolver import SectorResolver
from partners.names.place_resolver import PlaceResolver


@dataclass(frozen=True)
class NameResolvers:
    """The resolvers of one version of the reference data."""

    places: PlaceResolver
    sectors: SectorResolver

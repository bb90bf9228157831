"""A brief as scoring reads it: every name resolved to a code, every quantity to a base unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from matcher.index.candidate import Quantity

# Fields of a brief that may be required, in the order in which candidates stop at them; `provinces`
# always are: they bound the search.
WISHES = (
    "provinces",
    "products",
    "order_quantity",
    "lead_time_days",
    "certifications",
    "languages",
    "markets",
)


@dataclass(frozen=True)
class Product:
    """A word (in either language) or an HS code of 4 or 6 digits."""

    text: str
    is_hs: bool = False


@dataclass(frozen=True)
class Wanted:
    """`seeking`: manufacturer or service_provider. Empty or None: not stated."""

    seeking: str
    sectors: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    client_sector: str | None = None
    client_place: str | None = None
    provinces: tuple[str, ...] = ()
    order: Quantity | None = None
    lead_time_days: int | None = None
    certifications: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    require: frozenset[str] = frozenset()
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    datasets: frozenset[str] = frozenset()
    exclude: frozenset[int] = frozenset()
    limit: int = 20

    @property
    def seeks_makers(self) -> bool:
        """Is a manufacturer sought, not a service provider?"""
        return self.seeking == "manufacturer"

    @property
    def verb(self) -> str:
        """The verb of the offerings that decide the fit."""
        return "makes" if self.seeks_makers else "serves"

    @property
    def needs(self) -> tuple[str, ...]:
        """The sectors or services one of which a partner must fit to be listed."""
        return self.sectors if self.seeks_makers else self.services

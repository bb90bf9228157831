"""Random briefs, the same for the same seed; each fits a partner of the demonstration set."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from harness import seed_reference
from matcher.index.candidate import Candidate, Quantity
from matcher.scoring.wanted import Product, Wanted
from quality import population

STANDARDS = (
    "ISO 9001",
    "ISO 14001",
    "CE",
    "OEKO-TEX STANDARD 100",
    "amfori BSCI",
    "CNAS laboratory accreditation",
    "FSC",
)


def briefs(count: int, seed: int = 5) -> Iterator[Wanted]:
    """Two makers' briefs for each provider's brief; a third of each wish is left unsaid."""
    rng = Random(seed)
    among = list(population.demonstration().candidates.values())
    makers = [one for one in among if one.offers[0].verb == "makes"]
    providers = [one for one in among if one.offers[0].verb == "serves"]
    for n in range(count):
        yield (
            _provider(rng, rng.choice(providers), rng.choice(makers))
            if n % 3 == 2
            else _maker(rng, rng.choice(makers))
        )


def _maker(rng: Random, like: Candidate) -> Wanted:
    """A brief for what a partner like this makes; how many, of what its kind is counted in."""
    offer = like.offers[0]
    dimension = like.minimum_order.dimension if like.minimum_order else "count"
    amount = rng.choice((5, 50, 150, 500, 2_000, 20_000))
    return Wanted(
        seeking="manufacturer",
        sectors=(offer.sector,),
        products=(Product(offer.products[0]),) if offer.products and rng.random() < 0.67 else (),
        order=Quantity(dimension, Decimal(amount)) if rng.random() < 0.67 else None,
        lead_time_days=rng.choice((10, 20, 30, 60)) if rng.random() < 0.67 else None,
        **_wishes(rng),
    )


def _provider(rng: Random, like: Candidate, client: Candidate) -> Wanted:
    """A brief for what a partner like this serves, for a maker somewhere."""
    return Wanted(
        seeking="service_provider",
        services=(like.offers[0].sector,),
        client_sector=client.offers[0].sector[:3] if rng.random() < 0.8 else None,
        client_place=client.place if rng.random() < 0.8 else None,
        **_wishes(rng),
    )


def _wishes(rng: Random) -> dict[str, Any]:
    wide = rng.random() < 0.85
    return {
        "provinces": () if wide else (rng.choice(("440000", "330000", "320000", "GBA", "YRD")),),
        "certifications": (rng.choice(STANDARDS),) if rng.random() < 0.5 else (),
        "languages": ("en",) if rng.random() < 0.67 else (),
        "markets": (rng.choice(("US", "EU", "JP", "DE")),) if rng.random() < 0.5 else (),
        "datasets": frozenset({"demonstration"}),
    }


def unlisted_provinces() -> tuple[str, ...]:
    """Provinces that hold no list, so that nothing of policy differs between them."""
    atlas = seed_reference.atlas()
    return tuple(
        code
        for code, row in sorted(atlas.places.items())
        if row.is_province and not row.in_one_city and code not in seed_reference.editions()
    )

"""Briefs for the synthetic partners: one of soft wishes, one of hard wishes, and random ones."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from benchmarks.synthetic_data.dictionary import DATASETS, LANGUAGES, MARKETS, MEASURES, STANDARDS
from matcher.index.candidate import Quantity
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import EMERGING, MANUFACTURING, SERVICE
from matcher.scoring.wanted import Product, Wanted
from matcher.scoring.weights import DEFAULT

SOFT = Wanted(
    seeking="manufacturer",
    sectors=("C182", "C17", "C391", "C35"),
    order=Quantity("count", Decimal(5_000)),
    lead_time_days=30,
    certifications=("ISO 9001",),
    languages=("en", "de"),
    markets=("DE", "US"),
    datasets=frozenset(DATASETS),
    limit=50,
)
HARD = replace(SOFT, require=frozenset({"lead_time_days", "certifications"}))
_WORDS = ("shirts", "steel", "equipment", "medical devices", "6109", "84", "服装")


def at_random(data: ReferenceData, count: int) -> list[Wanted]:
    """Briefs for both sides, one to six needs, up to six provinces, any weights."""
    rng = np.random.default_rng(5)
    return [_brief(rng, data) for _ in range(count)]


def _brief(rng: np.random.Generator, data: ReferenceData) -> Wanted:
    seeks_makers = bool(rng.random() < 0.5)
    needs = _needs(rng, data, (MANUFACTURING, EMERGING) if seeks_makers else (SERVICE,))
    client = not seeks_makers and rng.random() < 0.6
    return Wanted(
        seeking="manufacturer" if seeks_makers else "service_provider",
        sectors=needs if seeks_makers else (),
        services=_needs(rng, data, (SERVICE,))[:2] if seeks_makers else needs,
        products=tuple(Product(one, one.isdigit()) for one in _some(rng, _WORDS, 2, 0.3)),
        client_sector=_needs(rng, data, (MANUFACTURING,))[0] if client else None,
        client_place=str(rng.choice(data.areas.codes)) if client else None,
        provinces=_some(rng, data.areas.provinces[:-1], 6, 0.5),
        order=_order(rng) if rng.random() < 0.6 else None,
        lead_time_days=int(rng.integers(5, 90)) if rng.random() < 0.6 else None,
        certifications=_some(rng, STANDARDS, 3, 0.6),
        languages=_some(rng, LANGUAGES, 3, 0.6),
        markets=_some(rng, MARKETS, 3, 0.6),
        require=frozenset(_some(rng, ("order_quantity", "certifications", "languages"), 2, 0.2)),
        weights=_weights(rng),
        datasets=frozenset(DATASETS if rng.random() < 0.9 else DATASETS[:1]),
        limit=50,
    )


def _needs(
    rng: np.random.Generator, data: ReferenceData, kinds: tuple[int, ...]
) -> tuple[str, ...]:
    every = [
        code
        for code, kind in zip(data.sectors.codes, data.sectors.kind, strict=True)
        if kind in kinds
    ]
    return tuple(str(one) for one in rng.choice(every, int(rng.integers(1, 7)), replace=False))


def _some(
    rng: np.random.Generator, among: tuple[str, ...], most: int, chance: float
) -> tuple[str, ...]:
    if rng.random() >= chance:
        return ()
    pool = sorted(set(among))
    return tuple(
        str(one) for one in rng.choice(pool, int(rng.integers(1, most + 1)), replace=False)
    )


def _order(rng: np.random.Generator) -> Quantity:
    measure = MEASURES[int(rng.integers(0, len(MEASURES)))] if rng.random() < 0.4 else MEASURES[0]
    return Quantity(measure.dimension, Decimal(int(10 ** rng.uniform(1, 5))))


def _weights(rng: np.random.Generator) -> dict[str, Fraction]:
    """Any, of which policy keeps to its share."""
    asked = {name: Fraction(int(rng.integers(1, 100))) for name in DEFAULT}
    others = sum(asked.values(), Fraction(0)) - asked["policy"]
    return asked | {"policy": min(asked["policy"], others * Fraction(15, 100))}

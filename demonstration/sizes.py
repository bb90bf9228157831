"""Sizes of firms, with their ranges of minimum order, lead time and monthly capacity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from demonstration.random_choice import SeededRandom

SIZES = ("workshop", "small", "medium", "large")

SIZE_NAMES = {
    "workshop": (("Workshop", "作坊"), ("Studio", "工坊")),
    "small": (("Factory", "厂"), ("Works", "工厂")),
    "medium": (("Manufacturing", "制造公司"), ("Products", "制品公司")),
    "large": (("Industries", "实业公司"), ("Group", "集团")),
}

_Steps = tuple[int, int, int]


@dataclass(frozen=True)
class Level:
    """Low, high and step of minimum order and monthly capacity; low and high of lead days."""

    order: _Steps
    days: tuple[int, int]
    capacity: _Steps


@dataclass(frozen=True)
class QuantityKind:
    """The unit of goods, the weights of the sizes, and the ranges of each size."""

    unit: str
    weights: tuple[int, int, int, int]
    levels: tuple[Level, Level, Level, Level]


def _levels(*rows: tuple[_Steps, tuple[int, int], _Steps]) -> tuple[Level, Level, Level, Level]:
    workshop, small, medium, large = (Level(*row) for row in rows)
    return workshop, small, medium, large


_GARMENT = _levels(
    ((50, 300, 10), (5, 15), (2_000, 15_000, 500)),
    ((100, 800, 50), (10, 25), (10_000, 60_000, 1_000)),
    ((500, 3_000, 100), (20, 45), (50_000, 300_000, 5_000)),
    ((1_000, 20_000, 500), (25, 60), (200_000, 2_000_000, 50_000)),
)
_CONSUMER = _levels(
    ((100, 1_000, 50), (7, 20), (5_000, 50_000, 1_000)),
    ((300, 3_000, 100), (12, 30), (20_000, 200_000, 5_000)),
    ((1_000, 10_000, 500), (20, 45), (100_000, 1_000_000, 20_000)),
    ((3_000, 20_000, 1_000), (25, 60), (500_000, 5_000_000, 100_000)),
)
_CLOTH = _levels(
    ((200, 1_000, 100), (7, 20), (20_000, 100_000, 5_000)),
    ((500, 3_000, 100), (10, 30), (80_000, 500_000, 10_000)),
    ((1_000, 8_000, 500), (15, 40), (300_000, 2_000_000, 50_000)),
    ((3_000, 20_000, 1_000), (20, 50), (1_000_000, 9_000_000, 500_000)),
)
_BULK = _levels(
    ((1, 5, 1), (5, 15), (30, 300, 10)),
    ((5, 25, 1), (7, 20), (200, 2_000, 50)),
    ((20, 100, 5), (10, 30), (1_000, 10_000, 500)),
    ((100, 1_000, 50), (15, 45), (8_000, 200_000, 2_000)),
)
_MACHINE = _levels(
    ((1, 3, 1), (15, 40), (4, 40, 2)),
    ((1, 5, 1), (20, 60), (10, 150, 5)),
    ((1, 10, 1), (30, 90), (50, 800, 10)),
    ((1, 20, 1), (45, 120), (200, 8_000, 100)),
)
_SET = _levels(
    ((5, 50, 5), (10, 25), (100, 1_000, 50)),
    ((20, 150, 10), (15, 35), (500, 5_000, 100)),
    ((50, 400, 10), (25, 50), (2_000, 20_000, 500)),
    ((100, 1_000, 50), (30, 60), (10_000, 100_000, 5_000)),
)
_ELECTRONIC = _levels(
    ((20, 300, 10), (7, 20), (1_000, 10_000, 500)),
    ((100, 1_000, 50), (12, 30), (5_000, 80_000, 1_000)),
    ((300, 5_000, 100), (20, 45), (50_000, 500_000, 10_000)),
    ((1_000, 20_000, 500), (25, 60), (200_000, 5_000_000, 100_000)),
)

_MANY_SMALL, _EVEN, _HEAVY = (62, 27, 9, 2), (40, 37, 18, 5), (18, 40, 30, 12)
QUANTITY_KINDS = {
    "garment": QuantityKind("piece", _MANY_SMALL, _GARMENT),
    "pair": QuantityKind("pair", _MANY_SMALL, _GARMENT),
    "consumer": QuantityKind("piece", _EVEN, _CONSUMER),
    "parts": QuantityKind("piece", _EVEN, _CONSUMER),
    "electronic": QuantityKind("piece", _EVEN, _ELECTRONIC),
    "cloth": QuantityKind("metre", _EVEN, _CLOTH),
    "cable": QuantityKind("metre", _HEAVY, _CLOTH),
    "sheet": QuantityKind("square metre", _EVEN, _CLOTH),
    "drink": QuantityKind("litre", _EVEN, _CLOTH),
    "set": QuantityKind("set", _EVEN, _SET),
    "furniture": QuantityKind("set", _EVEN, _SET),
    "bulk": QuantityKind("tonne", _HEAVY, _BULK),
    "machine": QuantityKind("set", _HEAVY, _MACHINE),
}


@dataclass(frozen=True)
class Scale:
    """The true scale of a simulated firm, whether or not its record states it."""

    size: str
    unit: str
    order: Decimal
    days: int
    capacity: Decimal


def size_of(rng: SeededRandom, quantity_kind: str) -> str:
    return rng.weighted_choice(list(zip(SIZES, QUANTITY_KINDS[quantity_kind].weights, strict=True)))


def scale_of(rng: SeededRandom, quantity_kind: str, size: str) -> Scale:
    kind = QUANTITY_KINDS[quantity_kind]
    level = kind.levels[SIZES.index(size)]
    return Scale(
        size=size,
        unit=kind.unit,
        order=Decimal(rng.step(*level.order)),
        days=rng.step(*level.days, 1),
        capacity=Decimal(rng.step(*level.capacity)),
    )

"""Units of quantity. Two quantities are comparable only within one dimension."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Unit:
    """A unit of `factor` base units of its dimension; `spellings` are accepted besides its name."""

    name: str
    dimension: str
    factor: Decimal
    spellings: tuple[str, ...] = ()

    @property
    def name_zh(self) -> str:
        """Its name in Chinese: the first Chinese spelling."""
        return next(one for one in self.spellings if "\u4e00" <= one[0] <= "\u9fff")


def _unit(name: str, dimension: str, factor: str, *spellings: str) -> Unit:
    return Unit(name, dimension, Decimal(factor), spellings)


# Pairs and sets are dimensions of their own: how many pieces make a set differs by product.
UNITS = (
    _unit("piece", "count", "1", "pieces", "pc", "pcs", "unit", "units", "件", "个", "台", "只"),
    _unit("dozen", "count", "12", "dozens", "dz", "打"),
    _unit("pair", "pairs", "1", "pairs", "prs", "双", "对"),
    _unit("set", "sets", "1", "sets", "套"),
    _unit("kilogram", "mass", "1", "kilograms", "kg", "kgs", "公斤", "千克"),
    _unit("tonne", "mass", "1000", "tonnes", "ton", "tons", "t", "mt", "吨"),
    _unit("metre", "length", "1", "metres", "meter", "meters", "m", "米"),
    _unit("square metre", "area", "1", "m2", "sqm", "m²", "平方米"),
    _unit("cubic metre", "volume", "1", "m3", "cbm", "m³", "立方米"),
    _unit("litre", "volume", "0.001", "litres", "liter", "liters", "l", "升"),
)
UNITS_BY_NAME = {unit.name: unit for unit in UNITS}
UNITS_BY_SPELLING = {spelling: unit for unit in UNITS for spelling in (unit.name, *unit.spellings)}
# Dimension -> its base unit. Reversed, because the first unit of factor 1 in `UNITS` is to win.
BASE_UNITS = {unit.dimension: unit for unit in reversed(UNITS) if unit.factor == 1}


def to_base_unit(quantity: Decimal, unit: str) -> tuple[str, Decimal]:
    """Convert a quantity of the unit with this name to (dimension, quantity in base units)."""
    found = UNITS_BY_NAME[unit]
    return found.dimension, quantity * found.factor

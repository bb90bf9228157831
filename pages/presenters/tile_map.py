"""All 34 provinces as tiles of one size: a map that draws no border."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

# Column and row of each province: neighbours lie near each other as far as a grid allows.
_GRID: Mapping[str, tuple[int, int]] = {
    "230000": (8, 0),
    "150000": (6, 1), "220000": (8, 1),
    "650000": (0, 2), "620000": (3, 2), "640000": (4, 2), "110000": (6, 2), "120000": (7, 2),
    "210000": (8, 2),
    "630000": (2, 3), "610000": (4, 3), "140000": (5, 3), "130000": (6, 3), "370000": (7, 3),
    "540000": (1, 4), "510000": (3, 4), "500000": (4, 4), "410000": (5, 4), "340000": (6, 4),
    "320000": (7, 4), "310000": (8, 4),
    "530000": (3, 5), "520000": (4, 5), "420000": (5, 5), "360000": (6, 5), "330000": (7, 5),
    "450000": (4, 6), "430000": (5, 6), "350000": (6, 6), "710000": (7, 6),
    "440000": (5, 7), "810000": (6, 7),
    "460000": (4, 8), "820000": (5, 8),
}  # fmt: skip
_PITCH = 48
LEVELS = 5
MARKS = 4


@dataclass(frozen=True)
class Shown:
    """What a tile shows: `name` short enough for it, `level` 0 to 4 for its colour,
    `description` the whole in words, `note` a second line, with `marks` of four filled beside it
    (None: no marks). `unknown`: nothing is known, which is drawn without a colour.
    """

    name: str
    description: str
    url: str
    level: int = 0
    note: str = ""
    current: bool = False
    marks: int | None = None
    unknown: bool = False


@dataclass(frozen=True)
class Tile:
    """A tile and where it stands; `line` and `second` are the base lines of its texts."""

    shown: Shown
    column: int
    row: int

    @property
    def x(self) -> int:
        return self.column * _PITCH + 1

    @property
    def y(self) -> int:
        return self.row * _PITCH + 1

    @property
    def middle(self) -> int:
        return self.x + 23

    @property
    def line(self) -> int:
        return self.y + (21 if self.shown.note else 28)

    @property
    def second(self) -> int:
        return self.y + 37

    @property
    def noted(self) -> int:
        """The middle of the second line's text: marks stand to its right."""
        return self.middle if self.shown.marks is None else self.x + 13

    @property
    def dots(self) -> Iterator[tuple[float, int, bool]]:
        """The middle of each mark, and whether it is filled."""
        for number in range(MARKS if self.shown.marks is not None else 0):
            yield self.x + 27 + 4.6 * number, self.second - 4, number < (self.shown.marks or 0)


@dataclass(frozen=True)
class TileMap:
    """The tiles from north to south."""

    tiles: tuple[Tile, ...]
    width: int = 9 * _PITCH
    height: int = 9 * _PITCH

    def __iter__(self) -> Iterator[Tile]:
        return iter(self.tiles)


def tile_map(shown: Callable[[str], Shown]) -> TileMap:
    """Lay out the provinces; `shown` tells what the tile of a province's code shows."""
    return TileMap(tuple(Tile(shown(code), *at) for code, at in _GRID.items()))

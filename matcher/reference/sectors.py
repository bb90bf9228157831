"""The taxonomy as numbers: which sector covers which, and the division or class of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from partners.reference.taxonomy import Taxonomy

MANUFACTURING, SERVICE, EMERGING = range(3)
# Services that take orders for goods, so that order sizes and days mean something to them
# (own judgement): freight and warehousing, e-commerce support, wholesale and trade.
GOODS_SERVICES = ("PS02", "PS033", "PS09")
_KINDS = {"manufacturing": MANUFACTURING, "service": SERVICE, "emerging": EMERGING}


@dataclass(frozen=True, eq=False)
class SectorTables:
    """S sectors by number, in the order of their `codes`.

    `kind` uint8[S]; `top` intp[S]: the division or class of each; `covers` bool[S, S]:
    `covers[a, b]` where b is a or below it; `draws` bool[S, S]: `draws[e, s]` where emerging
    industry e draws on manufacturing sector s: a group that it maps to, what is below it, or the
    division above it.
    """

    codes: tuple[str, ...]
    numbers: dict[str, int]
    kind: npt.NDArray[np.uint8]
    top: npt.NDArray[np.intp]
    covers: npt.NDArray[np.bool_]
    draws: npt.NDArray[np.bool_]

    @cached_property
    def handles_goods(self) -> npt.NDArray[np.bool_]:
        """bool[S]: may an order of goods mean something to those who offer the sector? It may where
        only the class of such a service is documented.
        """
        goods = [self.numbers[code] for code in GOODS_SERVICES if code in self.numbers]
        near = self.covers[goods].any(axis=0) | self.covers[:, goods].any(axis=1)
        found: npt.NDArray[np.bool_] = near | (self.kind != SERVICE)
        return found

    @cached_property
    def divisions(self) -> tuple[int, ...]:
        """The numbers of the divisions of manufacturing, rising."""
        tops = (self.kind == MANUFACTURING) & (self.top == np.arange(len(self.codes)))
        return tuple(np.flatnonzero(tops).tolist())

    def verb_of(self, code: str) -> str:
        """The verb of an offering that counts for the sector: a service is served, all else made.

        A provider that serves the makers of knitwear does not make knitwear.
        """
        return "serves" if self.kind[self.numbers[code]] == SERVICE else "makes"


def build_sectors(taxonomy: Taxonomy) -> SectorTables:
    """The taxonomy's sectors, numbered in the order of their codes."""
    codes = tuple(sorted(taxonomy.sectors))
    # Sorted, so that every process and every file of columns numbers them alike.
    numbers = {code: n for n, code in enumerate(codes)}
    covers = np.zeros((len(codes), len(codes)), np.bool_)
    draws = np.zeros_like(covers)
    drawn: dict[int, list[int]] = {}
    for n, code in enumerate(codes):
        covers[[numbers[wide] for wide in taxonomy.lineage(code)], n] = True
        related = taxonomy.sectors[code].related
        drawn[n] = [numbers[sector] for sector in related if sector in numbers]
    for n, sectors in drawn.items():
        # A division is drawn on in part: its maker may be one of the group that is meant.
        draws[n] = covers[sectors].any(axis=0) | covers[:, sectors].any(axis=1)
    kinds = [_KINDS[taxonomy.sectors[code].kind] for code in codes]
    tops = [numbers[taxonomy.division(code)] for code in codes]
    return SectorTables(
        codes, numbers, np.array(kinds, np.uint8), np.array(tops, np.intp), covers, draws
    )

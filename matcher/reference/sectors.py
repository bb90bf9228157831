"""The taxonomy as numbers: which sector covers which, and what stands at the top of its line."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Flags
from partners.reference.taxonomy import Taxonomy

MANUFACTURING, SERVICE, EMERGING = range(3)
_KINDS = {"manufacturing": MANUFACTURING, "service": SERVICE, "emerging": EMERGING}


@dataclass(frozen=True)
class Sectors:
    """S sectors by their number: `codes` in order. `covers[a, b]`: b is a or below it; `top[s]`:
    the division or class of s; `draws[e, d]`: emerging industry e draws on division d.
    """

    codes: tuple[str, ...]
    numbers: dict[str, int]
    kind: Bytes
    top: npt.NDArray[np.intp]
    covers: Flags
    draws: Flags

    @cached_property
    def divisions(self) -> tuple[int, ...]:
        """The divisions of manufacturing."""
        tops = (self.kind == MANUFACTURING) & (self.top == np.arange(len(self.codes)))
        return tuple(np.flatnonzero(tops).tolist())


def number(taxonomy: Taxonomy) -> Sectors:
    """The taxonomy's sectors, numbered in the order of their codes."""
    codes = tuple(sorted(taxonomy.sectors))
    numbers = {code: n for n, code in enumerate(codes)}
    covers = np.zeros((len(codes), len(codes)), np.bool_)
    draws = np.zeros_like(covers)
    for n, code in enumerate(codes):
        covers[[numbers[one] for one in taxonomy.lineage(code)], n] = True
        draws[n, [numbers[one] for one in taxonomy.sectors[code].related if one in numbers]] = True
    kinds = [_KINDS[taxonomy.sectors[code].kind] for code in codes]
    tops = [numbers[taxonomy.division(code)] for code in codes]
    return Sectors(
        codes, numbers, np.array(kinds, np.uint8), np.array(tops, np.intp), covers, draws
    )

"""Figures of a clause: amounts, shares, growth and counts, with the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?P<bound>超过|突破|达到|达|力争|超|约|近)?(?P<number>\d+(?:\.\d+)?)\s*(?P<scale>万亿|千亿|百亿|亿|万|千|百)?"
    r"(?P<unit>%|％|个百分点|元|美元|家|个|条|项|辆|架|艘|台|套|吨|千瓦时|千瓦|标箱|Eflops|EFLOPS|P|GWh|倍|款|列|人次|人)"
)
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12}


@dataclass(frozen=True)
class Figure:
    """A figure as `text` says it: `value` in single units (元, %, 家), `bound`: 超过, 突破."""

    text: str
    value: Decimal
    unit: str
    bound: str


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in their order. Numbers without a unit (years, 5G) are none."""
    return tuple(
        Figure(
            found[0],
            Decimal(found["number"]).scaleb(_SCALES.get(found["scale"] or "", 0)),
            found["unit"].replace("％", "%"),
            found["bound"] or "",
        )
        for found in _FIGURE.finditer(text)
    )

"""How many partners each hard wish of a brief leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from pages.frame.words import WISHES


def left_out(excluded: Mapping[str, Any]) -> list[tuple[Promise, int]]:
    """The hard wishes that partners fail, or of whom it is unknown whether they meet them."""
    counts = {
        wish: excluded["by_wish"].get(wish, 0) + excluded["by_unknown"].get(wish, 0)
        for wish in WISHES
    }
    return [(WISHES[wish], count) for wish, count in counts.items() if count]

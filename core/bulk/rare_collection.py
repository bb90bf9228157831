"""Fewer searches for garbage while very many rows are read and written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects before a search. Python's 700 (2,000 from 3.12) take a quarter of the time of an
# import: each search of the oldest also walks through the dictionaries that a process keeps.
_NEW, _YOUNG, _OLD = 50_000, 20, 50


@contextmanager
def rare_collection() -> Iterator[None]:
    """Search for garbage seldom inside the block. What is in memory at its start is not searched.

    Only cycles wait for a search; all else is freed at once, as everywhere.
    """
    before = gc.get_threshold()
    outermost = before[0] != _NEW
    if outermost:
        gc.freeze()
        gc.set_threshold(_NEW, _YOUNG, _OLD)
    try:
        yield
    finally:
        if outermost:
            gc.set_threshold(*before)
            gc.unfreeze()

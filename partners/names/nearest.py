"""The right names most like a wrong one, searched for only where they are told. No Django here."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import overload


class Nearest(Sequence[str]):
    """Names, the most alike first. `search` runs when they are first read: it takes milliseconds,
    and of the thousands of wrong names that a body may hold a refusal tells a few.
    """

    def __init__(self, search: Callable[[], Iterable[str]]) -> None:
        self._search = search

    @cached_property
    def _found(self) -> tuple[str, ...]:
        return tuple(self._search())

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self._found[at]

    def __len__(self) -> int:
        return len(self._found)

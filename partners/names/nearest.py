"""The known names most like a wrong one, for error messages. No Django here."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import overload

_COMPARED = 60
_SUGGESTIONS = 3


class LazyNames(Sequence[str]):
    """A sequence of names, best first, that calls `search` when it is first read.

    A search takes milliseconds. A request body may hold thousands of wrong names, of which the
    answer shows a few, so an error must not search when it is raised.
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


def nearest_names(text: str, names: Iterable[str], otherwise: Iterable[str] = ()) -> LazyNames:
    """The names most like the text, best first, at most three; `otherwise` where none is like it.

    The similarity is the Ratcliff-Obershelp ratio of `difflib`, at least 0.5.
    """
    # difflib takes quadratic time; the text comes from a request and may be long.
    return LazyNames(
        lambda: (
            difflib.get_close_matches(text[:_COMPARED], list(names), _SUGGESTIONS, 0.5) or otherwise
        )
    )

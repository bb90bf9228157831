"""What refers to a partner on the floors above, which declare it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_COUNTS: "list[tuple[StrOrPromise, Callable[[int], int]]]" = []


def declare(label: "StrOrPromise", count: Callable[[int], int]) -> None:
    """Let a curator be told, before a partner is retired or merged, how many of these name it."""
    _COUNTS.append((label, count))


def uses_of(partner: int) -> "list[tuple[StrOrPromise, int]]":
    """Each kind of use with its number."""
    return [(label, count(partner)) for label, count in _COUNTS]

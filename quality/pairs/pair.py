"""A pair of partners alike in all but one fact, and the kinds of pairs there are.

A kind is a function of chance; the sides are (better, worse), and whatever stands beside them is
the same for both. Which is better is said here from the files and by ordinary sense; no scoring
is asked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from harness import seed_reference
from matcher.index.candidate import Candidate, Offer
from matcher.scoring.wanted import Wanted
from quality import population


@dataclass(frozen=True)
class Pair:
    """The ids are 2 (better) and 1 (worse): a tie would put the worse first."""

    better: Candidate
    worse: Candidate
    wanted: Wanted
    beside: tuple[Candidate, ...] = ()


Kind = Callable[[Random], Pair]
KINDS: dict[str, dict[str, Kind]] = {}


def kind(component: str, name: str) -> Callable[[Kind], Kind]:
    def keep(one: Kind) -> Kind:
        KINDS.setdefault(component, {})[name] = one
        return one

    return keep


def groups(kind_of: str) -> list[str]:
    rows = seed_reference.taxonomy().sectors.values()
    return sorted(row.code for row in rows if row.kind == kind_of and row.parent)


def maker(rng: Random, offer: Offer | None = None) -> Candidate:
    """A record of the demonstration set, as incomplete as it is, that makes this."""
    some = population.demonstration(600).candidates
    while True:
        one = rng.choice(list(some.values()))
        if one.offers[0].verb == "makes":
            return replace(one, offers=(offer or Offer("makes", one.offers[0].sector[:4]),))


def provider(rng: Random, offer: Offer) -> Candidate:
    return replace(maker(rng), offers=(offer,))


def brief(one: Candidate, **said: Any) -> Wanted:
    offer = one.offers[0]
    makes = offer.verb == "makes"
    brief = Wanted(
        seeking="manufacturer" if makes else "service_provider",
        sectors=(offer.sector,) if makes else (),
        services=() if makes else (offer.sector,),
        datasets=frozenset(one.datasets.split()),
        limit=100,
    )
    return replace(brief, **said)


def pair(
    one: Candidate,
    better: Mapping[str, Any],
    worse: Mapping[str, Any],
    wanted: Wanted,
    beside: tuple[Candidate, ...] = (),
) -> Pair:
    return Pair(replace(one, id=2, **better), replace(one, id=1, **worse), wanted, beside)


def draw(component: str, name: str, count: int, seed: int = 3) -> Iterator[Pair]:
    rng = Random(f"{seed} {component} {name}")
    for _ in range(count):
        yield KINDS[component][name](rng)

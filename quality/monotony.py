"""A fact made better step by step never lowers the points, whoever's record it is."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from harness import seed_reference
from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.scoring.wanted import Wanted
from quality import population, random_briefs, seeds
from quality.population import rank
from quality.scorecard import Line

SECTION = "Monotonicity: a fact made better step by step"
AMOUNTS = (1_000_000, 20_000, 5_000, 1_000, 501, 500, 499, 300, 151, 150, 149, 100, 50, 5, 1)
DAYS = (365, 90, 61, 60, 45, 31, 30, 29, 20, 15, 10, 9, 5, 1)
ENDS = (-400, -1, 0, 200)


def _amounts(one: Candidate, wanted: Wanted) -> list[Quantity]:
    dimension = wanted.order.dimension if wanted.order else "count"
    return [Quantity(dimension, Decimal(amount)) for amount in AMOUNTS]


def _certificates(one: Candidate, wanted: Wanted) -> list[Certificates]:
    """None in a whole list, ended, without an end, ending today, valid for long; then every one
    asked for.
    """
    asked = wanted.certifications or ("ISO 9001",)
    days = [seeds.DAY + dt.timedelta(days=n) for n in ENDS]
    ends = (*days[:2], None, *days[2:])
    steps = [Certificates((HeldCertificate(asked[0], None, day),), complete=True) for day in ends]
    every = tuple(HeldCertificate(name, None, days[-1]) for name in asked)
    return [Certificates(complete=True), *steps, Certificates(every, complete=True)]


def _listed(fact: str) -> Callable[[Candidate, Wanted], list[CodeList]]:
    def steps(one: Candidate, wanted: Wanted) -> list[CodeList]:
        asked = getattr(wanted, fact) or ("en",)
        some = [frozenset(asked[:n]) for n in range(len(asked) + 1)]
        return [CodeList(codes, complete=True) for codes in (*some, some[-1] | {"xx", "yy"})]

    return steps


def _proofs(one: Candidate, wanted: Wanted) -> list[tuple[EvidenceItem, ...]]:
    def said(kind: str, days: int | None) -> tuple[EvidenceItem, ...]:
        on = None if days is None else seeds.DAY - dt.timedelta(days=days)
        return (EvidenceItem(kind, "somebody", on),)

    return [
        (),
        *(said("declared", days) for days in (None, 800, 400, 10)),
        said("declared", 10) + said("reported", 10),
        *(said("verified", days) for days in (None, 800, 400, 10)),
    ]


def _products(one: Candidate, wanted: Wanted) -> list[tuple[Offer, ...]]:
    """Other goods only, then those asked for one by one, then more beside."""
    asked = [product.text for product in wanted.products if not product.is_hs] or ["thing"]
    words = [("anvils",), *(tuple(asked[: n + 1]) for n in range(len(asked)))]
    words.append((*asked, "anvils"))
    return [tuple(replace(offer, products=some) for offer in one.offers) for some in words]


def _offers(one: Candidate, wanted: Wanted) -> list[tuple[Offer, ...]]:
    """The wider field only, then what was asked for, then that for the client's sector."""
    verb = wanted.verb
    need = wanted.needs[0]
    above = seed_reference.taxonomy().sectors[need].parent or need
    clients = (wanted.client_sector,) if wanted.client_sector else ()
    return [
        (Offer(verb, above),),
        (Offer(verb, need),),
        (Offer(verb, need, for_sectors=clients),),
    ]


CHAINS: dict[str, tuple[str, Callable[[Candidate, Wanted], Sequence[Any]]]] = {
    "minimum order, ever smaller": ("minimum_order", _amounts),
    "lead time, ever shorter": ("lead_time_days", lambda _, __: DAYS),
    "capacity, ever larger": ("monthly_capacity", lambda o, w: _amounts(o, w)[::-1]),
    "certificates, ever more in date": ("certificates", _certificates),
    "languages, ever more": ("languages", _listed("languages")),
    "markets, ever more": ("markets", _listed("markets")),
    "evidence, ever better": ("proofs", _proofs),
    "goods, ever nearer": ("offers", _products),
    "offerings, ever nearer": ("offers", _offers),
}


def lines(count: int, seed: int = 11) -> Iterator[Line]:
    """A line for each chain, climbed by a listed partner of each of `count` random briefs."""
    rng = Random(seed)
    some = list(population.demonstration(400).candidates.values())
    climbs = [
        (wanted, _listed_one(rng, some, wanted)) for wanted in random_briefs.briefs(count, seed)
    ]
    for name, (fact, steps) in CHAINS.items():
        held, of, offenders = 0, 0, []
        for wanted, one in climbs:
            points = [
                _points(replace(one, **{fact: value}), wanted) for value in steps(one, wanted)
            ]
            for n, (before, after) in enumerate(pairwise(points), 1):
                of += 1
                held += after >= before
                if after < before:
                    offenders.append(f"step {n} of {wanted.needs}: {before} to {after}")
        yield Line(SECTION, name, held, of, law=True, offenders=tuple(offenders))


def _listed_one(rng: Random, some: Sequence[Candidate], wanted: Wanted) -> Candidate:
    """Any partner's record, doing what the brief asks for, where the brief looks."""
    one = rng.choice(some)
    place = next(iter(sorted(seed_reference.atlas().expand_clusters(wanted.provinces))), one.place)
    return replace(one, id=1, place=place, offers=(Offer(wanted.verb, wanted.needs[0]),))


def _points(one: Candidate, wanted: Wanted) -> int:
    (entry,) = rank(seeds.reference(), (one,), wanted).entries
    return entry.points

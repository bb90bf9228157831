"""Matches of one partner, computed when they are asked for, on the current basis.

Both sides are kept in the process, as long as partners, lists and the day stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher import basis as bases
from matcher import records
from matcher.basis import Basis
from matcher.scoring.candidate import Candidate
from matcher.scoring.ground import Ground
from matcher.scoring.pairs import search
from matcher.scoring.pairs.enrol import enrol, numbers, terms
from matcher.scoring.pairs.explain import Match, explain
from matcher.scoring.pairs.refresh import change
from matcher.scoring.pairs.side import MAKES, SERVES, Ints, Side, Terms, arrange, only
from matcher.scoring.view import Shard
from partners.models import Dataset

ROLES = (MAKES, SERVES)
USUAL = 10
AROUND = 3
OTHER = {MAKES: SERVES, SERVES: MAKES}


@dataclass(frozen=True)
class World:
    """Both sides of one kind of datasets: the demonstration's, or all others'. `brought_up`: from
    those before a change of the lists.
    """

    ground: Ground
    everyone: Sequence[Shard]
    terms: Terms
    sides: Mapping[str, Side]
    brought_up: bool = False

    def same_partners(self, ground: Ground, everyone: Sequence[Shard]) -> bool:
        """Is it of the same partners and day? The basis keeps shards by their number: the same
        object is the same number.
        """
        return self.everyone is everyone and self.ground.on == ground.on

    @cached_property
    def shared(self) -> Mapping[str, Side]:
        """The sides in groups that every process numbers alike, so that a range of them can be
        named to another.
        """
        if not self.brought_up:
            return self.sides
        return {role: arrange(self.terms, side.parties) for role, side in self.sides.items()}


@dataclass(frozen=True)
class Need:
    """What a division of a maker needs (`value` 1..255), and who serves it best, if anybody."""

    sector: str
    service: str
    value: int
    best: Match | None


@dataclass(frozen=True)
class Matches:
    """What was found for a partner: for what it makes its best `providers`, for what it serves
    its best `makers`, best first; `around`: its strongest needs, each with the best provider.
    """

    basis: Basis
    partner: int
    providers: tuple[Match, ...]
    makers: tuple[Match, ...]
    around: tuple[Need, ...]


_kept: dict[bool, World] = {}


def of(partner: int, *, service: str | None = None, k: int = USUAL) -> Matches | None:
    """The partner's matches; only for the service (a class: for its groups, too), if one is
    given. None where there is no such active partner.
    """
    with bases.one_snapshot():
        basis = bases.read()
        one = records.read([partner]).get(partner)
        if one is None:
            return None
        world = stand(basis, simulated=Dataset.objects.get(pk=one.dataset).simulated)
        services = None if service is None else columns_of(world, service)
        needs = _strongest_needs(world, one)
        asked = [
            _Asked(MAKES, services, k),
            _Asked(SERVES, services, k),
            *(_Asked(MAKES, np.array([n]), 1) for _, n, _ in needs),
        ]
        providers, makers, *best = _matches(world, one, asked)
    around = tuple(
        Need(
            world.terms.needs.divisions[division],
            world.terms.needs.services[n],
            value,
            found[0] if found else None,
        )
        for (value, n, division), found in zip(needs, best, strict=True)
    )
    return Matches(basis, partner, providers, makers, around)


def stand(basis: Basis, *, simulated: bool) -> World:
    """Both sides on the basis, which must be this transaction's own."""
    ground, everyone = bases.stand(basis)
    kept = _kept.get(simulated)
    if kept is None or not kept.same_partners(ground, everyone):
        kept = _world(ground, everyone, simulated)
    elif kept.ground.editions is not ground.editions:
        kept = _bring_up(kept, ground)
    _kept[simulated] = kept
    return kept


def _bring_up(kept: World, ground: Ground) -> World:
    """The world after a change of the lists: only makers whose needs differ are moved."""
    within = terms(ground)
    makers = change(within, kept.sides[MAKES], kept.terms.needs).makers
    sides = {MAKES: makers, SERVES: kept.sides[SERVES]}
    return World(ground, kept.everyone, within, sides, brought_up=True)


def _world(ground: Ground, everyone: Sequence[Shard], simulated: bool) -> World:
    keys = set(Dataset.objects.filter(simulated=simulated).values_list("key", flat=True))
    within = terms(ground)
    sides = {role: arrange(within, enrol(ground, within, everyone, keys, role)) for role in ROLES}
    return World(ground, everyone, within, sides)


@dataclass(frozen=True)
class _Asked:
    """For a partner as one of the side: its `k` best, only for the services if some are given."""

    role: str
    services: Ints | None
    k: int


def _matches(world: World, one: Candidate, asked: Sequence[_Asked]) -> list[tuple[Match, ...]]:
    """The partner's matches for each ask, explained from the records."""
    listed = [_best(world, one.id, each) for each in asked]
    known = records.read({pk for ids in listed for pk in ids})
    found = []
    for each, ids in zip(asked, listed, strict=True):
        pairs = [(one, known[pk]) if each.role == MAKES else (known[pk], one) for pk in ids]
        matches = [
            explain(world.ground, world.terms, *pair, asker=each.role, services=each.services)
            for pair in pairs
        ]
        found.append(tuple(match for match in matches if match is not None))
    return found


def _best(world: World, partner: int, asked: _Asked) -> list[int]:
    """The ids of the partner's best counterparts, best first."""
    side, others = world.sides[asked.role], world.sides[OTHER[asked.role]]
    at = side.find(partner)
    if at is None:
        return []
    asker = only(world.terms, side, np.array([at]))
    (keys,) = search.top(world.terms, asker, others, asked.k, asked.services)
    ids: list[int] = search.ids_of(keys[keys > 0]).tolist()
    return ids


def _strongest_needs(world: World, one: Candidate) -> list[tuple[int, int, int]]:
    """(need 1..255, service, division) of a maker's strongest needs, by number; the taxonomy's
    order on ties.
    """
    needs, taxonomy = world.terms.needs, world.ground.taxonomy
    table = needs.table[needs.of_place[world.terms.areas.numbers[one.place]]]
    found = [
        (-int(table[division, n]), n, division)
        for n, service in enumerate(needs.services)
        if taxonomy.groups(service) == (service,)
        for division in numbers(world.ground, world.terms, MAKES, one.offers)
        if table[division, n]
    ]
    strongest = {n: (value, n, division) for value, n, division in sorted(found, reverse=True)}
    return [(-value, n, division) for value, n, division in sorted(strongest.values())[:AROUND]]


def columns_of(world: World, service: str) -> Ints:
    """The numbers of the service and of all that it covers."""
    covers = world.ground.taxonomy.covers
    services = world.terms.needs.services
    return np.array([n for n, code in enumerate(services) if covers(service, code)], np.intp)

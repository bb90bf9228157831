"""Matches of one partner, computed when they are asked for, on the current basis.

Both sides are kept in the process, as long as partners, lists and the day stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher import basis as bases
from matcher.basis import Basis
from matcher.scoring.columns import Columns
from matcher.scoring.ground import Ground
from matcher.scoring.pairs import search
from matcher.scoring.pairs.enrol import enrol, numbers, terms
from matcher.scoring.pairs.explain import Match, explain, record
from matcher.scoring.pairs.refresh import change
from matcher.scoring.pairs.side import MAKES, SERVES, Ints, Side, Terms, arrange, only
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
    everyone: Columns
    terms: Terms
    sides: Mapping[str, Side]
    brought_up: bool = False

    def same_partners(self, ground: Ground, everyone: Columns) -> bool:
        """Is it of the same partners and day? The basis keeps columns by their number: the same
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
        _, everyone = bases.stand(basis)
        row = _row(everyone, partner)
        if row is None:
            return None
        dataset = Dataset.objects.get(pk=everyone["dataset"].at(row))
        world = stand(basis, simulated=dataset.simulated)
    services = None if service is None else columns_of(world, service)
    found = {role: _matches(world, role, row, services, k) for role in ROLES}
    return Matches(basis, partner, found[MAKES], found[SERVES], tuple(_around(world, row)))


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


def _world(ground: Ground, everyone: Columns, simulated: bool) -> World:
    keys = set(Dataset.objects.filter(simulated=simulated).values_list("key", flat=True))
    columns = everyone.select(everyone["dataset"].where(lambda key: key in keys))
    within = terms(ground)
    sides = {role: arrange(within, enrol(ground, within, columns, role)) for role in ROLES}
    return World(ground, everyone, within, sides)


def _row(columns: Columns, partner: int) -> int | None:
    row = int(np.searchsorted(columns.ids, partner))
    return row if row < len(columns) and columns.ids[row] == partner else None


def _matches(world: World, role: str, row: int, services: Ints | None, k: int) -> tuple[Match, ...]:
    """The matches of the partner in a row as one of the side."""
    one = record(world.everyone, row)
    side, others = world.sides[role], world.sides[OTHER[role]]
    at = side.find(one.id)
    if at is None:
        return ()
    asker = only(world.terms, side, np.array([at]))
    (keys,) = search.top(world.terms, asker, others, k, services)
    found = []
    for pk in search.ids_of(keys[keys > 0]).tolist():
        other = record(world.everyone, _row(world.everyone, pk) or 0)
        maker, provider = (one, other) if role == MAKES else (other, one)
        match = explain(world.ground, world.terms, maker, provider, asker=role, services=services)
        if match is not None:
            found.append(match)
    return tuple(found)


def _around(world: World, row: int) -> Iterator[Need]:
    """The strongest needs of a maker, by service groups; the taxonomy's order on ties."""
    one = record(world.everyone, row)
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
    for value, n, division in sorted(strongest.values())[:AROUND]:
        best = _matches(world, MAKES, row, np.array([n]), 1)
        yield Need(needs.divisions[division], needs.services[n], -value, best[0] if best else None)


def columns_of(world: World, service: str) -> Ints:
    """The numbers of the service and of all that it covers."""
    covers = world.ground.taxonomy.covers
    services = world.terms.needs.services
    return np.array([n for n, code in enumerate(services) if covers(service, code)], np.intp)

"""Matches of one partner, computed when they are asked for, on the current basis.

Both sides are kept in the process, as long as partners, lists and the day stay the same.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matcher import basis as bases
from matcher.basis import Basis
from matcher.scoring.columns import Columns
from matcher.scoring.ground import Ground
from matcher.scoring.pairs import AFFINITY, NEED, search
from matcher.scoring.pairs.enrol import enrol, numbers, terms
from matcher.scoring.pairs.explain import Match, explain, record
from matcher.scoring.pairs.refresh import change
from matcher.scoring.pairs.side import MAKES, SERVES, Ints, Side, Terms, arrange, only
from partners.models import Dataset

ROLES = (MAKES, SERVES)
USUAL = 10
AROUND = 3
_WHY = (NEED, AFFINITY)
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
    def groups(self) -> tuple[int, ...]:
        """The numbers of the services that are groups, not classes of them."""
        taxonomy, services = self.ground.taxonomy, self.terms.needs.services
        return tuple(n for n, one in enumerate(services) if taxonomy.groups(one) == (one,))

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
# Of many threads that find it out of date one makes it; the others wait for that.
_making = threading.Lock()


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
    return Matches(basis, partner, found[MAKES], found[SERVES], around(world, [partner])[partner])


def stand(basis: Basis, *, simulated: bool) -> World:
    """Both sides on the basis, which must be this transaction's own."""
    ground, everyone = bases.stand(basis)
    with _making:
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


def around(world: World, makers: Collection[int]) -> dict[int, tuple[Need, ...]]:
    """Of each maker its strongest needs, by service groups (the taxonomy's order on ties), each
    with the provider that serves it best, of all in the world. Who makes nothing of a division
    has no evidenced need. Makers with a need in common are searched for at once.
    """
    strongest = {pk: _strongest(world, pk) for pk in makers}
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for pk, needs in strongest.items():
        for _, n, _ in needs:
            sharing[n].append(pk)
    best = {n: _best(world, pks, n) for n, pks in sharing.items()}
    names = world.terms.needs
    return {
        pk: tuple(
            Need(names.divisions[division], names.services[n], value, best[n].get(pk))
            for value, n, division in needs
        )
        for pk, needs in strongest.items()
    }


def _strongest(world: World, maker: int) -> list[tuple[int, int, int]]:
    """(value, number of the service, number of the division) of its strongest needs."""
    row = _row(world.everyone, maker)
    if row is None or world.sides[MAKES].find(maker) is None:
        return []
    place, offers = world.everyone["place"].at(row), world.everyone["offers"].at(row)
    needs, groups = world.terms.needs, world.groups
    table = needs.table[needs.of_place[world.terms.areas.numbers[place]]]
    divisions = np.array(numbers(world.ground, world.terms, MAKES, offers), np.intp)
    # The first of the divisions that need the service most.
    most = table[divisions].argmax(axis=0)
    found = sorted((-int(table[divisions[most[n]], n]), n) for n in groups)
    return [(-value, n, int(divisions[most[n]])) for value, n in found[:AROUND] if value]


def _best(world: World, makers: Sequence[int], service: int) -> dict[int, Match]:
    """The best provider of the service for each of the makers that has any."""
    side, only_it = world.sides[MAKES], np.array([service], np.intp)
    rows = np.array([row for pk in makers if (row := side.find(pk)) is not None], np.intp)
    askers = only(world.terms, side, rows)
    keys = search.top(world.terms, askers, world.sides[SERVES], 1, only_it)[:, 0]
    found = {}
    for pk, provider in zip(askers.parties.ids.tolist(), search.ids_of(keys).tolist(), strict=True):
        if _row(world.everyone, provider) is None:
            continue  # nobody: no key
        maker, other = (
            record(world.everyone, _row(world.everyone, one) or 0) for one in (pk, provider)
        )
        match = explain(world.ground, world.terms, maker, other, asker=MAKES, services=only_it)
        if match is not None:
            found[pk] = match
    return found


def as_json(ground: Ground, need: Need) -> dict[str, Any]:
    """A need as it is stored beside a maker: how the points of the best provider add up, and why
    it is needed and how near it is (reasons as code and arguments, to be told in any language).
    """
    return {
        "need": {"sector": ground.named(need.sector), "service": ground.named(need.service)},
        "value": need.value,
        "best": _in_short(need.best) if need.best else None,
    }


def _in_short(match: Match) -> dict[str, Any]:
    why = [said for one in match.components if one.name in _WHY for said in one.because]
    return {
        "partner": match.provider,
        "points": match.points,
        "known": match.known,
        "components": [
            {"name": one.name, "weight": one.weight, "value": one.value, "points": one.points}
            for one in match.components
        ],
        "because": [{"code": said.code, "args": dict(said.args)} for said in why],
    }


def columns_of(world: World, service: str) -> Ints:
    """The numbers of the service and of all that it covers."""
    covers = world.ground.taxonomy.covers
    services = world.terms.needs.services
    return np.array([n for n, code in enumerate(services) if covers(service, code)], np.intp)

"""Matches of one partner, computed when they are asked for, on the current basis.

Both sides are kept in the process, as long as partners, lists and the day stay the same.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.transactions import repeatable_read
from matcher import basis as bases
from matcher.basis import Basis
from matcher.index import load_candidates
from matcher.index.candidate import Candidate
from matcher.index.segment import Segment
from matcher.matches import top_matches
from matcher.matches.build_parties import build_parties, numbers, terms
from matcher.matches.components import AFFINITY, NEED
from matcher.matches.explain_match import Match, explain
from matcher.matches.parties import MAKES, SERVES, Ints, Side, Terms, arrange, only
from matcher.matches.refresh import change
from matcher.reference.reference_data import ReferenceData
from partners.models import Dataset

ROLES = (MAKES, SERVES)
USUAL = 10
AROUND = 3
_WHY = (NEED, AFFINITY)
OTHER = {MAKES: SERVES, SERVES: MAKES}


@dataclass(frozen=True)
class MatchContext:
    """Both sides of one kind of datasets: the demonstration's, or all others'. `brought_up`: from
    those before a change of the lists.
    """

    reference: ReferenceData
    everyone: Sequence[Segment]
    terms: Terms
    sides: Mapping[str, Side]
    brought_up: bool = False

    def same_partners(self, reference: ReferenceData, everyone: Sequence[Segment]) -> bool:
        """Is it of the same partners and day? The basis keeps segments by their number: the same
        object is the same number.
        """
        return self.everyone is everyone and self.reference.on == reference.on

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The numbers of the services that are groups, not classes of them."""
        taxonomy, services = self.reference.taxonomy, self.terms.needs.services
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


_kept: dict[bool, MatchContext] = {}
# Of many threads that find it out of date one makes it; the others wait for that.
_making = threading.Lock()


def of(partner: int, *, service: str | None = None, k: int = USUAL) -> Matches | None:
    """The partner's matches; only for the service (a class: for its groups, too), if one is
    given. None where there is no such active partner.
    """
    with repeatable_read():
        basis = bases.read()
        one = load_candidates.read([partner]).get(partner)
        if one is None:
            return None
        context = stand(basis, simulated=Dataset.objects.get(pk=one.dataset).simulated)
        services = None if service is None else service_columns(context, service)
        listed = [_best(context, one.id, role, services, k) for role in ROLES]
        needs = _needs(context, {partner: one})
        known = load_candidates.read({pk for ids in listed for pk in ids} | _best_ids(needs))
    providers, makers = (
        _explained(context, one, known, role, ids, services)
        for role, ids in zip(ROLES, listed, strict=True)
    )
    nearby = _with_best(context, {partner: one}, known, needs)[partner]
    return Matches(basis, partner, providers, makers, nearby)


def around(context: MatchContext, makers: Mapping[int, Candidate]) -> dict[int, tuple[Need, ...]]:
    """Of each maker, by its id, its strongest needs, by service groups (the taxonomy's order on
    ties), each with the provider that serves it best, of all in the world. Who makes nothing of
    a division has no evidenced need. Makers with a need in common are searched for at once.
    """
    needs = _needs(context, makers)
    return _with_best(context, makers, load_candidates.read(_best_ids(needs)), needs)


def stand(basis: Basis, *, simulated: bool) -> MatchContext:
    """Both sides on the basis, which must be this transaction's own."""
    reference, everyone = bases.stand(basis)
    with _making:
        kept = _kept.get(simulated)
        if kept is None or not kept.same_partners(reference, everyone):
            kept = _context(reference, everyone, simulated)
        elif kept.reference.editions is not reference.editions:
            kept = _bring_up(kept, reference)
        _kept[simulated] = kept
    return kept


def _bring_up(kept: MatchContext, reference: ReferenceData) -> MatchContext:
    """The world after a change of the lists: only makers whose needs differ are moved."""
    within = terms(reference)
    makers = change(within, kept.sides[MAKES], kept.terms.needs).makers
    sides = {MAKES: makers, SERVES: kept.sides[SERVES]}
    return MatchContext(reference, kept.everyone, within, sides, brought_up=True)


def _context(
    reference: ReferenceData, everyone: Sequence[Segment], simulated: bool
) -> MatchContext:
    keys = set(Dataset.objects.filter(simulated=simulated).values_list("key", flat=True))
    within = terms(reference)
    sides = {
        role: arrange(within, build_parties(reference, within, everyone, keys, role))
        for role in ROLES
    }
    return MatchContext(reference, everyone, within, sides)


def _best(
    context: MatchContext, partner: int, role: str, services: Ints | None, k: int
) -> list[int]:
    """The ids of the partner's best counterparts as one of the side, best first."""
    side = context.sides[role]
    at = side.find(partner)
    if at is None:
        return []
    asker = only(context.terms, side, np.array([at]))
    (keys,) = top_matches.top(context.terms, asker, context.sides[OTHER[role]], k, services)
    ids: list[int] = top_matches.ids_of(keys[keys > 0]).tolist()
    return ids


def _explained(
    context: MatchContext,
    one: Candidate,
    known: Mapping[int, Candidate],
    role: str,
    ids: Sequence[int],
    services: Ints | None,
) -> tuple[Match, ...]:
    """The partner's matches with each of the others."""
    pairs = [(one, known[pk]) if role == MAKES else (known[pk], one) for pk in ids]
    matches = [
        explain(context.reference, context.terms, *pair, asker=role, services=services)
        for pair in pairs
    ]
    return tuple(match for match in matches if match is not None)


@dataclass(frozen=True)
class _Unmet:
    """A need by the numbers of its division and service, and the id of its best provider."""

    value: int
    service: int
    division: int
    best: int | None


def _needs(context: MatchContext, makers: Mapping[int, Candidate]) -> dict[int, list[_Unmet]]:
    """The strongest needs of each maker."""
    strongest = {pk: _strongest(context, one) for pk, one in makers.items()}
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for pk, needs in strongest.items():
        for _, service, _ in needs:
            sharing[service].append(pk)
    best = {service: _providers(context, pks, service) for service, pks in sharing.items()}
    return {
        pk: [
            _Unmet(value, service, division, best[service].get(pk))
            for value, service, division in needs
        ]
        for pk, needs in strongest.items()
    }


def _best_ids(needs: Mapping[int, Sequence[_Unmet]]) -> set[int]:
    return {one.best for each in needs.values() for one in each if one.best is not None}


def _strongest(context: MatchContext, one: Candidate) -> list[tuple[int, int, int]]:
    """(need 1..255, service, division) of a maker's strongest needs, by number; the taxonomy's
    order on ties.
    """
    divisions = np.array(numbers(context.reference, context.terms, MAKES, one.offers), np.intp)
    if not len(divisions):
        return []
    needs = context.terms.needs
    table = needs.table[needs.of_place[context.terms.areas.numbers[one.place]]][divisions]
    # The first of the divisions that need the service most.
    most = table.argmax(axis=0)
    found = sorted((-int(table[most[n], n]), n) for n in context.groups)
    return [(-value, n, int(divisions[most[n]])) for value, n in found[:AROUND] if value]


def _providers(context: MatchContext, makers: Sequence[int], service: int) -> dict[int, int]:
    """The id of the best provider of the service for each of the makers that has any."""
    side = context.sides[MAKES]
    rows = np.array([row for pk in makers if (row := side.find(pk)) is not None], np.intp)
    askers = only(context.terms, side, rows)
    others, only_it = context.sides[SERVES], np.array([service], np.intp)
    keys = top_matches.top(context.terms, askers, others, 1, only_it)[:, 0]
    found = zip(
        askers.parties.ids.tolist(), keys.tolist(), top_matches.ids_of(keys).tolist(), strict=True
    )
    return {pk: provider for pk, key, provider in found if key}


def _with_best(
    context: MatchContext,
    makers: Mapping[int, Candidate],
    known: Mapping[int, Candidate],
    needs: Mapping[int, Sequence[_Unmet]],
) -> dict[int, tuple[Need, ...]]:
    """The needs of each maker by name, their best providers explained from the records."""
    names = context.terms.needs

    def named(maker: Candidate, one: _Unmet) -> Need:
        best = [] if one.best is None else [one.best]
        services = np.array([one.service], np.intp)
        (match,) = _explained(context, maker, known, MAKES, best, services) or (None,)
        return Need(names.divisions[one.division], names.services[one.service], one.value, match)

    return {pk: tuple(named(makers[pk], one) for one in each) for pk, each in needs.items()}


def as_json(reference: ReferenceData, need: Need) -> dict[str, Any]:
    """A need as it is stored beside a maker: how the points of the best provider add up, and why
    it is needed and how near it is (reasons as code and arguments, to be told in any language).
    The priority behind a need is told with the maker's own matches: cited whole, it is long.
    """
    return {
        "need": {"sector": reference.named(need.sector), "service": reference.named(need.service)},
        "value": need.value,
        "best": _in_short(need.best) if need.best else None,
    }


def _in_short(match: Match) -> dict[str, Any]:
    why = [
        said
        for one in match.components
        if one.name in _WHY
        for said in one.because
        if said.code != "match.priority"
    ]
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


def service_columns(context: MatchContext, service: str) -> Ints:
    """The numbers of the service and of all that it covers."""
    covers = context.reference.taxonomy.covers
    services = context.terms.needs.services
    return np.array([n for n, code in enumerate(services) if covers(service, code)], np.intp)

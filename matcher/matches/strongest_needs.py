"""The strongest needs of makers, each with the provider that serves it best."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.loading.load_candidates import load_candidates
from matcher.matches.components import AFFINITY, NEED
from matcher.matches.explain_match import Match, explain
from matcher.matches.match_context import MatchContext
from matcher.matches.parties import MAKES, subset
from matcher.matches.top_matches import best_counterparts, ids_of
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.entry import component_numbers

NEEDS_SHOWN = 3
_EXPLAINED = (NEED, AFFINITY)


@dataclass(frozen=True)
class StrongNeed:
    """A need of one of a maker's divisions (`value` 1..255), and the match with the provider that
    serves it best; None where no provider documents the service.
    """

    sector: str
    service: str
    value: int
    best: Match | None


@dataclass(frozen=True)
class NumberedNeed:
    """A need by the numbers of its division and service, and the id of its best provider."""

    value: int
    service: int
    division: int
    provider: int | None


def strongest_needs_explained(
    context: MatchContext, makers: Mapping[int, Candidate]
) -> dict[int, tuple[StrongNeed, ...]]:
    """The strongest needs of each maker, by its id, over service groups (the taxonomy's order on
    ties), each with the best provider of all. A maker of no division has none. Six queries.
    """
    needs = strongest_needs(context, makers)
    return with_matches(context, makers, load_candidates(provider_ids(needs)), needs)


def strongest_needs(
    context: MatchContext, makers: Mapping[int, Candidate]
) -> dict[int, list[NumberedNeed]]:
    """The strongest needs of each maker by number. No record is read from the database."""
    strongest = {pk: _ranked_needs(context, one) for pk, one in makers.items()}
    # Makers that share a need are searched for together: one search a service, not one a maker.
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for pk, needs in strongest.items():
        for _, service, _ in needs:
            sharing[service].append(pk)
    best = {service: _best_providers(context, pks, service) for service, pks in sharing.items()}
    return {
        pk: [
            NumberedNeed(value, service, division, best[service].get(pk))
            for value, service, division in needs
        ]
        for pk, needs in strongest.items()
    }


def provider_ids(needs: Mapping[int, Sequence[NumberedNeed]]) -> set[int]:
    """The ids of all providers that the needs name."""
    return {one.provider for each in needs.values() for one in each if one.provider is not None}


def with_matches(
    context: MatchContext,
    makers: Mapping[int, Candidate],
    known: Mapping[int, Candidate],
    needs: Mapping[int, Sequence[NumberedNeed]],
) -> dict[int, tuple[StrongNeed, ...]]:
    """The needs of each maker by code, their best providers explained from the records `known`."""
    names = context.tables.needs

    def named(maker: Candidate, need: NumberedNeed) -> StrongNeed:
        match = None
        if need.provider is not None:
            services = np.array([need.service], np.intp)
            match = explain(
                context.tables,
                maker,
                known[need.provider],
                asker=MAKES,
                services=services,
            )
        return StrongNeed(
            names.divisions[need.division], names.services[need.service], need.value, match
        )

    return {pk: tuple(named(makers[pk], one) for one in each) for pk, each in needs.items()}


def _ranked_needs(context: MatchContext, one: Candidate) -> list[tuple[int, int, int]]:
    """(need 1..255, service, division) of a maker's strongest needs, by number; the taxonomy's
    order on ties.
    """
    divisions = np.array(context.tables.documented_by(one.offers, MAKES), np.intp)
    if not len(divisions):
        return []
    needs = context.tables.needs
    table = needs.table[needs.of_place[context.tables.areas.numbers[one.place]]][divisions]
    # argmax gives the first of the divisions that need the service most.
    most = table.argmax(axis=0)
    # Only groups: a class is what a provider documents, never what a maker needs.
    found = sorted((-int(table[most[n], n]), n) for n in context.service_groups)
    return [(-value, n, int(divisions[most[n]])) for value, n in found[:NEEDS_SHOWN] if value]


def _best_providers(context: MatchContext, makers: Sequence[int], service: int) -> dict[int, int]:
    """The id of the best provider of the service for each of the makers that has any."""
    everyone = context.makers
    rows = [row for pk in makers if (row := everyone.row_of(pk)) is not None]
    askers = subset(context.tables, everyone, np.array(rows, np.intp))
    services = np.array([service], np.intp)
    keys = best_counterparts(context.tables, askers, context.providers, 1, services)[:, 0]
    found = zip(askers.parties.ids.tolist(), keys.tolist(), ids_of(keys).tolist(), strict=True)
    return {pk: provider for pk, key, provider in found if key}


def need_as_json(reference: ReferenceData, need: StrongNeed) -> dict[str, Any]:
    """A need as it is stored beside a maker: the components of the best provider's points, and the
    reasons for need and affinity as code and arguments, which any language can be made of. The
    priority behind a need is omitted: cited whole it is long, and the maker's own matches show it.
    """
    return {
        "need": {"sector": reference.named(need.sector), "service": reference.named(need.service)},
        "value": need.value,
        "best": _match_in_short(need.best) if need.best else None,
    }


def _match_in_short(match: Match) -> dict[str, Any]:
    reasons = [
        reason
        for component in match.components
        if component.name in _EXPLAINED
        for reason in component.because
        if reason.code != "match.priority"
    ]
    return {
        "partner": match.provider,
        "points": match.points,
        "known": match.known,
        "components": component_numbers(match.components),
        "because": [{"code": reason.code, "args": dict(reason.args)} for reason in reasons],
    }
